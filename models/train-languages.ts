import { writeFileSync } from 'node:fs';
import { builtInLanguages, isBuiltIn } from '../lib/analysis/sentiment/languages/built-in-languages.ts';
import { encodeLanguageWeights } from '../lib/analysis/sentiment/languages/language-file.ts';
import { languagesVersion } from '../lib/analysis/sentiment/languages/shipped-languages.ts';
import { trainLanguage } from './languages/train-language.ts';

/*
 * Trains the models of the other languages: `node models/train-languages.ts [de fr …]` writes `models/sentiment-de.bin`
 * and so on. Seeded: the same data gives the same bytes. See models/README.md for what it needs.
 */
const asked = process.argv.slice(2).filter(isBuiltIn);
for (const language of asked.length > 0 ? asked : builtInLanguages) {
  const started = performance.now();
  const bytes = encodeLanguageWeights(trainLanguage(language, `${languagesVersion}-${language}`));
  const file = `models/sentiment-${language}.bin`;
  writeFileSync(file, bytes);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${file}: ${(bytes.length / 1e6).toFixed(2)} MB in ${seconds} s`);
}
