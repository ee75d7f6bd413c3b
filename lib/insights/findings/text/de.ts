import { capitalize } from 'remeda';
import type { DayRange } from '../../../disclosure/series.ts';
import { addDays } from '../../../metrics/calendar/calendar.ts';
import { isUndated } from '../../changes/compared-ranges.ts';
import type { ShownFigure, Unit } from '../finding.ts';
import type { FigureChange, Language, ListSummary, MentionedTopic, StepOrPeriod } from './language.ts';
import { numbersOf } from './numbers.ts';
import { isMonth, isMonths, isWeek, isYear, periodsOf, quarterOf } from './periods.ts';

const numbers = numbersOf('de-DE', 'bis');
const { count, level, range, difference } = numbers;

const { dayAndMonth, fullMonth, span, periodName, shortPeriod } = periodsOf({
  locale: 'de-DE',
  to: 'bis',
  noDate: 'ohne Datum',
  weekOf: (monday) => `die Woche vom ${monday}`,
  dayOnly: (day) => `${Number(day.slice(8))}.`,
});

const inPeriod = (period: DayRange, beside: DayRange): string => {
  if (isUndated(period)) return '';
  const name = shortPeriod(period, beside);
  if (isMonth(period)) return `im ${name}`;
  if (isWeek(period)) return `in ${name.replace(/^die Woche/, 'der Woche')}`;
  if (isYear(period)) return `im Jahr ${name}`;
  if (quarterOf(period) !== undefined) return `in ${name}`;
  if (isMonths(period)) return `von ${name}`;
  return period.from === period.to ? `am ${name}` : `vom ${name}`;
};

const bounded = ({ value, atMost }: ShownFigure, unit: Unit): string =>
  atMost ? `unter ${level(value, unit)}` : level(value, unit);

const rose = ({ before, after }: Pick<FigureChange, 'before' | 'after'>): string =>
  after.value < before.value ? 'fiel' : 'stieg';

const ofStars = ({ what: { scale } }: Pick<FigureChange, 'what'>, value: number): string =>
  scale?.max === 5
    ? `${level(value, 'mean')} Sterne`
    : `${level(value, 'mean')} von ${count(scale?.max ?? 0)}`;

const asked = (name: string): string => {
  const [, what] = /\((.+)\)$/.exec(name) ?? [];
  return what === undefined ? '' : ` (${what})`;
};

const changed = (change: FigureChange): string => {
  const { what, unit, before, after, inBefore } = change;
  const [now, was] = [level(after.value, unit), bounded(before, unit)];
  switch (what.metric) {
    case 'nps':
      return `${what.name} ${rose(change)} von ${was} auf ${now}`;
    case 'sentiment':
      return `Stimmung der Kommentare ${rose(change)} von ${was} auf ${now}`;
    case 'csat':
      return `${now} zufrieden${asked(what.name)}, ${inBefore} ${was}`;
    case 'ces':
      return `${now} fanden es einfach${asked(what.name)}, ${inBefore} ${was}`;
    case 'rating':
      return `${ofStars(change, after.value)}${asked(what.name)}, ${inBefore} ${level(before.value, unit)}`;
    case 'conflict':
      return `${what.name} und Kommentare widersprechen sich in ${now} der Antwortbögen, ${inBefore} ${was}`;
    default:
      return changedTopic(change);
  }
};

/** Im Dativ: `der Woche vom 12. Mai`, `den Wochen vom 24. März bis 6. April`. */
const weeksName = ({ week, through }: StepOrPeriod): string =>
  through === week || through === undefined
    ? `der Woche vom ${dayAndMonth(week)}`
    : `den Wochen vom ${span(week, addDays(through, 6))}`;

/** A figure of some weeks with its scale: `1,9 Sterne`, `93 % zufrieden`, `NPS −83`. */
const measured = ({ what, unit }: StepOrPeriod, { value }: ShownFigure): string => {
  switch (what.metric) {
    case 'csat':
      return `${level(value, unit)} zufrieden${asked(what.name)}`;
    case 'ces':
      return `${level(value, unit)} fanden es einfach${asked(what.name)}`;
    case 'rating':
      return `${ofStars({ what }, value)}${asked(what.name)}`;
    case 'conflict':
      return `${what.name} und Kommentare widersprechen sich in ${level(value, unit)} der Antwortbögen`;
    case 'theme':
    case 'issue':
      return unit === 'points'
        ? `Stimmung ${level(value, unit)} zu „${what.name}“`
        : `${level(value, unit)} der Kommentare zu „${what.name}“`;
    default:
      return `${what.metric === 'sentiment' ? 'Stimmung' : what.name} ${level(value, unit)}`;
  }
};

