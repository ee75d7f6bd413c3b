import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { VerbatimError } from '../../errors.ts';
import {
  checkedText,
  idOf,
  listOf,
  mapOf,
  openTaxonomy,
  phrasesIn,
  placeOf,
  type TaxonomyDocument,
  themeAt,
  themeMaps,
} from './taxonomy-document.ts';

/**
 * Each edit is in the file's own `history`, newest last: when, what, the ids of the themes it added, and every theme that
 * it changed or removed as it was, with its place. That is all that undoing it needs.
 */
const key = 'history';

const historyOf = ({ document }: TaxonomyDocument): YAMLSeq | undefined => {
  const history = document.get(key);
  return isSeq(history) ? history : undefined;
};

const entriesOf = (opened: TaxonomyDocument): YAMLMap[] =>
  (historyOf(opened)?.items ?? []).filter((item): item is YAMLMap => isMap(item));

const themesBefore = (entry: YAMLMap): { place: number; theme: YAMLMap }[] => {
  const before = entry.get('before');
  if (!isSeq(before)) return [];
  return before.items.flatMap((item) => {
    const theme = isMap(item) ? item.get('theme') : undefined;
    return isMap(item) && isMap(theme) ? [{ place: Number(item.get('place')), theme }] : [];
  });
};

/** Ids that themes have or had: stored results may refer to them, so a new theme can't have one. */
export const usedIds = (opened: TaxonomyDocument): ReadonlySet<string> =>
  new Set([
    ...themeMaps(opened).map(idOf),
    ...entriesOf(opened).flatMap((entry) => themesBefore(entry).map(({ theme }) => idOf(theme))),
  ]);

/** An edit in words, and when it was made. */
export interface Remembered {
  /** E.g. `merge refunds into returns`. */
  readonly edit: string;
  /** ISO instant. */
  readonly at: string;
}

/** An edit that is made and remembered. */
export interface RememberedEdit extends Remembered {
  /** Ids of the themes that it changes or removes. */
  readonly touched: readonly string[];
  readonly work: () => void;
}

/** Makes an edit and remembers it. */
export const remembering = (opened: TaxonomyDocument, { edit, at, touched, work }: RememberedEdit): void => {
  const before = touched
    .map((id) => ({ place: placeOf(opened, id), theme: themeAt(opened, id).clone() }))
    .sort((left, right) => left.place - right.place);
  const known = new Set(themeMaps(opened).map(idOf));
  work();
  const added = themeMaps(opened)
    .map(idOf)
    .filter((id) => !known.has(id));
  const entry = mapOf(opened, { at, edit, ...(added.length > 0 ? { added } : {}) });
  if (before.length > 0) {
    const list = listOf(opened, entry, 'before');
    for (const { place, theme } of before) {
      const item = mapOf(opened, { place });
      item.set('theme', theme);
      list.items.push(item);
    }
  }
  addEntry(opened, entry);
};

/** The edits of a taxonomy in words, the latest first; ISO instants. */
export const editsOf = (text: string, name: string): Remembered[] =>
  entriesOf(openTaxonomy(text, name))
    .map((entry) => ({ edit: String(entry.get('edit')), at: String(entry.get('at')) }))
    .toReversed();

/** In the entry of an edit that put another text in place of the whole: where the one before it is kept. */
const earlierKey = 'earlier';

/** Where the text is kept that the latest edit replaced as a whole; undefined where it changed single themes, or nothing was edited. */
export const earlierText = (text: string, name: string): string | undefined => {
  const earlier = entriesOf(openTaxonomy(text, name)).at(-1)?.get(earlierKey);
  return earlier === undefined ? undefined : String(earlier);
};

/**
 * Notes in a text that it took the place of another one as a whole.
 *
 * @param earlier where the other one is kept
 * @throws VerbatimError `taxonomy-invalid` for a text that is no taxonomy
 */
export const rememberReplacing = (
  text: string,
  name: string,
  { edit, at, earlier }: Remembered & { readonly earlier: string },
): string => {
  const opened = openTaxonomy(text, name);
  addEntry(opened, opened.document.createNode({ at, edit, [earlierKey]: earlier }));
  return checkedText(opened).text;
};

const addEntry = (opened: TaxonomyDocument, entry: unknown): void => {
  if (historyOf(opened) === undefined) opened.document.set(key, opened.document.createNode([]));
  historyOf(opened)?.items.push(entry);
};

const restore = (opened: TaxonomyDocument, entry: YAMLMap): void => {
  const { themes } = opened;
  const added = entry.get('added');
  const gone = new Set(isSeq(added) ? phrasesIn(added) : []);
  themes.items = themes.items.filter((item) => !(isMap(item) && gone.has(idOf(item))));
  for (const { place, theme } of themesBefore(entry)) {
    const now = placeOf(opened, idOf(theme));
    if (now === -1) themes.items.splice(place, 0, theme);
    else themes.items[now] = theme;
  }
};

/**
 * Takes the latest edit back and forgets it. The text that comes of it is the one before the edit, comments included.
 * Throws `not-found` where nothing was edited.
 */
export const undoEdit = (text: string, name: string): { readonly text: string; readonly edit: string } => {
  const opened = openTaxonomy(text, name);
  const entry = entriesOf(opened).at(-1);
  if (entry === undefined) throw new VerbatimError('not-found', 'there is no edit to undo', { file: name });
  restore(opened, entry);
  historyOf(opened)?.items.pop();
  if (historyOf(opened)?.items.length === 0) opened.document.delete(key);
  return { text: checkedText(opened).text, edit: String(entry.get('edit')) };
};
