import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { parseTabSeparated } from '../tab-separated.ts';
import { bare, challengeTexts, type Phenomenon } from './challenge.ts';
import { type DataRow, sentimentOf } from './dataset.ts';

const file = resolve(import.meta.dirname, '../../lexicons/training/own-sentences.tsv');

/** Whose sentences are all held out. */
const heldOutWriters: readonly string[] = ['f', 'o'];

const ownSentence = z.strictObject({
  /** None of them saw the challenge suites, the templates or the sentences of another. */
  writer: z.string().regex(/^[a-z]$/),
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

export const isByTrainingWriter = ({ writer }: OwnSentence): boolean => !heldOutWriters.includes(writer);

/** Held out: one sentence in eight of the training writers, by its content, and all sentences of the held-out writers. */
export const isMeasured = (sentence: OwnSentence): boolean =>
  !isByTrainingWriter(sentence) || hashOf(sentence.text) % 8 === 5;

/** Whose held-out sentences: a model reads those of the writers that it was trained on more easily. */
type Writers = 'training' | 'other';

const measured = (by: Writers): OwnSentence[] =>
  readOwnSentences().filter((each) => isMeasured(each) && isByTrainingWriter(each) === (by === 'training'));

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
