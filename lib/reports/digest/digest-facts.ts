import { firstBy, sortBy } from 'remeda';
import { dayName, periodName } from '../../metrics/calendar/report-period.ts';
import type { SeriesChange } from '../../metrics/comparisons/changes.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { joined, type Name, type Sentence, say, silence, type Word } from '../sentence.ts';
import { count, differenceWithin, level, levelWithin, plural, themeName, type Unit } from '../wording.ts';
import type { DigestFigures, Headline } from './digest-figures.ts';
import type { Fact } from './digest-material.ts';
import { type DigestMaterial, wholeScope } from './digest-material.ts';

const maxFacts = 10;

/** What gives way where there is more to tell, the first first. */
const givesWay = ['theme-down', 'theme-felt', 'mix', 'positive', 'touchpoints'];
const maxScales = 2;

/** Reported where at most one in twenty of those reported is noise. */
const maxFalseDiscoveryRate = 0.05;

/** Above this share of unread answers a text figure may be of other customers than it seems. */
const muchUnread = 0.2;

type Draft = Sentence & { readonly id: string; readonly direction?: 'up' | 'down'; readonly theme?: string };

const isCertain = ({ falseDiscoveryRate, enough }: SeriesChange): boolean =>
  enough && falseDiscoveryRate <= maxFalseDiscoveryRate;

const directionOf = ({ difference }: { readonly difference: number }): 'up' | 'down' =>
  difference < 0 ? 'down' : 'up';

const named = (name: string): Name => ({ name });
const word = (text: string): Word => ({ word: text });

const spanNames = ({ span }: DigestMaterial) => ({
  now: named(periodName(span.period)),
  through: span.through === undefined ? silence : say`, up to ${named(dayName(span.through))}`,
  before: word(
    span.previousThrough === undefined
      ? `the ${span.period.grain} before`
      : `as many days of the ${span.period.grain} before`,
  ),
});

const volume = ({ material, figures, before }: DigestFigures): Draft => {
  const names = spanNames(material);
  const compared =
    before === undefined
      ? say`; there is nothing in ${names.before} to compare it with`
      : say`, after ${count(before.responses)} in ${names.before}`;
  const part =
    material.span.through === undefined
      ? silence
      : say` The ${word(material.span.period.grain)} is not over.`;
  return {
    id: 'volume',
    ...say`${plural(figures.responses, 'response')} came in for ${named(material.scope.name)} in ${names.now}${names.through}${compared}.${part}`,
  };
};

const coverage = ({ figures: { answers } }: DigestFigures): Draft[] => {
  const { counts, unread } = answers;
  if (counts.asked === 0) return [];
  const caution =
    unread !== undefined && unread.value > muchUnread
      ? say` Read what is said of texts with that in mind.`
      : silence;
  const missing =
    unread === undefined || unread.value === 0
      ? say`none was left unread`
      : say`${level(unread.value, 'share')} of those that say something could not be read`;
  return [
    {
      id: 'coverage',
      ...say`${plural(counts.scored, 'answer')} of ${count(counts.asked)} asked for stand behind what is said of texts; ${missing}.${caution}`,
    },
  ];
};

const ofN = (figure: Figure): Sentence => say`, n ${count(figure.n)}`;

const uncertain = (figure: Figure): Sentence =>
  figure.enough ? silence : say`; that is too few to build on`;

const changed = (change: SeriesChange | undefined, unit: Unit): Sentence => {
  if (change === undefined || !change.enough) return silence;
  if (!isCertain(change))
    return say`; the change from ${level(change.before.value, unit)} is no larger than chance makes it`;
  const way = word(directionOf(change));
  return say`: ${way} from ${level(change.before.value, unit)}, ${differenceWithin({ ...change, value: change.difference }, unit)}`;
};

const headlineFact = ({ series, name, unit, figure, change }: Headline): Draft => ({
  id: series === 'sentiment:net' ? 'sentiment' : `score:${series}`,
  ...say`${named(name.charAt(0).toUpperCase() + name.slice(1))} was ${levelWithin(figure, unit)}${ofN(figure)}${changed(change, unit)}${uncertain(figure)}.`,
  ...(change !== undefined && isCertain(change) ? { direction: directionOf(change) } : {}),
});

const scores = ({ headlines }: DigestFigures): Draft[] =>
  headlines
    .filter(({ series }) => series !== 'sentiment:net')
    .slice(0, maxScales)
    .map(headlineFact);

