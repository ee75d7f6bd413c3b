import type { DumbbellData } from '../../../lib/charts/dumbbell.ts';
import type { RowData } from '../../../lib/charts/interval-row.ts';
import type { Mark, Verdict } from '../../../lib/charts/picture.ts';
import type { Evidence, Finding, FindingsAnswer, HeadlineScore, ShownFigure } from '../api.ts';
import type { ChartTable } from '../charts/chart.tsx';
import { carried, isMonth, periodOf, type Scope, stringifySearch, wholeMonths } from '../scope/scope.ts';
import type { Format, Unit } from '../texts/format.ts';
import type { Texts, Translate } from '../texts/texts.ts';
import type { texts } from './texts.ts';

type Key = typeof texts extends Texts<infer Name> ? Name : never;

/** What findings are put into words with. */
export interface Wording {
  readonly t: Translate<Key>;
  readonly format: Format;
  readonly scope: Scope;
  readonly answer: FindingsAnswer;
}

/** `neither` is no verdict: it is shown in ink. */
export const verdictOf = (verdict: Finding['verdict']): Verdict | undefined =>
  verdict === 'neither' ? undefined : verdict;

/** Days as an address says them: a whole month by its name. @example timeOf('2025-05-01', '2025-05-31') // { period: '2025-05' } */
export const timeOf = (from: string, to: string): Scope => {
  const months = wholeMonths({ from, to });
  return months.from.length === 7 && months.from === months.to ? { period: months.from } : { from, to };
};

/** Where exactly the comments are that a finding counts: what the API counted them by, as an address. Undefined where none may be opened. */
export const evidenceHref = ({ parameters, comments }: Evidence, scope: Scope): string | undefined => {
  if (comments === 0) return undefined;
  const { from = '', to = '', touchpoint: tp, ...rest } = parameters;
  const { against } = carried(scope);
  return `/comments${stringifySearch({ ...timeOf(from, to), against, tp, ...rest })}`;
};

/** What the evidence is about, where it is about one topic. */
export const topicOf = ({ what, causes, evidence }: Finding): string | undefined => {
  const { theme, issue } = evidence.parameters;
  const id = theme ?? issue;
  if (id === undefined) return undefined;
  return causes.find((cause) => cause.id === id)?.name ?? what.name;
};

/** @example valueText({ value: 0.02, atMost: true, … }, 'share', wording) // 'under 2%' */
export const valueText = (figure: ShownFigure, unit: Unit, { t, format }: Wording): string => {
  const value = format.level(figure.value, unit);
  return figure.atMost ? t('under', { value }) : value;
};

/** The names of both times beside a picture: as short as they differ. */
export const endNames = ({ t, format, answer }: Wording): readonly [string, string] => {
  const { period, against } = answer;
  const [before, after] = [against, period].map(periodOf);
  const isDay = before?.length === 10;
  if (before === undefined || after === undefined || isDay) return [t('before'), t('now')];
  if (!isMonth(before)) return [format.period(before), format.period(after)];
  if (before.slice(5) === after.slice(5)) return [before.slice(0, 4), after.slice(0, 4)];
  return [format.month(before, 'abbreviated'), format.month(after, 'abbreviated')];
};

/** The longer name in a sentence: `April` beside May of the same year. */
export const beforeName = ({ format, answer }: Wording): string => {
  const { period, against } = answer;
  const month = timeOf(against.from, against.to).period;
  return month?.slice(0, 4) === period.from.slice(0, 4) && month !== undefined
    ? format.month(month, 'short')
    : against.name;
};

const figureSentence = (period: string, figure: ShownFigure, unit: Unit, wording: Wording): string => {
  const { t, format } = wording;
  return [
    t('figure', {
      period,
      value: valueText(figure, unit, wording),
      interval: format.interval(figure, unit),
      n: format.count(figure.n),
    }),
    ...(figure.enough ? [] : [t('few')]),
  ].join(' ');
};

const halves = [0.1, 0.25, 0.5, 1];

/** The axis: the whole range of the scale; of a share, as much of it as is needed. */
export const domainOf = (
  { unit, what, ...ends }: Pick<Finding, 'unit' | 'what' | 'before' | 'after'>,
  target?: number,
): readonly [number, number] => {
  if (unit === 'points') return [-100, 100];
  if (unit === 'mean') return [what.scale?.min ?? 1, what.scale?.max ?? 5];
  const highest = Math.max(target ?? 0, ...[ends.before, ends.after].map((figure) => figure?.high ?? 0));
  const ofTopic = what.metric === 'theme' || what.metric === 'issue';
  return [0, ofTopic ? (halves.find((half) => half >= highest) ?? 1) : 1];
};

