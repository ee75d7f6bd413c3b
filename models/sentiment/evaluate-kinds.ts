import Table from 'cli-table3';
import { shippedSentimentModel } from '../../lib/analysis/sentiment/model/shipped-model.ts';
import { compositions, missedBy, type Phenomenon, phenomena, shareRead } from './challenge.ts';
import { measuredKinds } from './own-sentences.ts';

const suites: Readonly<Record<string, readonly Phenomenon[]>> = {
  'Challenge suite': phenomena,
  'By kind (challenge-composition.yaml)': compositions,
  'Written sentences by kind, held out, of the training writers': measuredKinds('training'),
  'Written sentences by kind, of held-out writers': measuredKinds('other'),
};

/** What the shipped model reads of sentences that were written for the project. */
export const evaluateKinds = (): void => {
  const model = shippedSentimentModel();
  for (const [suite, kinds] of Object.entries(suites)) {
    const table = new Table({ head: ['kind', 'read', 'of'], style: { head: [], border: [] } });
    for (const kind of kinds)
      table.push([kind.name, kind.texts.length - missedBy(model, kind).length, kind.texts.length]);
    console.log(`\n${suite}: ${shareRead(model, kinds).toFixed(3)}\n${table.toString()}`);
  }
};
