import { loadTaxonomy } from '../../analysis/themes/taxonomy.ts';
import type { ApiClient } from '../../api/client/client.ts';
import { objectKeys } from '../../store/keys.ts';
import { type ValueChange, valueChanges } from '../../store/settings/files/value-changes.ts';
import { plural } from '../render/wording.ts';

/** The taxonomy among the files of `verbatim config`. Its changes are previewed on stored comments, and `verbatim taxonomy undo` undoes them. */

export const taxonomyName = 'taxonomy';

interface Theme {
  readonly id: string;
  readonly name: string;
  readonly parent?: string | undefined;
  readonly description?: string | undefined;
  readonly seeds: readonly string[];
  readonly excludes: readonly string[];
}

const byId = (themes: readonly Theme[]): ReadonlyMap<string, Theme> =>
  new Map(themes.map((theme) => [theme.id, theme]));

const wordingChanges = (
  path: string,
  before: readonly string[],
  after: readonly string[],
): readonly ValueChange[] => {
  const removed = before.filter((wording) => !after.includes(wording));
  const added = after.filter((wording) => !before.includes(wording));
  if (removed.length + added.length === 0) return [];
  return [
    {
      path,
      ...(removed.length === 0 ? {} : { before: removed.join(', ') }),
      ...(added.length === 0 ? {} : { after: added.join(', ') }),
    },
  ];
};

const named = ({ name, parent, description }: Theme) => ({ name, parent, description });

const themeChanges = (path: string, before: Theme, after: Theme): readonly ValueChange[] => [
  ...valueChanges(named(before), named(after), path),
  ...wordingChanges(`${path}.seeds`, before.seeds, after.seeds),
  ...wordingChanges(`${path}.excludes`, before.excludes, after.excludes),
];

const summary = ({ name, seeds }: Theme): string => `${name}: ${plural(seeds.length, 'seed')}`;

/** What another text changes in the themes: one entry for a theme that is added or removed, and one for each value that differs. */
const changesBetween = (before: readonly Theme[], after: readonly Theme[]): ValueChange[] => {
  const [was, is] = [byId(before), byId(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id): readonly ValueChange[] => {
    const [then, now] = [was.get(id), is.get(id)];
    const path = `themes.${id}`;
    if (then !== undefined && now !== undefined) return themeChanges(path, then, now);
    return [
      {
        path,
        ...(then === undefined ? {} : { before: summary(then) }),
        ...(now === undefined ? {} : { after: summary(now) }),
      },
    ];
  });
};

export interface TaxonomyState {
  readonly file: typeof taxonomyName;
  readonly key: string;
  /** False: the general themes apply. */
  readonly configured: boolean;
  /** When it was last edited; absent if it never was. */
  readonly at?: string;
}

export const taxonomyState = async (client: ApiClient): Promise<TaxonomyState> => {
  const { configured, edits } = await client.readTaxonomy({});
  const [latest] = edits;
  return { file: taxonomyName, key: objectKeys.taxonomy, configured, ...(latest && { at: latest.at }) };
};

/** As a line of `verbatim config list`: name, file, when and by whom. */
export const taxonomyRow = ({ file, key, configured, at = 'stored' }: TaxonomyState): string[] => [
  file,
  key,
  configured ? at : 'not stored: the general themes apply',
  '',
  '',
];

export interface TaxonomySent {
  readonly key: string;
  readonly changes: readonly ValueChange[];
  /** What to know before or after storing it. */
  readonly notes: readonly string[];
}

const removedNote = (changes: readonly ValueChange[]): string[] => {
  const removed = changes.filter(
    ({ path, after }) => after === undefined && /^themes\.[^.]+$/.test(path),
  ).length;
  return removed === 0
    ? []
    : [
        `A taxonomy file replaces all themes: ${plural(removed, 'theme')} would be removed. To keep them, edit the file of \`verbatim config get taxonomy\`, or add a theme with \`verbatim taxonomy adopt\`.`,
      ];
};

const effectNote = async (client: ApiClient, text: string): Promise<string[]> => {
  const { effect } = await client.previewTaxonomy({ body: { text } });
  if (effect === undefined) return [];
  const { comments, coveredBefore, coveredAfter, changed } = effect;
  return [
    `Themes of ${plural(changed, 'stored comment')} would change; ${coveredAfter} of ${comments} would have a theme, ${coveredBefore} have one now.`,
  ];
};

const nextSteps =
  'Undo it with `verbatim taxonomy undo`. Stored feedback keeps its themes until `verbatim reanalyze`.';

/**
 * Checks a taxonomy file, and stores it unless it is only checked.
 *
 * @param path of the file, for errors
 */
export const sendTaxonomy = async (
  client: ApiClient,
  { path, text, check }: { readonly path: string; readonly text: string; readonly check: boolean },
): Promise<TaxonomySent> => {
  const { themes } = loadTaxonomy(text, path);
  const before = await client.readTaxonomy({});
  const changes = changesBetween(before.themes, themes);
  const key = objectKeys.taxonomy;
  if (check) return { key, changes, notes: [...removedNote(changes), ...(await effectNote(client, text))] };
  await client.changeTaxonomy({ body: { text } }, { headers: { 'if-match': `"${before.etag}"` } });
  return { key, changes, notes: [nextSteps] };
};