const changedTopic = ({ what, unit, before, after, inBefore, verdict }: FigureChange): string => {
  const name = what.name;
  if (unit === 'points')
    return `Kommentare zu „${name}“ sind ${verdict === 'worse' ? 'negativer' : 'positiver'}: Stimmung ${level(after.value, unit)}, ${inBefore} ${level(before.value, unit)}`;
  return `${bounded(after, unit)} der Kommentare handeln von „${name}“, ${inBefore} ${bounded(before, unit)}`;
};

const felt = ({ n, negative, positive }: MentionedTopic): string => {
  if (negative === n) return `alle ${count(n)} negativ`;
  if (positive === n) return `alle ${count(n)} positiv`;
  return negative >= positive
    ? `${count(negative)} von ${count(n)} negativ`
    : `${count(positive)} von ${count(n)} positiv`;
};

const inWeeks = ({ weeks }: MentionedTopic): string =>
  weeks === undefined ? '' : ` in ${weeks === 'one' ? 'dieser Woche' : 'diesen Wochen'}`;

const comparedWith = ({ weeks, inBefore }: MentionedTopic): string =>
  weeks === undefined ? inBefore : 'sonst';

const small = ['null', 'ein', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];
const dative = (period: string): string => period.replace(/^die Woche/, 'der Woche');

const uncompared = ({ earlier, against }: ListSummary): string => {
  if (earlier === 'suppressed')
    return `Das Feedback aus ${dative(against)} liegt unter der Mindestgröße einer Gruppe.`;
  return earlier === 0
    ? 'Es gibt kein früheres Feedback zum Vergleichen.'
    : `Zu wenige für einen Vergleich mit ${dative(against)} (${responsesIn(earlier)}).`;
};

const uncomparedHeading = ({ problems, earlier, now }: ListSummary): string => {
  if (problems > 0) return `Worüber Kunden${now === '' ? '' : ` ${now}`} klagen`;
  return earlier === 0
    ? 'Kein früheres Feedback zum Vergleichen'
    : `${capitalize(now)} zu wenige Antwortbögen für einen Vergleich`;
};

const heading = (list: ListSummary): string => {
  const { significant, now, compared, responses } = list;
  const when = capitalize(now);
  if (responses === 0) return when === '' ? 'Niemand hat geantwortet' : `${when} hat niemand geantwortet`;
  if (compared === 0) return uncomparedHeading(list);
  if (significant === 1) return `${when} hat sich eines geändert`;
  if (significant > 1) return `${when} haben sich ${small[significant] ?? count(significant)} Dinge geändert`;
  return `${when} gab es keine signifikante Änderung`;
};

const responsesIn = (value: number): string =>
  `${count(value)} ${value === 1 ? 'Antwortbogen' : 'Antwortbögen'}`;
const answersIn = (value: number): string => `${count(value)} ${value === 1 ? 'Antwort' : 'Antworten'}`;
const figuresIn = (value: number): string => `${count(value)} ${value === 1 ? 'Wert' : 'Werte'}`;

const coverage = ({ responses, touchpoints, read, unread }: ListSummary): string => {
  const where = touchpoints === 1 ? 'einem Kontaktpunkt' : `${count(touchpoints)} Kontaktpunkten`;
  const share = level(unread / Math.max(1, read + unread), 'share');
  const missing = unread === 0 ? '' : `, ${count(unread)} (${share}) in nicht unterstützten Sprachen`;
  return `${responsesIn(responses)} an ${where}; ${answersIn(read)} bewertet${missing}.`;
};

const summary = (list: ListSummary): string => {
  const { compared, changed: moved, held, against, worst, significant, responses, problems } = list;
  if (responses === 0) return '';
  if (compared === 0)
    return `${coverage(list)}${problems > 0 || list.earlier !== 0 ? ` ${uncompared(list)}` : ''}`;
  const pain = worst === undefined ? '' : ` Größtes Problem: ${worst}.`;
  const looked = `${figuresIn(compared)} mit ${dative(against)} verglichen`;
  if (significant === 0) return `${coverage(list)} ${looked}.${pain}`;
  const these = held === moved ? '' : `, ${count(held)} davon sind in diesen Ergebnissen enthalten`;
  return `${coverage(list)} ${looked}: ${count(moved)} ${moved === 1 ? 'hat' : 'haben'} sich signifikant geändert${these}.`;
};

