import type { HeadlineScore } from '../../insights/findings/findings-answer.ts';
import type { Digest } from './digest.ts';
import type { DigestQuote, DigestSection, Fact } from './digest-material.ts';
import { type DigestWords, wordsIn } from './digest-words.ts';

/** Characters with a meaning in Markdown, or in HTML inside it. */
/** A text as Markdown shows it. */
export const inMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_[\]<>#|~&]/g, (mark) => `\\${mark}`);

const quoteLine = ({ text, excerpt, touchpoint }: DigestQuote): string =>
  `> ${inMarkdown(text).replaceAll(/\s*\n\s*/g, ' ')}${excerpt ? ' …' : ''}\n>\n> ${inMarkdown(touchpoint)}`;

/** A period without changes: its scores are in a line of their own. */
export const isQuiet = ({ facts }: Pick<Digest, 'facts'>): boolean =>
  facts.every(({ section }) => section === 'summary');

/** A sentence with its place in the list, from 1; the summary has none. */
export interface NumberedFact extends Fact {
  readonly place: number;
}

/** The sentences of one part of a digest. */
export const factsIn = ({ facts }: Pick<Digest, 'facts'>, section: DigestSection): NumberedFact[] => {
  const summaries = facts.filter((fact) => fact.section === 'summary').length;
  return facts
    .map((fact, index) => ({ ...fact, place: index + 1 - summaries }))
    .filter((fact) => fact.section === section);
};

/** Good or bad news, before a sentence; a space if neither. */
export const markOf = ({ verdict }: Pick<Fact, 'verdict'>): string =>
  verdict === 'better' ? '▲' : verdict === 'worse' ? '▼' : ' ';

/** The links to what was counted: first that of the summary, then that of each sentence. */
export const evidenceOf = ({ facts }: Pick<Digest, 'facts'>): readonly string[] => {
  const [first] = facts;
  return [
    ...(first === undefined ? [] : [first.evidence]),
    ...facts.filter(({ section }) => section !== 'summary').map(({ evidence }) => evidence),
  ];
};

/** The details after the headline of a sentence. */
export const detailOf = ({ text, headline }: Fact): string => text.slice(headline.length + 1).trim();

const scoreMark = (verdict: HeadlineScore['verdict']): string =>
  verdict === 'better' ? '▲ ' : verdict === 'worse' ? '▼ ' : '';

/** A score as a row: its name, figure, interval, n, and comparison. Empty for a period without changes. */
export const scoreRows = (digest: Digest): string[][] => {
  const { language } = wordsIn(digest);
  const row = ({ what, figure, unit, text, verdict }: HeadlineScore): string[] => [
    what.name,
    language.level(figure.value, unit),
    language.range(figure, unit),
    language.count(figure.n),
    scoreMark(verdict) + text,
  ];
  return isQuiet(digest) ? [] : (digest.findings?.scores ?? []).map(row);
};

const factLine = (fact: NumberedFact): string => {
  const start = fact.section === 'summary' ? [] : [`${fact.place}.`, markOf(fact).trim()];
  const sentence = [`**${inMarkdown(fact.headline)}.**`, inMarkdown(detailOf(fact))];
  return [...start, ...sentence].filter((part) => part !== '').join(' ');
};

const tableLines = (digest: Digest, { scoreHeads }: DigestWords): string[] => {
  const rows = scoreRows(digest);
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(inMarkdown).join(' | ')} |`;
  return [line(['', ...scoreHeads]), '|---|--:|---|--:|---|', ...rows.map(line)];
};

const body = (digest: Digest, words: DigestWords): string[] => {
  const part = (title: string, lines: readonly string[], between: string): string[] =>
    lines.length === 0 ? [] : [`## ${title}`, lines.join(between)];
  const facts = (section: DigestSection) => factsIn(digest, section).map(factLine);
  const quotes = isQuiet(digest) ? [] : digest.quotes.map(quoteLine);
  return [
    facts('summary').join('\n\n'),
    ...part(words.changed, facts('changed'), '\n'),
    ...part(words.ongoing, facts('ongoing'), '\n'),
    ...part(words.signalsHeading, facts('signals'), '\n'),
    ...part(words.scores, tableLines(digest, words), '\n'),
    ...part(words.quotes, quotes, '\n\n'),
    ...(digest.partial ? [words.partial] : []),
    ...part(
      words.evidence,
      evidenceOf(digest).map((path, index) => `${index}. \`GET ${path}\``),
      '\n',
    ),
  ];
};

/**
 * A digest as Markdown: changes, ongoing problems, the scores in a table, quotes, and links to what each sentence counted.
 *
 * @param opening the paragraph before the sentences: the narrative, or why there is none
 */
export const digestMarkdown = (digest: Digest, opening?: string): string => {
  const words = wordsIn(digest);
  const parts = [
    `# ${inMarkdown(digest.title)}`,
    ...(digest.suppressed || opening === undefined ? [] : [inMarkdown(opening)]),
    ...(digest.suppressed ? [words.suppressed] : body(digest, words)),
  ];
  return `${parts.join('\n\n')}\n`;
};