const sentiment = ({ headlines }: DigestFigures): Draft[] =>
  headlines.filter(({ series }) => series === 'sentiment:net').map(headlineFact);

const broken = ({ breaks, before }: DigestFigures): Draft[] => {
  if (before === undefined || !(breaks.sentiment || breaks.themes)) return [];
  const what = [...(breaks.sentiment ? ['sentiment'] : []), ...(breaks.themes ? ['themes'] : [])].join(
    ' and ',
  );
  return [
    {
      id: 'versions',
      ...say`The instrument that reads ${word(what)} was changed between the two periods, so they are not compared.`,
    },
  ];
};

const mixFact = ({ mix, headlines: [first], material }: DigestFigures): Draft[] => {
  if (mix === undefined || first?.change === undefined || !isCertain(first.change)) return [];
  const { customers, mix: shift } = mix;
  const before = spanNames(material).before;
  return [
    {
      id: `mix:${first.series}`,
      ...say`Of the change of ${named(first.name)}, ${differenceWithin(customers, first.unit)} are customers who rate the same touchpoints otherwise than in ${before}, and ${differenceWithin(shift, first.unit)} come from hearing of other touchpoints.`,
    },
  ];
};

/** The ends of the ranking, where the intervals tell them apart. */
const extremes = ({ ranking, headlines: [first], material }: DigestFigures): Draft[] => {
  const [best, worst] = [ranking?.ranked[0], ranking?.ranked.at(-1)];
  if (first === undefined || best === undefined || worst === undefined || best === worst) return [];
  const nameOf = (id: string): Name => named(material.touchpoints.find((one) => one.id === id)?.name ?? id);
  const ends = say`${named(first.name)} was highest at ${nameOf(best.id)}, ${levelWithin(best.figure, first.unit)}, and lowest at ${nameOf(worst.id)}, ${levelWithin(worst.figure, first.unit)}`;
  const tie = best.figure.low <= worst.figure.high ? say`; the two cannot be told apart` : silence;
  return [{ id: 'touchpoints', ...say`By touchpoint, ${ends}${tie}.` }];
};

const certainThemes = (
  { changes }: DigestFigures,
  kind: 'share' | 'net',
): { theme: string; change: SeriesChange }[] =>
  sortBy(
    [...changes]
      .filter(
        ([series, change]) => series.startsWith('theme:') && series.endsWith(`:${kind}`) && isCertain(change),
      )
      .map(([series, change]) => ({ theme: series.slice('theme:'.length, -`:${kind}`.length), change })),
    [({ change }) => Math.abs(change.difference), 'desc'],
    ({ theme }) => theme,
  );

const themeMoves = (computed: DigestFigures): Draft[] => {
  const moves = certainThemes(computed, 'share');
  const drafts = (way: 'up' | 'down', verb: string): Draft[] =>
    moves
      .filter(({ change }) => directionOf(change) === way)
      .slice(0, 1)
      .map(({ theme, change }) => ({
        id: `theme-${way}:${theme}`,
        theme,
        direction: way,
        ...say`${word(verb)} was said about ${themeName(theme)}: ${levelWithin(change.after, 'share')} of answers, ${word(way)} from ${level(change.before.value, 'share')}.`,
      }));
  return [...drafts('up', 'More'), ...drafts('down', 'Less')];
};

const themeFeeling = (computed: DigestFigures): Draft[] =>
  certainThemes(computed, 'net')
    .slice(0, 1)
    .map(({ theme, change }) => ({
      id: `theme-felt:${theme}`,
      theme,
      direction: directionOf(change),
      ...say`Customers feel ${word(change.difference < 0 ? 'worse' : 'better')} about ${themeName(theme)}: net sentiment ${levelWithin(change.after, 'points')}, ${word(directionOf(change))} from ${level(change.before.value, 'points')}, n ${count(change.after.n)}.`,
    }));

const mostNamed = (
  { figures }: DigestFigures,
  felt: 'negative' | 'positive',
): { id: string; mentions: number; share: Figure } | undefined => {
  const themes = Object.entries(figures.themes)
    .filter(([, theme]) => theme[felt].value > 0)
    .map(([id, theme]) => ({ id, mentions: theme.mentions, share: theme[felt] }));
  const answers = (theme: (typeof themes)[number]): number => theme.share.value * theme.mentions;
  return firstBy(themes, [answers, 'desc'], ({ id }) => id);
};

