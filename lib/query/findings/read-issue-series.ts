import pMap from 'p-map';
import { isFullySuppressed } from '../../disclosure/parts.ts';
import type { DayRange } from '../../disclosure/series.ts';
import type {
  FindingsMaterial,
  IssueSeries,
  MentionCounts,
  TouchpointMaterial,
} from '../../insights/findings/material.ts';
import { mondaysFrom } from '../../insights/findings/step-causes.ts';
import { countMentions, type DatedMention, weeksOf } from '../../insights/issues/recorded/count-mentions.ts';
import type { DecidedIssue } from '../../insights/issues/recorded/decided-issues.ts';
import { firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Stores } from '../../store/stores.ts';
import { isMuted, readTouchpointIssues, type TouchpointIssues } from '../issues/touchpoint-issues.ts';

/** The issues of touchpoints as input of findings. */

const touchpointsAtOnce = 8;

const within = (mentions: readonly DatedMention[], { from, to }: DayRange): DatedMention[] =>
  mentions.filter(({ day }) => from <= day && day <= to);

const countsIn = (
  mentions: readonly DatedMention[],
  range: DayRange,
  least: number,
): MentionCounts | 'few' => {
  const { people, sentiment } = countMentions(within(mentions, range));
  return people > 0 && people < least ? 'few' : sentiment;
};

/** The weeks of a span that may be disclosed, by their Monday, including those without a mention. */
const countsByWeek = (
  mentions: readonly DatedMention[],
  { from, to }: DayRange,
  least: number,
): Map<string, MentionCounts> => {
  const days = new Map(mondaysFrom(from, to).map((day) => [day, 1]));
  const disclosable = new Set(
    weeksOf(mentions, days, least).flatMap(({ week, n }) => (n === undefined ? [] : [week])),
  );
  const byWeek = Map.groupBy(mentions, ({ day }) => firstDayOfWeek(day));
  return new Map([...disclosable].map((week) => [week, countMentions(byWeek.get(week) ?? []).sentiment]));
};

const seriesOf = (
  { id, name, themes, mentions }: DecidedIssue,
  { touchpoint, ...range }: Pick<TouchpointIssues, 'touchpoint' | 'from' | 'to'>,
  { period, against, settings }: FindingsMaterial,
): IssueSeries => {
  const { figures } = thresholdsOf(settings);
  const [theme] = themes;
  return {
    ...{ id, name, touchpoint },
    ...(theme === undefined ? {} : { theme }),
    before: countsIn(mentions, against, figures),
    after: countsIn(mentions, period, figures),
    weeks: countsByWeek(mentions, range, figures),
  };
};

/** Both periods may be counted completely: if responses are suppressed, mentions of an issue would be too. */
const isWhole = ({ before, after }: TouchpointMaterial): boolean =>
  [before, after].every((disclosed) => !isFullySuppressed(disclosed) && disclosed.incomplete !== true);

/** The issues of all touchpoints that were searched for issues in both periods. */
export const readIssueSeries = async (
  effects: Pick<Stores, 'issues'>,
  material: FindingsMaterial,
): Promise<IssueSeries[]> => {
  const series = await pMap(
    material.touchpoints.filter(isWhole),
    async ({ id }) => {
      const stored = await readTouchpointIssues(effects, id);
      if (stored === undefined || stored.from > material.against.from) return [];
      return stored.issues
        .filter((issue) => !isMuted(issue))
        .map((issue) => seriesOf(issue, stored, material));
    },
    { concurrency: touchpointsAtOnce },
  );
  return series.flat();
};
