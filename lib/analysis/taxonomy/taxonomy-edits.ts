import { isNode, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';
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
  takeOut,
  themeAt,
  themeMaps,
} from './taxonomy-document.ts';
import { remembering, usedIds } from './taxonomy-history.ts';

/** What people do to a taxonomy. Themes are named by id; ids never change and are never given twice. */
export type TaxonomyEdit =
  | {
      readonly kind: 'adopt';
      readonly name: string;
      readonly seeds: readonly string[];
      /** Default: made from the name. */
      readonly id?: string | undefined;
      readonly parent?: string | undefined;
    }
  /** Seeds, excludes, examples and the themes below go to the other theme. */
  | { readonly kind: 'merge'; readonly from: string; readonly into: string }
  /** Some seeds become a theme of their own, beside the old one. */
  | {
      readonly kind: 'split';
      readonly from: string;
      readonly name: string;
      readonly seeds: readonly string[];
      readonly id?: string | undefined;
    }
  /** Below another theme, or to the top. */
  | { readonly kind: 'move'; readonly theme: string; readonly parent?: string | undefined }
  | { readonly kind: 'rename'; readonly theme: string; readonly name: string };

/** @example idFrom('Payment failed!') // 'payment-failed' */
export const idFrom = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

const freshId = (opened: TaxonomyDocument, name: string, wanted: string | undefined): string => {
  const id = wanted ?? idFrom(name);
  if (id !== '' && !usedIds(opened).has(id)) return id;
  throw new VerbatimError('conflict', 'the id is or was used by another theme', {
    file: opened.name,
    expected: '--id with another id',
    got: id === '' ? 'a name without letters' : id,
  });
};

const newTheme = (
  opened: TaxonomyDocument,
  content: { id: string; name: string; parent: string | undefined; seeds: readonly string[] },
): YAMLMap => {
  const { parent, seeds, ...rest } = content;
  const theme = mapOf(opened, { ...rest, ...(parent === undefined ? {} : { parent }) });
  theme.set('seeds', opened.document.createNode([...seeds], { flow: true }));
  return theme;
};

const refuseWithoutSeeds = ({ name: file }: TaxonomyDocument, seeds: readonly string[]): void => {
  if (seeds.length === 0)
    throw new VerbatimError('usage', 'the theme would have no seeds', {
      file,
      expected: '--seed PHRASE',
    });
};

const setParent = (theme: YAMLMap, parent: string | undefined): void => {
  if (parent === undefined) theme.delete('parent');
  else theme.set('parent', parent);
};

const childrenOf = (opened: TaxonomyDocument, id: string): YAMLMap[] =>
  themeMaps(opened).filter((theme) => theme.get('parent') === id);

/** A list that holds one phrase a line takes a list of phrases as one more line. */
const append = (target: YAMLSeq, source: YAMLSeq): void => {
  const known = new Set(phrasesIn(target));
  const isKnown = (item: unknown): boolean => isScalar(item) && known.has(String(item.value));
  for (const item of source.items) if (isNode(item) && !isKnown(item)) target.items.push(item.clone());
};

/** What an edit touches, and how it is made. */
interface Plan {
  readonly words: string;
  readonly touched: readonly string[];
  readonly work: () => void;
}

type EditOf<Kind extends TaxonomyEdit['kind']> = Extract<TaxonomyEdit, { kind: Kind }>;

const adopt = (opened: TaxonomyDocument, { name, seeds, id: wanted, parent }: EditOf<'adopt'>): Plan => {
  refuseWithoutSeeds(opened, seeds);
  const id = freshId(opened, name, wanted);
  if (parent !== undefined) themeAt(opened, parent);
  return {
    words: `adopt ${id}`,
    touched: [],
    work: () => {
      opened.themes.items.push(newTheme(opened, { id, name, parent, seeds }));
    },
  };
};

