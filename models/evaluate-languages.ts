import { parseArgs } from 'node:util';
import { evaluateLanguages } from './languages/evaluate-languages.ts';

/*
 * `node models/evaluate-languages.ts`, a part of `npm run eval`. `--peers DIRECTORY` compares the models with word lists that are
 * installed there (models/README.md), `--labels` measures what a team's own labels would do.
 */
const { values: options } = parseArgs({
  options: { peers: { type: 'string' }, labels: { type: 'boolean' } },
});
await evaluateLanguages(options);
