import pMap from 'p-map';
import { isFullySuppressed } from '../../disclosure/parts.ts';
import type { DayRange } from '../../disclosure/series.ts';
import type {
  FindingsMaterial,
  IssueSeries,
  Spoken,
  TouchpointMaterial,
} from '../../insights/findings/material.ts';
import { mondaysFrom } from '../../insights/findings/step-causes.ts';
import { countMentions, type DatedMention, weeksOf } from '../../insights/issues/recorded/count-mentions.ts';
import type { DecidedIssue } from '../../insights/issues/recorded/decided-issues.ts';
import { firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Stores } from '../../store/stores.ts';
import { isMuted, readTouchpointIssues, type TouchpointIssues } from '../issues/touchpoint-issues.ts';

/** The issues of touchpoints as findings are made of them. */

const touchpointsAtOnce = 8;

const within = (mentions: readonly DatedMention[], { from, to }: DayRange): DatedMention[] =>
  mentions.filter(({ day }) => from <= day && day <= to);

const spokenIn = (mentions: readonly DatedMention[], range: DayRange, least: number): Spoken | 'few' => {
  const { people, sentiment } = countMentions(within(mentions, range));
  return people > 0 && people < least ? 'few' : sentiment;
};

/** The weeks of a span that may be told of, by their Monday, those without a mention among them. */
const spokenByWeek = (
  mentions: readonly DatedMention[],
  { from, to }: DayRange,
  least: number,
): Map<string, Spoken> => {
  const days = new Map(mondaysFrom(from, to).map((day) => [day, 1]));
  const told = new Set(
    weeksOf(mentions, days, least).flatMap(({ week, n }) => (n === undefined ? [] : [week])),
  );
  const byWeek = Map.groupBy(mentions, ({ day }) => firstDayOfWeek(day));
  return new Map([...told].map((week) => [week, countMentions(byWeek.get(week) ?? []).sentiment]));
};

const seriesOf = (
  { id, name, themes, mentions }: DecidedIssue,
  { touchpoint, ...lookedAt }: Pick<TouchpointIssues, 'touchpoint' | 'from' | 'to'>,
  { period, against, settings }: FindingsMaterial,
): IssueSeries => {
  const { figures } = thresholdsOf(settings);
  const [theme] = themes;
  return {
    ...{ id, name, touchpoint },
    ...(theme === undefined ? {} : { theme }),
    before: spokenIn(mentions, against, figures),
    after: spokenIn(mentions, period, figures),
    weeks: spokenByWeek(mentions, lookedAt, figures),
  };
};

/** Both periods may be counted whole: where responses are suppressed, so would be who speaks of an issue. */
const isWhole = ({ before, after }: TouchpointMaterial): boolean =>
  [before, after].every((disclosed) => !isFullySuppressed(disclosed) && disclosed.incomplete !== true);

/** The issues of all touchpoints where they were looked for in both periods. */
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
