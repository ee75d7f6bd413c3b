import { brokenLetterEdits } from '../../reading/text/broken-letters.ts';
import { type RedactionOptions, redactions } from '../redaction/redact.ts';
import { type Edit, EditedText } from './edited-text.ts';
import { htmlEdits } from './html-text.ts';
import { mailEdits } from './mail-text.ts';
import { transcriptEdits } from './transcript.ts';

export interface CustomerTextOptions extends RedactionOptions {
  /** The cell is a chat or a ticket's thread: only the customer's turns are kept. Default false. */
  readonly transcript?: boolean;
}

const needsNothing = /^(?:[^\s<&Â-ô](?:[^<&\n\rÂ-ô]*[^\s<&Â-ô])?)?$/;

const trimEdits = (text: string): Edit[] => {
  const kept = text.trim();
  const start = kept === '' ? text.length : text.indexOf(kept);
  const end = kept === '' ? text.length : start + kept.length;
  return [
    { start: 0, end: start, replacement: '' },
    { start: end, end: text.length, replacement: '' },
  ].filter((edit) => edit.end > edit.start);
};

/** What the customer wrote, without what the mail program, the web form or the agent put around it. */
const written = (cell: string, transcript: boolean): EditedText => {
  const whole = new EditedText(cell);
  if (needsNothing.test(cell)) return whole;
  const lettered = whole.edit(brokenLetterEdits(whole.text));
  const readable = htmlEdits(lettered.text).reduce((text, layer) => text.edit(layer(text.text)), lettered);
  const own = transcript ? readable.edit(transcriptEdits(readable.text)) : readable;
  const unquoted = own.edit(mailEdits(own.text));
  return unquoted.edit(trimEdits(unquoted.text));
};

/**
 * What of a cell is scored and stored: broken letters made whole, HTML unescaped, the agent's turns, quoted mail,
 * signatures and surrounding white space cut away, personal data replaced (see {@link redactions}). Spans found in it map
 * back to the cell. A cell with nothing of the customer's gives ''.
 *
 * @example customerText('<p>Late &amp; cold</p>', { phoneCountry: 'US' }).text // 'Late & cold'
 */
export const customerText = (
  cell: string,
  { transcript = false, ...redaction }: CustomerTextOptions,
): EditedText => {
  const own = written(cell, transcript);
  return own.edit(redactions(own.text, redaction));
};
