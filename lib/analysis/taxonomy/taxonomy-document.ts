import { type Document, isMap, isScalar, isSeq, parseDocument, YAMLMap, YAMLSeq } from 'yaml';
import { VerbatimError } from '../../errors.ts';
import { loadTaxonomy, type Taxonomy } from '../themes/taxonomy.ts';

/** A taxonomy as people wrote it: comments and order stay when it is edited. */
export interface TaxonomyDocument {
  readonly name: string;
  readonly document: Document;
  readonly themes: YAMLSeq;
}

/** Opens a taxonomy for editing. Throws `taxonomy-invalid` where `loadTaxonomy` does. */
export const openTaxonomy = (text: string, name: string): TaxonomyDocument => {
  loadTaxonomy(text, name);
  const document = parseDocument(text, { keepSourceTokens: true, logLevel: 'error' });
  const themes = document.get('themes');
  if (!isSeq(themes))
    throw new VerbatimError('taxonomy-invalid', 'the taxonomy has no list of themes', { file: name });
  return { name, document, themes };
};

/** The taxonomy as text. Lines are never broken: a long list stays on the line where it was written. */
export const textOfDocument = ({ document }: TaxonomyDocument): string =>
  document.toString({ lineWidth: 0, flowCollectionPadding: false });

/** The text with the taxonomy in it, checked. */
export const checkedText = (
  edited: TaxonomyDocument,
): { readonly text: string; readonly taxonomy: Taxonomy } => {
  const text = textOfDocument(edited);
  return { text, taxonomy: loadTaxonomy(text, edited.name) };
};

export const themeMaps = ({ themes }: TaxonomyDocument): YAMLMap[] =>
  themes.items.filter((item): item is YAMLMap => isMap(item));

export const idOf = (theme: YAMLMap): string => String(theme.get('id'));

/** The place of a theme in the list; -1 where there is none of this id. */
export const placeOf = (opened: TaxonomyDocument, id: string): number =>
  opened.themes.items.findIndex((item) => isMap(item) && idOf(item) === id);

/** The theme of an id. Throws `not-found` and names the ids that there are. */
export const themeAt = (opened: TaxonomyDocument, id: string): YAMLMap => {
  const theme = opened.themes.items[placeOf(opened, id)];
  if (isMap(theme)) return theme;
  throw new VerbatimError('not-found', `theme "${id}" not found`, {
    file: opened.name,
    expected: themeMaps(opened).map(idOf).join(', '),
  });
};

/** The list under a key of a theme, made where there is none. */
export const listOf = ({ document }: TaxonomyDocument, theme: YAMLMap, key: string): YAMLSeq => {
  const list = theme.get(key);
  if (isSeq(list)) return list;
  const fresh = new YAMLSeq(document.schema);
  theme.set(key, fresh);
  return fresh;
};

/** A mapping that is not yet in the document. */
export const mapOf = (
  { document }: TaxonomyDocument,
  content: Readonly<Record<string, unknown>>,
): YAMLMap => {
  const map = new YAMLMap(document.schema);
  for (const [key, value] of Object.entries(content)) map.set(key, document.createNode(value));
  return map;
};

/** The phrases of a list, those of lists inside it too. */
export const phrasesIn = (list: YAMLSeq): string[] =>
  list.items.flatMap((item) => {
    if (isSeq(item)) return phrasesIn(item);
    return isScalar(item) ? [String(item.value)] : [];
  });

/** Takes phrases out of a list and of the lists inside it; a list that this empties goes too. */
export const takeOut = (list: YAMLSeq, phrases: ReadonlySet<string>): void => {
  list.items = list.items.filter((item) => {
    if (isScalar(item)) return !phrases.has(String(item.value));
    if (!(item instanceof YAMLSeq)) return true;
    takeOut(item, phrases);
    return item.items.length > 0;
  });
};