/** Before and after of a finding on one axis; undefined where nothing is compared. */
export const dumbbellOf = (
  finding: Finding,
  target: number | undefined,
  wording: Wording,
): DumbbellData | undefined => {
  const { before, after, unit, verdict } = finding;
  if (before === undefined || after === undefined) return undefined;
  const { t, format, scope, answer } = wording;
  const href = evidenceHref(finding.evidence, scope);
  const [beforeLabel, afterLabel] = endNames(wording);
  const mark = (period: string, figure: ShownFigure, judged?: Verdict): Mark => ({
    value: figure.value,
    low: figure.low,
    high: figure.high,
    enough: figure.enough,
    text: valueText(figure, unit, wording),
    sentence: figureSentence(period, figure, unit, wording),
    ...(judged && { verdict: judged }),
    ...(href !== undefined && { href }),
  });
  return {
    before: { label: beforeLabel, drawn: mark(answer.against.name, before) },
    after: { label: afterLabel, drawn: mark(answer.period.name, after, verdictOf(verdict)) },
    domain: domainOf(finding, target),
    write: (value) => format.level(value, unit),
    ...(target === undefined
      ? {}
      : { target: { value: target, text: t('target', { target: format.level(target, unit) }) } }),
  };
};

/** The same figures as a table. */
export const dumbbellTable = (finding: Finding, wording: Wording): ChartTable => {
  const { t, format, answer } = wording;
  const row = (period: string, figure: ShownFigure | undefined): string[][] =>
    figure === undefined
      ? []
      : [
          [
            period,
            valueText(figure, finding.unit, wording),
            format.interval(figure, finding.unit),
            format.count(figure.n),
          ],
        ];
  return {
    columns: [t('period'), t('value'), t('interval'), t('count')],
    rows: [...row(answer.against.name, finding.before), ...row(answer.period.name, finding.after)],
  };
};

/** One score for each metric, the one with most responses: other scales of the metric are in the table. */
export const shownScores = (scores: readonly HeadlineScore[]): HeadlineScore[] =>
  [...Map.groupBy(scores, ({ what }) => what.metric).values()].flatMap((same) =>
    same.toSorted((one, other) => other.figure.n - one.figure.n).slice(0, 1),
  );

/** What the API says of a score, part by part: a missed target and a significant change have a colour, what may be chance has none. */
export const scoreParts = ({ text, target, verdict }: HeadlineScore) =>
  text.split(' · ').map((words, index) => {
    const isTarget = target !== undefined && index === 0;
    if (isTarget) return { words, verdict: target.status === 'missed' ? 'worse' : undefined };
    return { words, verdict: verdict === 'better' || verdict === 'worse' ? verdict : undefined };
  });

/** A score on its axis: before as a diamond, the target as a bar. */
export const scoreRow = (score: HeadlineScore, wording: Wording): RowData => {
  const { figure, unit, previous, target, text } = score;
  return {
    domain: domainOf(score),
    drawn: {
      value: figure.value,
      low: figure.low,
      high: figure.high,
      enough: figure.enough,
      text: valueText(figure, unit, wording),
      sentence: `${score.what.name}. ${figureSentence(wording.answer.period.name, figure, unit, wording)} ${text}.`,
    },
    ...(previous && { before: previous.value }),
    ...(target && { target: target.value }),
  };
};

/** @example unitText({ unit: 'share', … }) // 'points': percentage points */
export const unitText = (unit: Unit, { t }: Wording): string => t(unit === 'mean' ? 'stars' : 'points');

/** An interval of a difference: percentage points, both ends with their sign. @example '−32 to −15' */
export const differenceInterval = (
  { low, high }: { readonly low: number; readonly high: number },
  unit: Unit,
  { format }: Wording,
): string =>
  format.interval(
    unit === 'share' ? { low: 100 * low, high: 100 * high } : { low, high },
    unit === 'share' ? 'points' : unit,
  );

type Compared = FindingsAnswer['unchanged'][number];

const listed = (finding: Finding): Compared[] => {
  const { where, what, unit, before, after, difference, certainty: status } = finding;
  return before && after && difference ? [{ where, what, unit, before, after, difference, status }] : [];
};

/** Every figure that was compared, those of the findings first, in their order; and apart, those that too few people are behind. */
export const comparedFigures = ({ findings, unchanged }: FindingsAnswer) => {
  const isOfFew = ({ status }: Compared): boolean => status === 'too-few';
  return {
    compared: [
      ...findings.flatMap((finding) => [
        ...listed(finding),
        ...finding.alsoExplains.map(({ certainty: status, ...figure }) => ({ ...figure, status })),
      ]),
      ...unchanged.filter((figure) => !isOfFew(figure)),
    ],
    tooFew: unchanged.filter(isOfFew),
  };
};

/** Every compared figure, those of the findings first. @example comparedCells(wording).columns // ['Where', 'Figure', 'Apr', 'May', …] */
export const comparedCells = (wording: Wording): ChartTable => {
  const { t, format, answer } = wording;
  const { compared, tooFew } = comparedFigures(answer);
  return {
    columns: [
      ...[t('place'), t('what'), ...endNames(wording), t('difference'), t('unit'), t('interval')],
      ...endNames(wording).map((end) => t('nOf', { end })),
      t('verdict'),
    ],
    rows: [...compared, ...tooFew].map(({ where, what, unit, before, after, difference, status }) => [
      where.name,
      what.name,
      valueText(before, unit, wording),
      valueText(after, unit, wording),
      format.difference(difference.value, unit),
      unitText(unit, wording),
      differenceInterval(difference, unit, wording),
      format.count(before.n),
      format.count(after.n),
      t(status),
    ]),
  };
};