const merge = (opened: TaxonomyDocument, { from, into }: EditOf<'merge'>): Plan => {
  const [source, target] = [themeAt(opened, from), themeAt(opened, into)];
  if (from === into || target.get('parent') === from)
    throw new VerbatimError('usage', "a theme can't be merged into itself or its own subtheme", {
      file: opened.name,
      got: `${from} into ${into}`,
    });
  const children = childrenOf(opened, from);
  return {
    words: `merge ${from} into ${into}`,
    touched: [from, into, ...children.map(idOf)],
    work: () => {
      for (const key of ['seeds', 'excludes', 'examples'])
        if (source.has(key)) append(listOf(opened, target, key), listOf(opened, source, key));
      for (const child of children) setParent(child, into);
      opened.themes.items.splice(placeOf(opened, from), 1);
    },
  };
};

const split = (opened: TaxonomyDocument, { from, name, seeds, id: wanted }: EditOf<'split'>): Plan => {
  refuseWithoutSeeds(opened, seeds);
  const source = themeAt(opened, from);
  const list: YAMLSeq = listOf(opened, source, 'seeds');
  const missing = seeds.find((seed) => !phrasesIn(list).includes(seed));
  if (missing !== undefined)
    throw new VerbatimError('not-found', `the theme "${from}" has no seed "${missing}"`, {
      file: opened.name,
      expected: phrasesIn(list).join(', '),
    });
  const id = freshId(opened, name, wanted);
  const written = source.get('parent');
  const parent = typeof written === 'string' ? written : undefined;
  return {
    words: `split ${id} from ${from}`,
    touched: [from],
    work: () => {
      takeOut(list, new Set(seeds));
      opened.themes.items.splice(placeOf(opened, from) + 1, 0, newTheme(opened, { id, name, parent, seeds }));
    },
  };
};

const move = (opened: TaxonomyDocument, { theme: id, parent }: EditOf<'move'>): Plan => {
  const theme = themeAt(opened, id);
  if (parent !== undefined) themeAt(opened, parent);
  return {
    words: parent === undefined ? `move ${id} to the top` : `move ${id} under ${parent}`,
    touched: [id],
    work: () => setParent(theme, parent),
  };
};

const rename = (opened: TaxonomyDocument, { theme: id, name }: EditOf<'rename'>): Plan => {
  const theme = themeAt(opened, id);
  const work = (): void => {
    theme.set('name', name);
    // They said the old name in other languages.
    theme.delete('names');
  };
  return { words: `rename ${id} to ${name}`, touched: [id], work };
};

const planOf = (opened: TaxonomyDocument, edit: TaxonomyEdit): Plan => {
  switch (edit.kind) {
    case 'adopt':
      return adopt(opened, edit);
    case 'merge':
      return merge(opened, edit);
    case 'split':
      return split(opened, edit);
    case 'move':
      return move(opened, edit);
    case 'rename':
      return rename(opened, edit);
  }
};

/**
 * Edits the text of a taxonomy and records the edit in its `history`, so that `undoEdit` undoes it. Comments and order
 * stay as people wrote them.
 *
 * @param name the file's name, for errors; `at`: ISO instant of the edit
 * @returns the new text, and the edit in words
 * @throws VerbatimError `not-found` for an unknown theme or seed, `conflict` for an id that was used before,
 *   `taxonomy-invalid` where no taxonomy would come of it (a third level)
 * @example
 * const edit = { kind: 'rename', theme: 'delivery', name: 'Delivery' } as const;
 * editTaxonomy(text, 'shop.yaml', { edit, at: '2025-05-01T09:00:00Z' }).edit // 'rename delivery to Delivery'
 */
export const editTaxonomy = (
  text: string,
  name: string,
  { edit, at }: { readonly edit: TaxonomyEdit; readonly at: string },
): { readonly text: string; readonly edit: string } => {
  const opened = openTaxonomy(text, name);
  const { words, touched, work } = planOf(opened, edit);
  remembering(opened, { edit: words, at, touched, work });
  return { text: checkedText(opened).text, edit: words };
};
