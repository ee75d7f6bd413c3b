import { capitalize } from 'remeda';
import type { DayRange } from '../../../disclosure/series.ts';
import { addDays } from '../../../metrics/calendar/calendar.ts';
import { isUndated } from '../../changes/compared-ranges.ts';
import type { ShownFigure, Unit } from '../finding.ts';
import type { FigureChange, Language, ListSummary, MentionedTopic, StepOrPeriod } from './language.ts';
import { numbersOf } from './numbers.ts';
import { isMonth, isWeek, isYear, periodsOf, quarterOf } from './periods.ts';

const numbers = numbersOf('en-GB', 'to');
const { count, level, range, difference } = numbers;

const { dayAndMonth, fullMonth, span, periodName, shortPeriod } = periodsOf({
  locale: 'en-GB',
  to: 'to',
  noDate: 'no date',
  weekOf: (monday) => `the week of ${monday}`,
  dayOnly: (day) => String(Number(day.slice(8))),
});

const inPeriod = (period: DayRange, beside: DayRange): string => {
  if (isUndated(period)) return '';
  const name = shortPeriod(period, beside);
  const isNamed = isYear(period) || quarterOf(period) !== undefined;
  if (isMonth(period) || isWeek(period) || isNamed) return `in ${name}`;
  return period.from === period.to ? `on ${name}` : `from ${name}`;
};

const bounded = ({ value, atMost }: ShownFigure, unit: Unit): string =>
  atMost ? `under ${level(value, unit)}` : level(value, unit);

const rose = ({ before, after }: Pick<FigureChange, 'before' | 'after'>): string =>
  after.value < before.value ? 'fell' : 'rose';

const ofStars = ({ what: { scale } }: Pick<FigureChange, 'what'>, value: number): string =>
  scale?.max === 5 ? `${level(value, 'mean')} stars` : `${level(value, 'mean')} of ${count(scale?.max ?? 0)}`;

const asked = (name: string): string => {
  const [, what] = /\((.+)\)$/.exec(name) ?? [];
  return what === undefined ? '' : ` (${what})`;
};

const changed = (change: FigureChange): string => {
  const { what, unit, before, after, inBefore } = change;
  const [now, was] = [level(after.value, unit), bounded(before, unit)];
  switch (what.metric) {
    case 'nps':
      return `${what.name} ${rose(change)} from ${was} to ${now}`;
    case 'sentiment':
      return `sentiment of comments ${rose(change)} from ${was} to ${now}`;
    case 'csat':
      return `${now} satisfied${asked(what.name)}, after ${was} ${inBefore}`;
    case 'ces':
      return `easy for ${now}${asked(what.name)}, after ${was} ${inBefore}`;
    case 'rating':
      return `${ofStars(change, after.value)}${asked(what.name)}, after ${level(before.value, unit)} ${inBefore}`;
    case 'conflict':
      return `${what.name} and comments contradict each other in ${now} of responses, after ${was} ${inBefore}`;
    default:
      return changedTopic(change);
  }
};

/** `the week of 12 May`, `the weeks from 24 March to 6 April`. */
const weeksName = ({ week, through }: StepOrPeriod): string =>
  through === week || through === undefined
    ? `the week of ${dayAndMonth(week)}`
    : `the weeks from ${span(week, addDays(through, 6))}`;

/** A figure of some weeks with its scale: `1.9 stars`, `93% satisfied`, `NPS −83`. */
const measured = ({ what, unit }: StepOrPeriod, { value }: ShownFigure): string => {
  switch (what.metric) {
    case 'csat':
      return `${level(value, unit)} satisfied${asked(what.name)}`;
    case 'ces':
      return `easy for ${level(value, unit)}${asked(what.name)}`;
    case 'rating':
      return `${ofStars({ what }, value)}${asked(what.name)}`;
    case 'conflict':
      return `${what.name} and comments contradict each other in ${level(value, unit)} of responses`;
    case 'theme':
    case 'issue':
      return unit === 'points'
        ? `net sentiment ${level(value, unit)} on “${what.name}”`
        : `${level(value, unit)} of comments about “${what.name}”`;
    default:
      return `${what.metric === 'sentiment' ? 'net sentiment' : what.name} ${level(value, unit)}`;
  }
};

