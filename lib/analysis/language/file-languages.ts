import { sortBy } from 'remeda';
import { usualShare } from './detect.ts';
import { languageOf } from './language.ts';
import type { LanguageShares } from './shares.ts';

/** What is known of a file before its comments are analyzed. */
export interface FileEvidence {
  /** Its first comments, each with the language that its row declares. */
  readonly comments: readonly { readonly text: string; readonly declared?: string }[];
  /** The headings of its comment columns. */
  readonly questions: readonly string[];
}

/** Read at most so many comments, evenly spread over those that are there. */
const commentsRead = 400;
/** What the language of a question counts, in comments; and what all languages have in advance. */
const questionComments = 3;
const usualComments = 3;
/** A heading of fewer words ("Comment") names a column in the language of the tool. */
const questionWords = 4;
/** Each round reads the comments in view of the round before. */
const rounds = 2;

const spread = <T>(items: readonly T[]): T[] => {
  const stride = Math.max(1, Math.ceil(items.length / commentsRead));
  return items.filter((_, index) => index % stride === 0);
};

const isSentence = (question: string): boolean => question.trim().split(/\s+/).length >= questionWords;

const sharesOf = (languages: readonly string[], questions: readonly string[]): LanguageShares => {
  const counts = new Map<string, number>();
  const count = (language: string, comments: number): void => {
    counts.set(language, (counts.get(language) ?? usualComments * usualShare(language)) + comments);
  };
  for (const language of languages) count(language, 1);
  for (const language of questions) count(language, questionComments);
  const total = languages.length + questionComments * questions.length + usualComments;
  return Object.fromEntries(
    sortBy([...counts], ([language]) => language)
      .map(([language, comments]): [string, number] => [language, Math.round((100 * comments) / total) / 100])
      .filter(([, share]) => share > 0),
  );
};

/**
 * The languages that a file is written in: most rows of a file are of one or two, so that what a few words leave open is decided by
 * the rest. Declared languages and the questions' own count too. The same evidence gives the same shares.
 *
 * @example fileLanguages({ comments: [{ text: 'Sehr gut, gerne wieder' }], questions: [] }) // { de: 0.31 }
 */
export const fileLanguages = ({ comments, questions }: FileEvidence): LanguageShares => {
  const read = spread(comments);
  const asked = questions.filter(isSentence).map((question) => languageOf(question));
  let shares: LanguageShares = {};
  for (let round = 0; round < rounds; round += 1) {
    const known = round === 0 ? {} : { file: shares };
    shares = sharesOf(
      read.map(({ text, declared }) =>
        languageOf(text, { ...known, ...(declared === undefined ? {} : { declared }) }),
      ),
      asked,
    );
  }
  return shares;
};
