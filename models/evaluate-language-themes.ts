import { readFileSync } from 'node:fs';
import Table from 'cli-table3';
import { z } from 'zod';
import type { BuiltInLanguage } from '../lib/analysis/sentiment/languages/built-in-languages.ts';
import { createLanguageMatcher } from '../lib/analysis/themes/languages/language-words.ts';
import { loadTaxonomy } from '../lib/analysis/themes/taxonomy.ts';
import { readWords } from '../lib/analysis/words/words.ts';
import { readJsonLines } from './json-lines.ts';
import { dataDirectory, hasSet } from './sentiment/dataset.ts';

/*
 * `node models/evaluate-language-themes.ts`: themes in other languages against the categories that people gave to comments. The words
 * were written without these sets.
 */
interface ThemeTask {
  readonly set: string;
  readonly language: BuiltInLanguage;
  readonly pack: string;
  /** Which themes of the pack are which category of the set. */
  readonly themes: Readonly<Record<string, readonly string[]>>;
}

const tasks: readonly ThemeTask[] = [
  {
    set: 'hotels_absita_it_test',
    language: 'it',
    pack: 'hospitality',
    themes: {
      location: ['location'],
      staff: ['staff'],
      cleanliness: ['cleanliness'],
      value: ['price'],
      wifi: ['internet'],
    },
  },
  {
    set: 'mobasa_de_test',
    language: 'de',
    pack: 'cx-core',
    themes: { 'Lift|Escalator|Ramp|GeneralBarrier|GroundLevelAccess': ['accessibility'] },
  },
  {
    set: 'germeval17_de_test',
    language: 'de',
    pack: 'cx-core',
    themes: {
      'Zugfahrt#Pünktlichkeit': ['speed'],
      Sicherheit: ['safety'],
      Barrierefreiheit: ['accessibility'],
      Service_und_Kundenbetreuung: ['staff', 'staff-attitude', 'communication'],
    },
  },
];

const row = z.object({
  text: z.string(),
  aspects: z.array(z.object({ category: z.string().exactOptional() })).default([]),
});

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(2));

const table = new Table({ head: ['set', 'category', 'texts with it', 'precision', 'recall', 'F1'] });
for (const { set, language, pack, themes } of tasks.filter((task) => hasSet(task.set))) {
  const taxonomy = loadTaxonomy(readFileSync(`taxonomies/${pack}.yaml`, 'utf8'), `${pack}.yaml`);
  const match = createLanguageMatcher(taxonomy, language);
  const rows = readJsonLines(`${dataDirectory}/${set}.jsonl.gz`, row).map(({ text, aspects }) => ({
    aspects: aspects.map(({ category = '' }) => category),
    found: new Set(match(readWords(text)).map(({ theme }) => taxonomy.themes[theme]?.id ?? '')),
  }));
  for (const [category, ids] of Object.entries(themes)) {
    const starts = category.split('|');
    const counts = { both: 0, found: 0, given: 0 };
    for (const { aspects, found } of rows) {
      const isGiven = aspects.some((aspect) => starts.some((start) => aspect.startsWith(start)));
      const isFound = ids.some((id) => found.has(id));
      if (isGiven) counts.given += 1;
      if (isFound) counts.found += 1;
      if (isGiven && isFound) counts.both += 1;
    }
    const { both, found, given } = counts;
    table.push([
      set,
      category,
      given,
      share(both, found),
      share(both, given),
      share(2 * both, found + given),
    ]);
  }
}
console.log(table.toString());
