import type { Counted } from '../../disclosure/parts.ts';
import { breaksBetween } from '../../insights/changes/version-breaks.ts';
import { changeOf } from '../../metrics/comparisons/change.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { polarityCount } from '../../metrics/figures/moments.ts';
import { themeDesignEffect } from '../../metrics/figures/share-design-effect.ts';
import { countPeople } from '../../metrics/tally/respondents.ts';
import { type Sentence, say } from '../sentence.ts';
import { count, level, levelWithin, themeName } from '../wording.ts';
import type { RuleOf } from './alert-rule-schema.ts';
import type { Observation } from './alert-state.ts';
import { type Candidate, judge } from './judge.ts';
import {
  countWindow,
  path,
  type Watched,
  type WatchedTouchpoint,
  watchedBy,
  windowBefore,
} from './watched.ts';

interface ThemeShare {
  /** Of the scored answers. */
  readonly share: Figure;
  readonly people: number;
  /** Below this nothing is disclosed. */
  readonly minPeople: number;
}

const themeShare = ({ tally }: Counted, theme: string, options: MetricsSettings): ThemeShare | undefined => {
  const { minimumSample = defaultMinimumSample } = options;
  const { scored } = tally.answers;
  if (scored < minimumSample) return undefined;
  const mentions = tally.themes[theme];
  const share = figureMaker(minimumSample, themeDesignEffect(tally, theme)).share(
    mentions === undefined ? 0 : polarityCount(mentions),
    scored,
  );
  return { share, people: countPeople(mentions?.people ?? []), minPeople: thresholdsOf(options).figures };
};

const isDisclosable = ({ people, minPeople }: ThemeShare): boolean => people === 0 || people >= minPeople;

/** For few respondents only an upper limit. */
const shareText = (mentioned: ThemeShare, write: (share: Figure) => Sentence): Sentence =>
  isDisclosable(mentioned)
    ? write(mentioned.share)
    : say`Under ${level(Math.max(mentioned.minPeople / mentioned.share.n, 0.01), 'share')}`;

/** The themes of a touchpoint that a rule has raised. */
const raisedAt = (rule: RuleOf<'theme-spike'>, touchpoint: string, states: Watched['states']): string[] =>
  [...states.values()]
    .filter((state) => state.rule === rule.id && state.subject.startsWith(`${touchpoint}/`))
    .map(({ subject }) => subject.slice(touchpoint.length + 1));

/** Themes that are mentioned now or were before, and raised ones that may no longer be mentioned. */
const themesAt = (rule: RuleOf<'theme-spike'>, counts: readonly Counted[], raised: readonly string[]) => {
  const themes = new Set([...counts.flatMap(({ tally }) => Object.keys(tally.themes)), ...raised]);
  return [...themes].filter((theme) => rule.themes?.includes(theme) ?? true).toSorted();
};

const themeCandidates = (
  rule: RuleOf<'theme-spike'>,
  touchpoint: WatchedTouchpoint,
  { today, options, states }: Watched,
): Candidate[] => {
  const window = windowBefore(today, rule.days);
  const now = countWindow(touchpoint, window);
  const before = countWindow(touchpoint, windowBefore(window.from, rule.against));
  if (breaksBetween(now.versions, before.versions).themes) return [];
  return themesAt(rule, [now, before], raisedAt(rule, touchpoint.id, states)).flatMap((theme) => {
    const [after, earlier] = [themeShare(now, theme, options), themeShare(before, theme, options)];
    if (after === undefined || earlier === undefined) return [];
    const isMore = after.share.value >= rule.factor * earlier.share.value;
    return [
      {
        subject: `${touchpoint.id}/${theme}`,
        change: changeOf(earlier.share, after.share),
        matters: isMore && after.people >= after.minPeople,
        text: say`${shareText(after, (share) => levelWithin(share, 'share'))} of answers at ${touchpoint} mentioned ${themeName(theme)} in the last ${count(rule.days)} days, ${shareText(earlier, ({ value }) => say`${level(value, 'share')}`)} in the ${count(rule.against)} days before (n = ${count(after.share.n)}).`
          .text,
        evidence: path(touchpoint.id, 'feedback', { ...window, theme }),
      },
    ];
  });
};

export const observeSpike = (rule: RuleOf<'theme-spike'>, watched: Watched): Observation[] =>
  judge(
    { ...rule, way: 'up' },
    watchedBy(rule, watched).flatMap((touchpoint) => themeCandidates(rule, touchpoint, watched)),
    watched.states,
  );
