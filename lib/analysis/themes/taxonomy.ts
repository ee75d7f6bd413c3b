import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readYaml, type YamlProblem } from '../../yaml-source.ts';
import { maxWordings, wordingsOf } from './seeds.ts';
import { type Lessons, lesson, lessonsVersion } from './teaching/lessons.ts';

const phrase = z.string().regex(/[\p{L}\p{N}]/u, 'a phrase with a letter or a digit');

/** Phrases; a list inside the list is only a way to write several on one line. */
const phrases = z
  .array(
    z.union([phrase, z.array(phrase)], { error: 'a phrase with a letter or a digit, or a list of phrases' }),
  )
  .default([])
  .transform((groups) => groups.flat());

const themeSchema = z.strictObject({
  /** Never changes: stored results refer to it. */
  id: z.string().regex(/^\P{C}{1,80}$/u, 'an id of 1 to 80 printable characters'),
  /** For people. The default is the id. */
  name: z.string().min(1).optional(),
  /** Its name in other languages: `names: { de: Lieferung }`. */
  names: z
    .record(z.string().regex(/^[a-z]{2}$/, 'a language of ISO 639-1 such as de'), z.string().min(1))
    .optional(),
  /** The id of the theme above, at most one level up. */
  parent: z.string().optional(),
  description: z.string().optional(),
  /** Words and phrases that mean this theme; `long|endless wait|queue` means all four. Without seeds a theme is never found. */
  seeds: phrases,
  /**
   * Words and phrases in other languages that have a built-in model: `seedsIn: { de: [Lieferung, 'liefer*'] }`. `*` is the beginning or end of
   * any word. Default: the words that ship for the theme's id.
   */
  seedsIn: z.record(z.string().regex(/^[a-z]{2}$/, 'a language of ISO 639-1 such as de'), phrases).optional(),
  /** Phrases that hold a seed and mean something else. */
  excludes: phrases,
  /** Comments that people would file under this theme. Checked, never matched. */
  examples: z.array(z.string()).default([]),
});

const taxonomySchema = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  version: z.union([z.string(), z.number()]).optional(),
  description: z.string().optional(),
  language: z.literal('en').optional(),
  /** Whether words that no seed has may join the theme whose seeds they are near to in meaning. */
  related: z.boolean().default(true),
  /** Names of competitors: the signal `competitor` finds them. */
  competitors: phrases,
  themes: z.array(themeSchema).min(1),
  /** Written by `verbatim teach`. */
  lessons: z.record(z.string(), lesson).default({}),
  /** Whether a comment has one theme only, the likeliest by the lessons, or none: `''` among them. */
  choice: z.boolean().default(false),
});

export type Theme = Omit<z.output<typeof themeSchema>, 'name'> & { readonly name: string };

/** What comments can be about. Made by `loadTaxonomy`. */
export interface Taxonomy {
  readonly id: string;
  readonly name: string;
  /** Id, the author's version and a hash of the definitions: two taxonomies that match alike have one version. */
  readonly version: string;
  /** Whether near words join the themes: a short list of seeds gains by it, a long one knows better. */
  readonly related: boolean;
  /** Names of competitors, for signals. */
  readonly competitors: readonly string[];
  readonly themes: readonly Theme[];
  /** What labels taught, by theme id. */
  readonly lessons: Lessons;
  /** Whether a comment has one theme only, the likeliest by the lessons, or none: `''` among them. */
  readonly choice: boolean;
}

/** Eight hex digits of what matching depends on: names, descriptions and examples may change freely. */
export const definitionHash = ({
  related,
  themes,
  lessons = {},
  choice = false,
}: Pick<Taxonomy, 'related' | 'themes'> & Partial<Pick<Taxonomy, 'lessons' | 'choice'>>): string => {
  const definitions = themes.map(({ id, parent, seeds, excludes }) => [id, parent ?? '', seeds, excludes]);
  const taught =
    Object.keys(lessons).length === 0 ? [] : [lessonsVersion, lessons, ...(choice ? [choice] : [])];
  return createHash('sha256')
    .update(JSON.stringify([related, definitions, ...taught]))
    .digest('hex')
    .slice(0, 8);
};

const repeatedIds = (themes: readonly Theme[]): YamlProblem[] => {
  const seen = new Set<string>();
  return themes.flatMap(({ id }, index): YamlProblem[] => {
    if (seen.has(id))
      return [{ path: ['themes', index, 'id'], expected: `a unique id; "${id}" is already used` }];
    seen.add(id);
    return [];
  });
};

const brokenParents = (themes: readonly Theme[]): YamlProblem[] => {
  const parents = new Map(themes.map(({ id, parent }) => [id, parent]));
  return themes.flatMap(({ id, parent }, index): YamlProblem[] => {
    if (parent === undefined || (parent !== id && parents.has(parent) && parents.get(parent) === undefined))
      return [];
    return [{ path: ['themes', index, 'parent'], expected: `the id of a top theme, not "${parent}"` }];
  });
};

const tooManyWordings = (themes: readonly Theme[]): YamlProblem[] =>
  themes.flatMap(({ seeds, excludes }, index) =>
    [...seeds, ...excludes]
      .filter((seed) => wordingsOf(seed) === undefined)
      .map((seed) => ({
        path: ['themes', index],
        expected: `at most ${maxWordings} wordings in one seed; "${seed.slice(0, 40)}…" has more`,
      })),
  );

/**
 * Reads a taxonomy from YAML. `themes` is all a file needs: `themes: [{id, name, seeds: [phrases], excludes?: [phrases]}]`.
 *
 * @param name The file's name, for errors and for the id of a taxonomy that states none.
 * @throws VerbatimError `taxonomy-invalid` with line, path, expected and got: not YAML, a missing key or one that
 *   themes don't have, an id twice, a parent that is not a top theme.
 * @example loadTaxonomy('themes: [{id: delivery, seeds: [parcel, courier]}]', 'shop.yaml').themes[0].name // 'delivery'
 */
export const loadTaxonomy = (yamlText: string, name: string): Taxonomy => {
  const source = readYaml(yamlText, name, { code: 'taxonomy-invalid', named: 'the taxonomy' });
  const stated = source.check(taxonomySchema);
  const themes = stated.themes.map((theme): Theme => ({ ...theme, name: theme.name ?? theme.id }));
  const [problem] = [repeatedIds, brokenParents, tooManyWordings].flatMap((check) => check(themes));
  if (problem !== undefined) return source.refuse(problem);
  const id = stated.id ?? name.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '');
  const version = [id, stated.version].filter((part) => part !== undefined).join('-');
  const { related, competitors, lessons, choice } = stated;
  const hash = definitionHash({ related, themes, lessons, choice });
  return {
    id,
    name: stated.name ?? id,
    version: `${version}+${hash}`,
    related,
    competitors,
    themes,
    lessons,
    choice,
  };
};
