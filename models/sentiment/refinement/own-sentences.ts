import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { hashOf } from '../../../lib/analysis/words/word-hash.ts';
import { parseTabSeparated } from '../../tab-separated.ts';
import { bare, challengeTexts, type Phenomenon } from '../challenge.ts';
import { type DataRow, sentimentOf } from '../dataset.ts';

const file = resolve(import.meta.dirname, '../../../lexicons/training/own-sentences.tsv');

/** Those whose sentences the shipped model learns from. */
const teachers: readonly string[] = ['a', 'b'];

const ownSentence = z.strictObject({
  /** None of them saw the challenge suites, the templates or the sentences of another. */
  writer: z.enum(['a', 'b', 'c', 'd', 'e', 'f']),
  kind: z.string().min(1),
  /** `mix`: praise and complaint of like weight. */
  label: z.enum(['neg', 'neu', 'pos', 'mix']),
  text: z.string().min(1),
});

/** A sentence that was written for the project, word by word, with the kind that it stands for. */
type OwnSentence = Readonly<z.infer<typeof ownSentence>>;

/** The sentences, without any that the challenge suites ask. */
export const readOwnSentences = (): OwnSentence[] =>
  parseTabSeparated(readFileSync(file, 'utf8'), ownSentence).filter(
    ({ text }) => !challengeTexts.has(bare(text)),
  );

export const isByTeacher = ({ writer }: OwnSentence): boolean => teachers.includes(writer);

/** Nothing learns from it: one sentence in eight of the writers who teach, by its content, and all sentences of the others. */
export const isMeasured = (sentence: OwnSentence): boolean =>
  !isByTeacher(sentence) || hashOf(sentence.text) % 8 === 5;

/** Whose measured sentences: the writers of those that teach are easier to read for what they taught. */
type Writers = 'teachers' | 'others';

const measured = (by: Writers): OwnSentence[] =>
  readOwnSentences().filter((each) => isMeasured(each) && isByTeacher(each) === (by === 'teachers'));

/** The measured sentences that have one label of three. */
export const measuredRows = (by: Writers): DataRow[] =>
  measured(by).flatMap(({ text, label }) => (label === 'mix' ? [] : [{ text, label }]));

const expectedOf = (label: OwnSentence['label']): Pick<Phenomenon, 'expected' | 'mixed'> =>
  label === 'mix'
    ? { expected: Object.values(sentimentOf), mixed: true }
    : { expected: [sentimentOf[label]] };

/** The measured sentences by kind and label, as the challenge suites have theirs. */
export const measuredKinds = (by: Writers): Phenomenon[] =>
  [...Map.groupBy(measured(by), ({ kind, label }) => `${kind} (${label})`)].map(([name, sentences]) => ({
    name,
    ...expectedOf(sentences[0]?.label ?? 'mix'),
    texts: sentences.map(({ text }) => text),
  }));
