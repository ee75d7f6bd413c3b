import { sortBy } from 'remeda';
import type { Finding, OngoingProblem } from '../../insights/findings/finding.ts';
import type { FindingsAnswer, HeadlineScore } from '../../insights/findings/findings-answer.ts';
import type { NumberText } from '../sentence.ts';
import type { DigestLanguage, DigestMaterial, Fact } from './digest-material.ts';
import { wordsIn } from './digest-words.ts';

/** The sentences of a digest: what changed and needs attention, then ongoing problems. The scores are in a table. */

const maxFacts = 10;

const number = /[+\-−–]?\d(?:[\d.,]*\d)?(?:\s?%)?/g;

/** The thousands separator by language; German writes decimals with a comma. */
const plainNumber: Readonly<Record<DigestLanguage, (text: string) => string>> = {
  en: (text) => text.replaceAll(',', ''),
  de: (text) => text.replaceAll('.', '').replace(',', '.'),
};

const numberIn = (text: string, lang: DigestLanguage): NumberText => {
  const digits = text.replace('−', '-').replace(/\s?%$/, '');
  return { text, value: Number(plainNumber[lang](digits)) / (text.endsWith('%') ? 100 : 1) };
};

/** The beginning of a sentence, and its details. */
interface Said {
  readonly headline: string;
  readonly detail: string;
}

/** A sentence of findings with its numbers and names listed separately. */
const known = (
  { headline, detail }: Said,
  names: readonly string[],
  lang: DigestLanguage,
): Pick<Fact, 'headline' | 'text' | 'names' | 'numbers'> => {
  const text = [`${headline}.`, detail].filter((part) => part !== '').join(' ');
  const bare = names.reduce((rest, name) => rest.replaceAll(name, ' '), text);
  const numbers = [...bare.matchAll(number)].map(([written]) => numberIn(written, lang));
  return { headline, text, names, numbers };
};

const namesOf = ({ where, what, causes }: Pick<Finding, 'where' | 'what' | 'causes'>): string[] => [
  where.name,
  what.name,
  ...causes.map(({ name }) => name),
];

const directionOf = ({ difference }: Finding): Pick<Fact, 'direction'> => {
  if (difference === undefined || difference.value === 0) return {};
  return { direction: difference.value < 0 ? 'down' : 'up' };
};

const changedFact = (finding: Finding, lang: DigestLanguage): Fact => ({
  id: `finding:${finding.id}`,
  section: 'changed',
  ...known(finding.text, namesOf(finding), lang),
  verdict: finding.verdict,
  ...directionOf(finding),
  evidence: finding.evidence.path,
});

const ongoingFact = (problem: OngoingProblem, lang: DigestLanguage): Fact => ({
  id: problem.id,
  section: 'ongoing',
  ...known(problem.text, namesOf({ ...problem, causes: [] }), lang),
  evidence: problem.evidence.path,
});

const listPath = ({ period, touchpoint }: FindingsAnswer): string =>
  `/findings?${new URLSearchParams({
    from: period.from,
    to: period.to,
    ...(touchpoint === undefined ? {} : { touchpoint }),
  })}`;

const scoreText = ({ what, figure, unit }: HeadlineScore, lang: DigestLanguage): string => {
  const { language } = wordsIn({ lang });
  return `${what.name} ${language.level(figure.value, unit)} (${language.range(figure, unit)}, n ${language.count(figure.n)})`;
};

/** The scores of a period without changes, in one line. */
const scoresFact = (answer: FindingsAnswer): Fact[] => {
  const { scores, lang } = answer;
  if (scores.length === 0) return [];
  const text = { headline: scores.map((score) => scoreText(score, lang)).join(', '), detail: '' };
  const names = scores.map(({ what }) => what.name);
  return [{ id: 'scores', section: 'summary', ...known(text, names, lang), evidence: listPath(answer) }];
};

const periodNames = ({ period, ongoing }: FindingsAnswer): string[] => [
  period.name,
  ...ongoing.slice(0, 1).flatMap(({ where, what }) => [where.name, what.name]),
];

const summaryFact = (answer: FindingsAnswer): Fact => ({
  id: 'summary',
  section: 'summary',
  ...known({ headline: answer.text.heading, detail: answer.text.detail }, periodNames(answer), answer.lang),
  evidence: listPath(answer),
});

/** Three lines: that nothing changed, what was compared with the biggest problem, and the scores. */
const quietFacts = (answer: FindingsAnswer): Fact[] => {
  const { heading, detail } = answer.text;
  const summary = summaryFact({ ...answer, text: { heading, detail: '' } });
  const coverage = known(
    { headline: detail.replace(/\.$/, ''), detail: '' },
    periodNames(answer),
    answer.lang,
  );
  const rest: Fact[] = detail === '' ? [] : [{ ...summary, id: 'looked-at', ...coverage }];
  return [summary, ...rest, ...scoresFact(answer)];
};

/** Signals are counted by answers, not by people: this many answers are certainly of enough people. */
const minSignalled = 10;

const signalsFact = ({ now }: DigestMaterial, answer: FindingsAnswer): Fact[] => {
  const { lang } = answer;
  const { signal, signals, language } = wordsIn({ lang });
  const frequent = sortBy(
    Object.entries(now?.tally.signals ?? {}).filter(
      ([id, answers]) => signal[id] !== undefined && answers >= minSignalled,
    ),
    [([, answers]) => answers, 'desc'],
    ([id]) => id,
  )
    .slice(0, 3)
    .map(([id, answers]) => `${language.count(answers)} ${signal[id]}`);
  if (frequent.length === 0) return [];
  const text = { headline: signals(frequent.join(', ')).replace(/\.$/, ''), detail: '' };
  return [{ id: 'signals', section: 'signals', ...known(text, [], lang), evidence: listPath(answer) }];
};

/**
 * The sentences of a digest, at most ten: the findings of its scope, in their words and their order. Unchanged figures have none; a period
 * without changes takes three lines.
 */
export const factsOf = (material: DigestMaterial, answer: FindingsAnswer): Fact[] => {
  if (answer.findings.length === 0) return quietFacts(answer);
  return [
    summaryFact(answer),
    ...answer.findings.map((finding) => changedFact(finding, answer.lang)),
    ...answer.ongoing.map((problem) => ongoingFact(problem, answer.lang)),
    ...signalsFact(material, answer),
  ].slice(0, maxFacts);
};
