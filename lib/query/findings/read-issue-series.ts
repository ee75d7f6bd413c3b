import pMap from 'p-map';
import { isFullySuppressed } from '../../disclosure/parts.ts';
import { type DayRange, rangeOf } from '../../disclosure/series.ts';
import { isUndated } from '../../insights/changes/compared-ranges.ts';
import type {
  FindingsMaterial,
  IssueSeries,
  MentionCounts,
  TouchpointMaterial,
} from '../../insights/findings/material.ts';
import { mondaysFrom } from '../../insights/findings/week-causes.ts';
import {
  countMentions,
  type DatedMention,
  mentionsByPerson,
  weeksOf,
} from '../../insights/issues/recorded/count-mentions.ts';
import type { DecidedIssue } from '../../insights/issues/recorded/decided-issues.ts';
import { cellKind, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Stores } from '../../store/stores.ts';
import { isMuted, readTouchpointIssues, type TouchpointIssues } from '../issues/touchpoint-issues.ts';

/** The issues of touchpoints as input of findings. */

const touchpointsAtOnce = 8;

/** Mentions of a month without a day are in a range that has the whole month. */
const within = (mentions: readonly DatedMention[], range: DayRange): DatedMention[] =>
  mentions.filter(({ day }) => {
    if (isUndated(range) || cellKind(day) === 'undated') return day === range.from;
    const { from, to } = rangeOf(day, day);
    return range.from <= from && to <= range.to;
  });

/** Responses without a date are one period; nothing is before them. */
const mentionsBefore = (mentions: readonly DatedMention[], { against }: FindingsMaterial): DatedMention[] =>
  isUndated(against) ? [] : within(mentions, against);

const countsIn = (mentions: readonly DatedMention[], least: number): MentionCounts | 'few' => {
  const { people, sentiment } = countMentions(mentions);
  return people > 0 && people < least ? 'few' : { ...sentiment, byPerson: mentionsByPerson(mentions) };
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
  const byWeek = Map.groupBy(
    mentions.filter(({ day }) => cellKind(day) === 'day'),
    ({ day }) => firstDayOfWeek(day),
  );
  return new Map([...disclosable].map((week) => [week, countMentions(byWeek.get(week) ?? []).sentiment]));
};

const mostlyOf = ([strongest]: DecidedIssue['concentrations']): Pick<IssueSeries, 'mostly'> => {
  if (strongest === undefined) return {};
  const { dimension, value, shareOfIssue: inside, shareElsewhere: outside } = strongest;
  return { mostly: { dimension, value, inside, outside } };
};

const seriesOf = (
  { id, name, themes, mentions, concentrations }: DecidedIssue,
  { touchpoint, ...range }: Pick<TouchpointIssues, 'touchpoint' | 'from' | 'to'>,
  material: FindingsMaterial,
): IssueSeries => {
  const { figures } = thresholdsOf(material.settings);
  const [theme] = themes;
  return {
    ...{ id, name, touchpoint },
    ...(theme === undefined ? {} : { theme }),
    ...mostlyOf(concentrations),
    before: countsIn(mentionsBefore(mentions, material), figures),
    after: countsIn(within(mentions, material.period), figures),
    weeks: isUndated(range) ? new Map() : countsByWeek(mentions, range, figures),
  };
};

/** Both periods may be counted completely: if responses are suppressed, mentions of an issue would be too. */
const isWhole = ({ before, after }: TouchpointMaterial): boolean =>
  [before, after].every((disclosed) => !isFullySuppressed(disclosed) && disclosed.incomplete !== true);

/** Issues were searched for in the whole of the later period, and in what is before it if anything is. */
const isSearched = (
  { before }: TouchpointMaterial,
  { from }: Pick<TouchpointIssues, 'from'>,
  { period, against }: FindingsMaterial,
): boolean => from <= (before.tally.responses === 0 ? period.from : against.from);

/** The issues of all touchpoints that were searched for issues in both periods. */
export const readIssueSeries = async (
  effects: Pick<Stores, 'issues'>,
  material: FindingsMaterial,
): Promise<IssueSeries[]> => {
  const series = await pMap(
    material.touchpoints.filter(isWhole),
    async (touchpoint) => {
      const stored = await readTouchpointIssues(effects, touchpoint.id);
      if (stored === undefined || !isSearched(touchpoint, stored, material)) return [];
      return stored.issues
        .filter((issue) => !isMuted(issue))
        .map((issue) => seriesOf(issue, stored, material));
    },
    { concurrency: touchpointsAtOnce },
  );
  return series.flat();
};