const changedTopic = ({ what, unit, before, after, inBefore, verdict }: FigureChange): string => {
  const name = what.name;
  if (unit === 'points')
    return `comments on “${name}” are ${verdict === 'worse' ? 'more negative' : 'more positive'}: net sentiment ${level(after.value, unit)}, after ${level(before.value, unit)} ${inBefore}`;
  if (after.atMost)
    return `under ${level(after.value, unit)} of comments are about “${name}”, after ${level(before.value, unit)} ${inBefore}`;
  return `${level(after.value, unit)} of comments are about “${name}”, after ${bounded(before, unit)} ${inBefore}`;
};

const felt = ({ n, negative, positive }: MentionedTopic): string => {
  if (negative === n) return `all ${count(n)} negative`;
  if (positive === n) return `all ${count(n)} positive`;
  return negative >= positive
    ? `${count(negative)} of ${count(n)} negative`
    : `${count(positive)} of ${count(n)} positive`;
};

const inWeeks = ({ weeks }: MentionedTopic): string =>
  weeks === undefined ? '' : ` in ${weeks === 'one' ? 'that week' : 'those weeks'}`;

const comparedWith = ({ weeks, inBefore }: MentionedTopic, value: string): string =>
  weeks === undefined ? `after ${value} ${inBefore}` : `otherwise ${value}`;

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const inWords = (value: number): string => small[value] ?? count(value);
const plural = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

const sentence = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

const uncompared = ({ earlier, against }: ListSummary): string => {
  if (earlier === 'suppressed') return `The feedback of ${against} is below the minimum group size.`;
  return earlier === 0
    ? 'There is no earlier feedback to compare with.'
    : `Too few to compare with ${against} (${plural(earlier, 'response')}).`;
};

const uncomparedHeading = ({ problems, earlier, now }: ListSummary): string => {
  if (problems > 0) return sentence('What customers complain about', now);
  return sentence(
    earlier === 0 ? 'No earlier feedback to compare with' : 'Too few responses to compare',
    now,
  );
};

const heading = (list: ListSummary): string => {
  const { significant, now, compared, responses } = list;
  if (responses === 0) return sentence('Nobody answered', now);
  if (compared === 0) return uncomparedHeading(list);
  if (significant > 0) return `${inWords(significant)} thing${significant === 1 ? '' : 's'} changed ${now}`;
  return `No significant change ${now}`;
};

const coverage = ({ responses, touchpoints, read, unread }: ListSummary): string => {
  const where = touchpoints === 1 ? 'one touchpoint' : plural(touchpoints, 'touchpoint');
  const share = level(unread / Math.max(1, read + unread), 'share');
  const missing =
    unread === 0
      ? ''
      : `, ${count(unread)} (${share}) ${unread === 1 ? 'is' : 'are'} in unsupported languages`;
  return `${plural(responses, 'response')} at ${where}; ${plural(read, 'answer')} scored${missing}.`;
};

const summary = (list: ListSummary): string => {
  const { compared, changed: moved, held, against, worst, significant, responses, problems } = list;
  if (responses === 0) return '';
  if (compared === 0)
    return sentence(coverage(list), problems > 0 || list.earlier !== 0 ? uncompared(list) : '');
  const pain = worst === undefined ? '' : ` Biggest problem: ${worst}.`;
  if (significant === 0)
    return `${coverage(list)} ${plural(compared, 'figure')} compared with ${against}.${pain}`;
  const these = held === moved ? '' : `; these findings include ${count(held)} of them`;
  return `${coverage(list)} ${plural(compared, 'figure')} compared with ${against}: ${count(moved)} changed significantly${these}.`;
};

const unitWord = (unit: Unit, scaleMax?: number): string =>
  unit === 'mean' ? (scaleMax === 5 ? ' stars' : '') : ' points';

