import type { FindingsAnswer, HeadlineScore } from '../shared/api.ts';
import { shownScores, timeOf, type Wording } from '../shared/findings/presentation.ts';
import { carried, type Scope, type Span, stringifySearch } from '../shared/scope/scope.ts';
import type { Format, Unit } from '../shared/texts/format.ts';
import type { Translate } from '../shared/texts/texts.ts';
import type { TouchpointText } from './texts/texts.ts';

/** What every section of the view receives: the touchpoint, the time, and how things are put into words. */
export interface About {
  readonly id: string;
  readonly name: string;
  readonly answer: FindingsAnswer;
  readonly scope: Scope;
  readonly format: Format;
  readonly t: Translate<TouchpointText>;
  /** The same for findings. */
  readonly wording: Wording;
  /** The name of a theme. */
  readonly theme: (id: string) => string;
}

/** Under the title of a file: the touchpoint, its period and its responses. */
export const fileLines = (about: About): string[] => [
  `${about.name}, ${periodName(about)}, ${about.t('nIs', { n: about.format.count(about.answer.period.responses) })}`,
];

/** Both ends of the period, as days. */
export const spanOf = ({ answer: { period } }: About): Span => ({ from: period.from, to: period.to });

/** The score that its largest finding is about, else the first of its scores. */
export const leadOf = ({ findings, scores }: FindingsAnswer): HeadlineScore | undefined => {
  const shown = shownScores(scores);
  return (
    shown.find(({ what }) => findings.some((finding) => finding.what.series === what.series)) ?? shown[0]
  );
};

/** The scores with the leading one first. */
export const scoresOf = (answer: FindingsAnswer): HeadlineScore[] => {
  const lead = leadOf(answer);
  return shownScores(answer.scores).toSorted((one, other) => Number(other === lead) - Number(one === lead));
};

export const volume = 'volume';

/** The series that the address asks for, where the touchpoint has it; else the leading one. */
export const seriesOf = ({ answer, scope: { metric } }: About): string => {
  const known = [...answer.scores.map(({ what }) => what.series), volume];
  return metric !== undefined && known.includes(metric) ? metric : (leadOf(answer)?.what.series ?? volume);
};

/** What a series is called, and what its numbers are. */
export const scoreOf = ({ answer }: About, series: string): HeadlineScore | undefined =>
  answer.scores.find(({ what }) => what.series === series);

export const unitOf = (about: About, series: string): Unit => scoreOf(about, series)?.unit ?? 'points';

/** The themes that the findings name, in the reader's language. */
const themeNames = ({ findings, unchanged, ongoing }: FindingsAnswer): ReadonlyMap<string, string> => {
  const whats = [
    ...findings.flatMap(({ what, alsoExplains }) => [what, ...alsoExplains.map((one) => one.what)]),
    ...unchanged.map(({ what }) => what),
    ...ongoing.map(({ what }) => what),
  ];
  const named = whats.flatMap(({ theme, name }): [string, string][] =>
    theme === undefined ? [] : [[theme, name]],
  );
  const causes = findings.flatMap((finding) =>
    finding.causes.map(({ id, name }): [string, string] => [id, name]),
  );
  return new Map([...named, ...causes]);
};

export const themeName = ({ answer, theme }: Pick<About, 'answer' | 'theme'>, id: string): string =>
  themeNames(answer).get(id) ?? theme(id);

/** The comments of this touchpoint, as an address: in its period unless another time is given. */
export const commentsHref = (
  { id, answer: { period }, scope }: Pick<About, 'id' | 'answer' | 'scope'>,
  filter: Scope,
): string => {
  const { against, where } = carried(scope);
  return `/comments${stringifySearch({ ...timeOf(period.from, period.to), against, where, tp: id, ...filter })}`;
};

/** The period in words: its month without the year where that is enough. */
export const periodName = ({ answer: { period }, format }: About): string => {
  const month = timeOf(period.from, period.to).period;
  return month === undefined ? period.name : format.month(month, 'short');
};
