/** Replace the half-open UTF-16 range `start`–`end` by `replacement`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

type Side = 'start' | 'end';

/** Where an offset of the edited text stood before `edits` (ascending, not overlapping) were made. */
const beforeEdits = (edits: readonly Edit[], offset: number, side: Side): number => {
  let growth = 0;
  for (const { start, end, replacement } of edits) {
    const from = start + growth;
    const to = from + replacement.length;
    if (offset < from || (offset === from && side === 'end')) return offset - growth;
    if (offset < to || (offset === to && side === 'end')) return side === 'start' ? start : end;
    growth += replacement.length - (end - start);
  }
  return offset - growth;
};

const applyEdits = (text: string, edits: readonly Edit[]): string => {
  let result = '';
  let done = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(done, start) + replacement;
    done = end;
  }
  return result + text.slice(done);
};

/**
 * A text that remembers how it was made out of an original, so that what is found in it can be shown in the original.
 * Edits stack: each layer is written in the offsets of the text it was applied to.
 *
 * @example new EditedText('  Great ').edit([{ start: 0, end: 2, replacement: '' }]).map([0, 5]) // [2, 7]
 */
export class EditedText {
  readonly text: string;
  readonly #before: EditedText | undefined;
  readonly #edits: readonly Edit[];

  constructor(text: string, before?: EditedText, edits: readonly Edit[] = []) {
    this.text = text;
    this.#before = before;
    this.#edits = edits;
  }

  /** The text after `edits`, which must be ascending and must not overlap. No edits: the same object. */
  edit(edits: readonly Edit[]): EditedText {
    return edits.length === 0 ? this : new EditedText(applyEdits(this.text, edits), this, edits);
  }

  /** The edits that made it, the first layer first: with its text, all that mapping needs. */
  layers(): readonly (readonly Edit[])[] {
    return this.#before === undefined ? [] : [...this.#before.layers(), this.#edits];
  }

  /** A text by its layers; it maps as the one that they came from. */
  static ofLayers(text: string, layers: readonly (readonly Edit[])[]): EditedText {
    let before = new EditedText(text);
    for (const edits of layers) before = new EditedText(text, before, edits);
    return before;
  }

  /** The offset in the original of an offset in `text`. Inside a replacement: where the replaced part begins. */
  toOriginal(offset: number): number {
    return this.#back(offset, 'start');
  }

  /** The span in the original of a span in `text`; it covers a replaced part wholly. */
  map(span: readonly [number, number]): [number, number] {
    return [this.#back(span[0], 'start'), this.#back(span[1], 'end')];
  }

  #back(offset: number, side: Side): number {
    const here = beforeEdits(this.#edits, offset, side);
    return this.#before === undefined ? here : this.#before.#back(here, side);
  }
}
