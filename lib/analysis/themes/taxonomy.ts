import { createHash } from 'node:crypto';
import { LineCounter, type Pair, parseDocument } from 'yaml';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { wantedBy } from '../../wanted.ts';
import { maximumWordings, wordingsOf } from './seeds.ts';
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
  /** The id of the theme above, at most one level up. */
  parent: z.string().optional(),
  description: z.string().optional(),
  /** Words and phrases that mean this theme; `long|endless wait|queue` stands for all four. None: never found. */
  seeds: phrases,
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
  /** Names of competitors: the signal `competitor` hears them. */
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

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const repeatedIds = (themes: readonly Theme[]): Problem[] => {
  const seen = new Set<string>();
  return themes.flatMap(({ id }, index): Problem[] => {
    if (seen.has(id))
      return [{ path: ['themes', index, 'id'], message: `an id of its own; "${id}" is taken` }];
    seen.add(id);
    return [];
  });
};

const brokenParents = (themes: readonly Theme[]): Problem[] => {
  const parents = new Map(themes.map(({ id, parent }) => [id, parent]));
  return themes.flatMap(({ id, parent }, index): Problem[] => {
    if (parent === undefined || (parent !== id && parents.has(parent) && parents.get(parent) === undefined))
      return [];
    return [{ path: ['themes', index, 'parent'], message: `the id of a top theme; "${parent}" is none` }];
  });
};

const tooManyWordings = (themes: readonly Theme[]): Problem[] =>
  themes.flatMap(({ seeds, excludes }, index) =>
    [...seeds, ...excludes]
      .filter((seed) => wordingsOf(seed) === undefined)
      .map((seed) => ({
        path: ['themes', index],
        message: `at most ${maximumWordings} wordings in one seed; "${seed.slice(0, 40)}…" has more`,
      })),
  );

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);

const invalid = (file: string, line: number | undefined, problem: Problem, got: string): VerbatimError =>
  new VerbatimError(
    'taxonomy-invalid',
    `the taxonomy can't be used${line === undefined ? '' : `: line ${line}`}${problem.path.length === 0 ? '' : `, ${pathText(problem.path)}`}`,
    { file, expected: problem.message, got },
  );

interface Source {
  readonly name: string;
  readonly value: unknown;
  readonly lineAt: (path: readonly PropertyKey[]) => number | undefined;
}

const readYaml = (yamlText: string, name: string): Source => {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = lines.linePos(error.pos[0]).line;
    throw invalid(name, line, { path: [], message: 'YAML' }, error.code.toLowerCase().replaceAll('_', ' '));
  }
  const lineAt = (path: readonly PropertyKey[]): number | undefined => {
    const node = document.getIn(path, true) as Pair['value'] & { range?: readonly [number, number, number] };
    return node?.range === undefined ? undefined : lines.linePos(node.range[0]).line;
  };
  return { name, value: document.toJS(), lineAt };
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

const kindOf = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'a mapping' : `${typeof value} ${JSON.stringify(value)}`;
};

const refuse = ({ name, value, lineAt }: Source, problem: Problem): never => {
  throw invalid(name, lineAt(problem.path), problem, kindOf(valueAt(value, problem.path)));
};

/**
 * Reads a taxonomy from YAML. `themes` is all a file needs: `themes: [{id, name, seeds: [phrases], excludes?: [phrases]}]`.
 *
 * @param name The file's name, for errors and for the id of a taxonomy that states none.
 * @throws VerbatimError `taxonomy-invalid` with line, path, expected and got: not YAML, a missing key or one that
 *   themes don't have, an id twice, a parent that is no top theme.
 * @example loadTaxonomy('themes: [{id: delivery, seeds: [parcel, courier]}]', 'shop.yaml').themes[0].name // 'delivery'
 */
export const loadTaxonomy = (yamlText: string, name: string): Taxonomy => {
  const source = readYaml(yamlText, name);
  const parsed = taxonomySchema.safeParse(source.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(source, { path: issue?.path ?? [], message: wantedBy(parsed.error) ?? 'a taxonomy' });
  }
  const themes = parsed.data.themes.map((theme): Theme => ({ ...theme, name: theme.name ?? theme.id }));
  const [problem] = [repeatedIds, brokenParents, tooManyWordings].flatMap((check) => check(themes));
  if (problem !== undefined) return refuse(source, problem);
  const id = parsed.data.id ?? name.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '');
  const version = [id, parsed.data.version].filter((part) => part !== undefined).join('-');
  const { related, competitors, lessons, choice } = parsed.data;
  const hash = definitionHash({ related, themes, lessons, choice });
  return {
    id,
    name: parsed.data.name ?? id,
    version: `${version}+${hash}`,
    related,
    competitors,
    themes,
    lessons,
    choice,
  };
};