const unitWord = (unit: Unit, scaleMax?: number): string =>
  unit === 'mean' ? (scaleMax === 5 ? ' Sterne' : '') : ' Punkte';

const namesOfChecks: Readonly<Record<string, string>> = {
  agreement: 'ob Bewertungen und Kommentare übereinstimmen',
  'loud-sources': 'einzelne Quellen mit viel Gewicht',
  drivers: 'womit Bewertungen zusammenhängen',
};

const names = new Intl.DisplayNames('de-DE', { type: 'language' });
const languageName = (language: string): string => names.of(language) ?? language;
const list = (parts: readonly string[]): string => new Intl.ListFormat('de-DE').format(parts);

/** The name of a score as the subject of a sentence. */
const subjectOf = (scale: string): string =>
  scale
    .replace(/^(Sterne|Bewertung)/, 'Die Bewertung')
    .replace(/^Zufrieden/, 'Die Zufriedenheit')
    .replace(/^Fanden es einfach/, 'Die Einfachheit');

const segmentName = (dimension: string, value: string): string =>
  value === '' ? `ohne ${dimension}` : `${dimension} ${value}`;

/** The sentences of findings in German. */
export const german: Language = {
  ...numbers,
  code: 'de',
  everywhere: 'Alle Kontaktpunkte',
  unassigned: 'Ohne Kontaktpunkt',
  segmentName,
  metricName: (metric, askedAs) => {
    const names: Partial<Record<typeof metric, string>> = {
      nps: 'NPS',
      csat: 'Zufrieden',
      ces: 'Fanden es einfach',
      rating: 'Sterne',
      sentiment: 'Stimmung',
    };
    return `${names[metric] ?? metric}${askedAs === undefined ? '' : ` (${askedAs})`}`;
  },
  ratingName: (askedAs) => `Bewertung${askedAs === undefined ? '' : ` (${askedAs})`}`,
  topicShareName: (topic) => topic,
  topicNetName: (topic) => topic,
  periodName,
  inPeriod,
  beforeDay: (day) => `vor dem ${dayAndMonth(day)}`,
  shortPeriod,
  changed,
  mixChanged: (change, by) => `${changed(change)}, weil andere Kunden geantwortet haben (${by})`,
  measuredDifference: ({ value, low, high, unit }, { scale }) =>
    `${difference(value, unit)}${unitWord(unit, scale?.max)} (95-%-Intervall ${difference(low, unit)} bis ${difference(high, unit)})`,
  silent: (lastDay) =>
    lastDay === undefined ? 'kein Feedback' : `kein Feedback seit dem ${dayAndMonth(lastDay)}`,
  instrumentChanged: (what) =>
    `${what === 'sentiment' ? 'die Stimmung wird' : 'Themen werden'} nicht verglichen: eine neuere Version bewertet sie jetzt`,
  changedForWeeks: (weeks, { after }) =>
    weeks.form === 'within'
      ? `${measured(weeks, weeks.inside)} in ${weeksName(weeks)}, sonst ${level(weeks.outside.value, weeks.unit)}`
      : `${measured(weeks, after)}, nach ${level(weeks.inside.value, weeks.unit)} in ${weeksName(weeks)}`,
  weeksInNumbers: (weeks, change, inAfter) => {
    const { inside, outside, unit, form, week, through } = weeks;
    const those = week === through ? 'dieser Woche' : 'diesen Wochen';
    const others =
      form === 'within'
        ? `n ${count(inside.n)} in ${those}, ${count(outside.n)} in den anderen.`
        : `In den anderen Wochen ${level(outside.value, unit)} (n ${count(outside.n)}), n ${count(inside.n)} in ${those}.`;
    return `${others} ${capitalize(inAfter)}: ${changed(change)}.`;
  },
  since: (since) => {
    const { week, inside, outside, unit, what, form } = since;
    const write = (figure: ShownFigure): string =>
      `${what.metric === 'rating' ? ofStars({ what }, figure.value) : level(figure.value, unit)} (n ${count(figure.n)})`;
    // The headline may be about another score. Stars are named by their unit.
    const named = what.metric === 'rating' ? '' : `${what.name} `;
    if (form === 'step')
      return `Seit der Woche vom ${dayAndMonth(week)}: ${named}${write(inside)}, davor ${write(outside)}.`;
    return `${form === 'within' ? 'Nur in' : 'In'} ${weeksName(since)}: ${named}${write(inside)}, sonst ${write(outside)}.`;
  },
  cause: (topic, likely) => {
    const was =
      topic.before === undefined ? '' : `, ${comparedWith(topic)} ${bounded(topic.before, 'share')}`;
    const doubt = likely ? ' Nicht sicher.' : '';
    return `${level(topic.after.value, 'share')} der Kommentare${inWeeks(topic)} handeln von „${topic.name}“ (${felt(topic)})${was}.${doubt}`;
  },
  feltCause: (topic, { before, after }, likely) =>
    `Kommentare zu „${topic.name}“${inWeeks(topic)} (n ${count(topic.n)}) sind ${after.value < before.value ? 'negativer' : 'positiver'}: Stimmung ${level(after.value, 'points')}, ${comparedWith(topic)} ${level(before.value, 'points')}.${likely ? ' Nicht sicher.' : ''}`,
  also: (change) => `${capitalize(changed(change))}.`,
  confined: (place) => `Nur ${place}: sonst keine signifikante Änderung.`,
  mostly: ({ dimension, value, inside, outside }) =>
    `Vor allem ${segmentName(dimension, value)}: ${level(inside, 'share')} dieser Kommentare, ${level(outside, 'share')} aller anderen.`,
  mix: ({ part, whole, isAll, by, unit }) =>
    `${isAll ? 'Alle' : part} von ${whole}${unitWord(unit).replace('Punkte', 'Punkten')} kommen von einer anderen Mischung (${by}).`,
  action: ({ date, text }) => `${dayAndMonth(date)}: ${text}.`,
  notCertain: ({ low, high, unit }) =>
    `Nicht sicher: der Unterschied beträgt ${difference(low, unit)} bis ${difference(high, unit)}${unitWord(unit)}.`,
  repeated: (responses) =>
    `${responsesIn(responses)} wiederholen dieselben Worte oder kommen von einer Person; ohne sie ist die Änderung nicht sicher.`,
  checkInstrument: (scale) => `Prüfen Sie, wie ${scale} gefragt und geladen wurde, bevor Sie danach handeln.`,
  seasonal: () => 'Das war ein Jahr zuvor auch so.',
  ongoing: (topic) =>
    `„${topic.name}“: ${level(topic.after.value, 'share')} der Kommentare (${range(topic.after, 'share')}), ${felt(topic)}`,
  named: (issues) => `Kunden nennen ${list(issues.map(({ name, n }) => `„${name}“ (${count(n)})`))}.`,
  driver: (scale, { value, low, high }, unit) =>
    `${subjectOf(scale)} ist ${difference(Math.abs(value), unit).replace('+', '')}${unitWord(unit)} niedriger, wo es erwähnt wird (${difference(-high, unit).replace('+', '')} bis ${difference(-low, unit).replace('+', '')}), bei sonst gleichen Themen.`,
  scoreOf: (what, figure, unit) =>
    what.metric === 'rating' ? ofStars({ what }, figure.value) : `${what.name} ${level(figure.value, unit)}`,
  target: (value, unit, status) =>
    ({
      met: `Ziel ${level(value, unit)}, erreicht`,
      missed: `Ziel ${level(value, unit)}, verfehlt`,
      open: `Ziel ${level(value, unit)}, nicht eindeutig`,
      'too-few': `Ziel ${level(value, unit)}, zu wenige`,
    })[status],
  compared: ({ before, unit, inBefore, verdict }) => {
    const was = `${inBefore} ${level(before.value, unit)}`;
    if (verdict === 'unchanged') return `${was}, keine signifikante Änderung`;
    if (verdict === 'too-few') return `${was}, zu wenige Antworten für einen Vergleich`;
    if (verdict.startsWith('likely')) return `${was}, nicht sicher`;
    return `${was}, ${verdict === 'worse' ? 'gefallen' : 'gestiegen'}`;
  },
  notCompared: () => 'nicht verglichen',
  heading,
  summary,
  withoutFeedback: (months) =>
    months.length === 0 ? '' : `Kein Feedback im ${list(months.map((month) => fullMonth(`${month}-01`)))}.`,
  notChecked: (checks) =>
    checks.length === 0
      ? ''
      : `Nicht geprüft, weil das Lesen aller Antwortbögen zu lange dauert: ${list(checks.map((check) => namesOfChecks[check] ?? check))}.`,
  provisional: (languages) =>
    languages.length === 0
      ? ''
      : `Vorläufige Stimmung: ${list(languages.map(languageName))}, von Modellen gelesen, die ungenauer sind als das englische.`,
  suppressed: () => 'Ausgeblendet: zu wenige Personen. Das ist keine Null.',
};