const painAndPraise = (computed: DigestFigures): Draft[] => {
  const drafts = (felt: 'negative' | 'positive', verb: string): Draft[] => {
    const theme = mostNamed(computed, felt);
    return theme === undefined
      ? []
      : [
          {
            id: `${felt}:${theme.id}`,
            theme: theme.id,
            ...say`${word(verb)} most was ${themeName(theme.id)}: ${levelWithin(theme.share, 'share')} of the ${plural(theme.mentions, 'answer')} that mention it are ${word(felt)}${uncertain(theme.share)}.`,
          },
        ];
  };
  return [...drafts('negative', 'Criticized'), ...drafts('positive', 'Praised')];
};

/** Signals are counted by answers, not by people: only so many answers are surely of enough people to be told. */
const minSignalled = 10;

const signalWords: Readonly<Record<string, string>> = {
  'churn-intent': 'speak of leaving',
  urgency: 'ask for help at once',
  'bug-report': 'report that something is broken',
  'high-effort': 'tell of much effort',
  warns: 'warn others',
  competitor: 'name a competitor',
};

const signals = ({ material, before }: DigestFigures): Draft[] => {
  const drafts = Object.entries(material.now?.tally.signals ?? {}).filter(
    ([id, answers]) => signalWords[id] !== undefined && answers >= minSignalled,
  );
  if (drafts.length === 0) return [];
  const earlier = (id: string): Sentence => {
    const answers = before === undefined ? 0 : (material.before?.tally.signals[id] ?? 0);
    return answers < minSignalled ? silence : say` (${count(answers)} before)`;
  };
  const parts = sortBy(drafts, [([, answers]) => answers, 'desc'], ([id]) => id)
    .slice(0, 3)
    .map(([id, answers]) => say`${count(answers)}${earlier(id)} ${word(signalWords[id] ?? id)}`);
  return [{ id: 'signals', ...say`Among the answers, ${joined(parts, ', ')}.` }];
};

const path = (segments: readonly string[], query: Readonly<Record<string, string>>): string =>
  `/${segments.map(encodeURIComponent).join('/')}?${new URLSearchParams(query)}`;

const loudest = ({ touchpoints }: DigestMaterial, theme: string): string | undefined => {
  const mentions = (counts: (typeof touchpoints)[number]): number => {
    const { negative = 0, neutral = 0, positive = 0 } = counts.now.tally.themes[theme] ?? {};
    return negative + neutral + positive;
  };
  return firstBy(touchpoints, [mentions, 'desc'])?.id;
};

/** Of the whole, a theme opens the touchpoint where most is said about it, and everything else the touchpoints' digests. */
const evidenceOf = ({ scope, span, ...material }: DigestMaterial, { theme }: Draft): string => {
  const days = { from: span.period.firstDay, to: span.through ?? span.period.lastDay };
  const touchpoint =
    scope.id !== wholeScope.id
      ? scope.id
      : theme === undefined
        ? undefined
        : loudest({ scope, span, ...material }, theme);
  if (touchpoint === undefined)
    return path(['digests', wholeScope.id, span.period.grain, span.period.period], { format: 'json' });
  return theme === undefined
    ? path(['touchpoints', touchpoint, 'summaries'], { grain: 'day', ...days })
    : path(['touchpoints', touchpoint, 'feedback'], { ...days, theme });
};

const silentPeriod = ({ material }: DigestFigures): Draft[] => {
  const { now } = spanNames(material);
  return [{ id: 'volume', ...say`Nobody answered for ${named(material.scope.name)} in ${now}.` }];
};

const mostImportant = (drafts: readonly Draft[]): readonly Draft[] => {
  let kept = drafts;
  for (const kind of givesWay)
    if (kept.length > maxFacts) kept = kept.filter(({ id }) => !id.startsWith(kind));
  return kept.slice(0, maxFacts);
};

/** What is told of a period, at most ten sentences, in the order in which they are read. Every number is a figure of the input. */
export const factsOf = (computed: DigestFigures): Fact[] => {
  const drafts =
    computed.figures.responses === 0
      ? silentPeriod(computed)
      : [
          volume(computed),
          ...coverage(computed),
          ...scores(computed),
          ...sentiment(computed),
          ...broken(computed),
          ...mixFact(computed),
          ...extremes(computed),
          ...themeMoves(computed),
          ...themeFeeling(computed),
          ...painAndPraise(computed),
          ...signals(computed),
        ];
  return mostImportant(drafts).map((draft) => {
    const { theme: _theme, ...fact } = draft;
    return { ...fact, evidence: evidenceOf(computed.material, draft) };
  });
};
