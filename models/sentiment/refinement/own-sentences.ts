import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { hashOf } from '../../../lib/analysis/words/word-hash.ts';
import { parseTabSeparated } from '../../tab-separated.ts';
import { bare, challengeTexts, type Phenomenon } from '../challenge.ts';
import { type DataRow, sentimentOf } from '../dataset.ts';

const file = resolve(import.meta.dirname, '../../../lexicons/training/own-sentences.tsv');

const ownSentence = z.strictObject({
  /** Neither saw the challenge suites or the templates. */
  writer: z.enum(['a', 'b']),
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

/** One sentence in eight, by its content, only measures: nothing learns from it. */
export const isMeasured = ({ text }: OwnSentence): boolean => hashOf(text) % 8 === 5;

const measured = (): OwnSentence[] => readOwnSentences().filter(isMeasured);

/** The measured sentences that have one label of three. */
export const measuredRows = (): DataRow[] =>
  measured().flatMap(({ text, label }) => (label === 'mix' ? [] : [{ text, label }]));

const expectedOf = (label: OwnSentence['label']): Pick<Phenomenon, 'expected' | 'mixed'> =>
  label === 'mix'
    ? { expected: Object.values(sentimentOf), mixed: true }
    : { expected: [sentimentOf[label]] };

/** The measured sentences by kind and label, as the challenge suites have theirs. */
export const measuredKinds = (): Phenomenon[] =>
  [...Map.groupBy(measured(), ({ kind, label }) => `${kind} (${label})`)].map(([name, sentences]) => ({
    name,
    ...expectedOf(sentences[0]?.label ?? 'mix'),
    texts: sentences.map(({ text }) => text),
  }));