const names = new Intl.DisplayNames('en-GB', { type: 'language' });
const languageName = (language: string): string => names.of(language) ?? language;
const list = (parts: readonly string[]): string => new Intl.ListFormat('en-GB').format(parts);

const namesOfChecks: Readonly<Record<string, string>> = {
  agreement: 'whether scores and comments agree',
  'loud-sources': 'single sources that weigh heavily',
  drivers: 'what scores are associated with',
};

/** The name of a score as the subject of a sentence. */
const subjectOf = (scale: string): string =>
  scale
    .replace(/^Stars/, 'The rating')
    .replace(/^Satisfied/, 'Satisfaction')
    .replace(/^Found it easy/, 'Ease');

const segmentName = (dimension: string, value: string): string =>
  value === '' ? `no ${dimension}` : `${dimension} ${value}`;

/** The sentences of findings in English. */
export const english: Language = {
  ...numbers,
  code: 'en',
  everywhere: 'All touchpoints',
  unassigned: 'No touchpoint',
  segmentName,
  metricName: (metric, askedAs) => {
    const names: Partial<Record<typeof metric, string>> = {
      nps: 'NPS',
      csat: 'Satisfied',
      ces: 'Found it easy',
      rating: 'Stars',
      sentiment: 'Net sentiment',
    };
    return `${names[metric] ?? metric}${askedAs === undefined ? '' : ` (${askedAs})`}`;
  },
  ratingName: (askedAs) => `Rating${askedAs === undefined ? '' : ` (${askedAs})`}`,
  topicShareName: (topic) => topic,
  topicNetName: (topic) => topic,
  periodName,
  inPeriod,
  beforeDay: (day) => `before ${dayAndMonth(day)}`,
  shortPeriod,
  changed,
  mixChanged: (change, by) => `${changed(change)}, because of a different customer mix (${by})`,
  measuredDifference: ({ value, low, high, unit }, { scale }) =>
    `${difference(value, unit)}${unitWord(unit, scale?.max)} (95% CI ${difference(low, unit)} to ${difference(high, unit)})`,
  silent: (lastDay) => (lastDay === undefined ? 'no feedback' : `no feedback since ${dayAndMonth(lastDay)}`),
  instrumentChanged: (what) => `${what} are not compared: a newer version scores them now`,
  changedForWeeks: (weeks, { after }) =>
    weeks.form === 'within'
      ? `${measured(weeks, weeks.inside)} in ${weeksName(weeks)}, otherwise ${level(weeks.outside.value, weeks.unit)}`
      : `${measured(weeks, after)}, after ${level(weeks.inside.value, weeks.unit)} in ${weeksName(weeks)}`,
  weeksInNumbers: (weeks, change, inAfter) => {
    const { inside, outside, unit, form, week, through } = weeks;
    const those = week === through ? 'that week' : 'those weeks';
    const others =
      form === 'within'
        ? `n ${count(inside.n)} in ${those}, ${count(outside.n)} in the others.`
        : `Without ${those} (n ${count(inside.n)}): ${level(outside.value, unit)} (n ${count(outside.n)}).`;
    return `${others} ${capitalize(inAfter)}: ${changed(change)}.`;
  },
  since: (since) => {
    const { week, inside, outside, unit, what, form } = since;
    const write = (figure: ShownFigure): string =>
      `${what.metric === 'rating' ? ofStars({ what }, figure.value) : level(figure.value, unit)} (n ${count(figure.n)})`;
    // The headline may be about another score. Stars are named by their unit.
    const named = what.metric === 'rating' ? '' : `${what.name} `;
    if (form === 'step')
      return `Since the week of ${dayAndMonth(week)}: ${named}${write(inside)}, before ${write(outside)}.`;
    return `${form === 'within' ? 'Only in' : 'In'} ${weeksName(since)}: ${named}${write(inside)}, otherwise ${write(outside)}.`;
  },
  cause: (topic, likely) => {
    const was = topic.before === undefined ? '' : `, ${comparedWith(topic, bounded(topic.before, 'share'))}`;
    const doubt = likely ? ' Not certain.' : '';
    return `${level(topic.after.value, 'share')} of comments${inWeeks(topic)} are about “${topic.name}” (${felt(topic)})${was}.${doubt}`;
  },
  feltCause: (topic, { before, after }, likely) =>
    `Comments on “${topic.name}”${inWeeks(topic)} (n ${count(topic.n)}) are ${after.value < before.value ? 'more negative' : 'more positive'}: net sentiment ${level(after.value, 'points')}, ${comparedWith(topic, level(before.value, 'points'))}.${likely ? ' Not certain.' : ''}`,
  also: (change) => `${capitalize(changed(change))}.`,
  confined: (place) => `Only ${place}: no significant change elsewhere.`,
  mostly: ({ dimension, value, inside, outside }) =>
    `Mostly ${segmentName(dimension, value)}: ${level(inside, 'share')} of these comments, ${level(outside, 'share')} of all others.`,
  mix: ({ part, whole, isAll, by, unit }) =>
    `${isAll ? 'All' : part} of the ${whole}${unitWord(unit)} come from a different mix by ${by}.`,
  action: ({ date, text }) => `${dayAndMonth(date)}: ${text}.`,
  notCertain: ({ low, high, unit }) =>
    `Not certain: the difference is ${difference(low, unit)} to ${difference(high, unit)}${unitWord(unit)}.`,
  repeated: (responses) =>
    `${plural(responses, 'response')} repeat the same words or come from one respondent; without them the change is not certain.`,
  checkInstrument: (scale) => `Before you act on this, check how ${scale} was asked and loaded.`,
  seasonal: () => 'The same happened a year before.',
  ongoing: (topic) =>
    `“${topic.name}”: ${level(topic.after.value, 'share')} of comments (${range(topic.after, 'share')}), ${felt(topic)}`,
  named: (issues) => `Customers name ${list(issues.map(({ name, n }) => `“${name}” (${count(n)})`))}.`,
  driver: (scale, { value, low, high }, unit) =>
    `${subjectOf(scale)} is ${difference(Math.abs(value), unit).replace('+', '')}${unitWord(unit)} lower where it is mentioned (${difference(-high, unit).replace('+', '')} to ${difference(-low, unit).replace('+', '')}), all else equal.`,
  scoreOf: (what, figure, unit) =>
    what.metric === 'rating' ? ofStars({ what }, figure.value) : `${what.name} ${level(figure.value, unit)}`,
  target: (value, unit, status) =>
    ({
      met: `target ${level(value, unit)}, met`,
      missed: `target ${level(value, unit)}, missed`,
      open: `target ${level(value, unit)}, too close to call`,
      'too-few': `target ${level(value, unit)}, too few responses`,
    })[status],
  compared: ({ before, unit, inBefore, verdict }) => {
    const was = `${level(before.value, unit)} ${inBefore}`;
    if (verdict === 'unchanged') return `${was}, no significant change`;
    if (verdict === 'too-few') return `${was}, too few responses to compare`;
    if (verdict.startsWith('likely')) return `${was}, not certain`;
    return `${was}, ${verdict === 'worse' ? 'fell' : 'rose'}`;
  },
  notCompared: () => 'not compared',
  heading,
  summary,
  withoutFeedback: (months) =>
    months.length === 0 ? '' : `No feedback in ${list(months.map((month) => fullMonth(`${month}-01`)))}.`,
  notChecked: (checks) =>
    checks.length === 0
      ? ''
      : `Not checked, because reading all responses takes too long: ${list(checks.map((check) => namesOfChecks[check] ?? check))}.`,
  provisional: (languages) =>
    languages.length === 0
      ? ''
      : `Provisional sentiment: ${list(languages.map(languageName))}, read by models that are less accurate than the English one.`,
  suppressed: () => 'Suppressed: below the minimum group size. This is not zero.',
};
