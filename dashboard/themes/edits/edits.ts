import type { TaxonomyStep } from '../../shared/api.ts';

/** An edit that a reader has begun. */
export type Begun =
  | { readonly kind: 'adopt'; readonly name: string; readonly seeds: readonly string[] }
  | { readonly kind: 'rename' | 'merge' | 'split' | 'move'; readonly theme: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'text'; readonly name: string; readonly text: string };

/** What is filled in. */
export interface Filled {
  readonly name: string;
  /** The theme that is chosen: to merge into, or to stand under; none is the top. */
  readonly other: string;
  /** One a line. */
  readonly phrases: string;
  readonly seeds: readonly string[];
}

/** What a form holds when it opens. */
export const startOf = (begun: Begun, currentName: string): Filled => ({
  name: begun.kind === 'adopt' ? begun.name : begun.kind === 'rename' ? currentName : '',
  other: '',
  phrases: begun.kind === 'adopt' ? begun.seeds.join('\n') : '',
  seeds: [],
});

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

type EditOf = Extract<TaxonomyStep, { edit: unknown }>['edit'];

const adoptOf = ({ phrases, other }: Filled, name: string): EditOf | undefined => {
  const seeds = linesOf(phrases);
  if (name === '' || seeds.length === 0) return undefined;
  return { kind: 'adopt', name, seeds, ...(other === '' ? {} : { parent: other }) };
};

const editOf = (
  { kind, theme }: Extract<Begun, { theme: string }>,
  { other, seeds }: Filled,
  name: string,
): EditOf | undefined => {
  switch (kind) {
    case 'rename':
      return name === '' ? undefined : { kind, theme, name };
    case 'move':
      return { kind, theme, ...(other === '' ? {} : { parent: other }) };
    case 'merge':
      return other === '' ? undefined : { kind, from: theme, into: other };
    case 'split':
      return name === '' || seeds.length === 0 ? undefined : { kind, from: theme, name, seeds: [...seeds] };
  }
};

/**
 * The step that a filled form asks for; undefined as long as something is missing.
 *
 * @example stepOf({ kind: 'rename', theme: 'delivery' }, { name: 'Shipping', … }) // { edit: { kind: 'rename', theme: 'delivery', name: 'Shipping' } }
 */
export const stepOf = (begun: Begun, filled: Filled): TaxonomyStep | undefined => {
  if (begun.kind === 'undo') return { undo: true };
  if (begun.kind === 'text') return { text: begun.text };
  const name = filled.name.trim();
  const edit = begun.kind === 'adopt' ? adoptOf(filled, name) : editOf(begun, filled, name);
  return edit === undefined ? undefined : { edit };
};
