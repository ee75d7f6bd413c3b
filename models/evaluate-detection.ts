import Table from 'cli-table3';
import { fileLanguages } from '../lib/analysis/language/file-languages.ts';
import { languageOf } from '../lib/analysis/language/language.ts';
import { type DetectionSample, ownSamples, setSamples } from './detection/detection-samples.ts';

/*
 * `node models/evaluate-detection.ts`: how often the language of a short comment is found, for comments on their own and for files of
 * one language each.
 */
interface Found {
  readonly texts: number;
  readonly alone: number;
  readonly inFile: number;
  readonly takenForEnglish: number;
}

const foundIn = (samples: readonly DetectionSample[]): Found => {
  const file = fileLanguages({ comments: samples, questions: [] });
  const alone = samples.map(({ text }) => languageOf(text));
  const inFile = samples.map(({ text }) => languageOf(text, { file }));
  const right = (found: readonly string[]): number =>
    found.filter((language, index) => language === samples[index]?.language).length;
  return {
    texts: samples.length,
    alone: right(alone),
    inFile: right(inFile),
    takenForEnglish: inFile.filter((found, index) => found === 'en' && samples[index]?.language !== 'en')
      .length,
  };
};

const share = (count: number, of: number): string => (of === 0 ? '–' : (count / of).toFixed(3));

const measure = (title: string, samples: readonly DetectionSample[]): void => {
  const table = new Table({
    head: [title, 'texts', 'alone', 'in a file of its language', 'taken for English'],
  });
  const found = [...Map.groupBy(samples, ({ language }) => language)].map(
    ([language, some]): [string, Found] => [language, foundIn(some)],
  );
  const sum = (pick: (each: Found) => number): number =>
    found.reduce((total, [, each]) => total + pick(each), 0);
  const all: Found = {
    texts: sum(({ texts }) => texts),
    alone: sum(({ alone }) => alone),
    inFile: sum(({ inFile }) => inFile),
    takenForEnglish: sum(({ takenForEnglish }) => takenForEnglish),
  };
  for (const [language, { texts, alone, inFile, takenForEnglish }] of [...found, ['all', all] as const])
    table.push([language, texts, share(alone, texts), share(inFile, texts), takenForEnglish]);
  console.log(table.toString());
};

measure('sets', setSamples());
measure('own', ownSamples());
