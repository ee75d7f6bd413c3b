import type { Edit } from './edited-text.ts';
import { type Line, linesOf } from './text-lines.ts';

/** Separates what a customer wrote in a mail from what their program added: quoted mail, forwarded headers, signatures. */

/** From here on everything is someone else's mail. */
const quoteBegins = [
  /^\s*-{2,}\s*(?:original message|original-nachricht|ursprüngliche nachricht|forwarded message|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|mensagem original|oorspronkelijk bericht|reply above this line)\b/i,
  /^\s*begin forwarded message:?\s*$/i,
  /^\s*#{2,}-? ?please type your reply above this line/i,
  /^\s*_{20,}\s*$/,
  /^\s*>?\s*(?:on|am|le|el|il|em|op)\s.{4,160}\s(?:wrote|schrieb.{0,80}|a écrit|escribió|ha scritto|escreveu|schreef.{0,80})\s?:\s*$/i,
];
const headerLine =
  /^\s*\*?(?:from|von|de|da|van|sent|gesendet|envoyé|enviado|inviato|verzonden|to|an|à|para|a|aan|cc|date|datum|fecha|data|subject|betreff|objet|asunto|oggetto|assunto|onderwerp)\*?\s?:\s?\S/i;
const quotedLine = /^\s*>/;
/** From here to the end is the sender's card, not their words. */
const signatureBegins = [
  /^-- ?$/,
  /^\s*(?:sent|get outlook) (?:from|for|via) (?:my |the )?.{2,40}$/i,
  /^\s*(?:von meinem|gesendet von|envoyé de(?:puis)?|enviado desde|inviato da|verzonden vanaf|enviado do) .{2,40}$/i,
];
const farewell =
  /^\s*(?:(?:kind|best|warm|many|with kind)? ?(?:regards|wishes)|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|mit (?:freundlichen|besten|lieben) grü(?:ß|ss)en|(?:viele|beste|liebe|freundliche) grü(?:ß|ss)e|mfg|cordialement|bien à vous|sincères salutations|saludos(?: cordiales)?|un saludo|atentamente|cordiali saluti|distinti saluti|atenciosamente|met vriendelijke groet(?:en)?)\s*[,.!]?\s*$/i;
/** A farewell with more than this after it is not a farewell. */
const maxCardLines = 8;

const indexWhere = (lines: readonly Line[], test: (line: Line, index: number) => boolean): number => {
  const index = lines.findIndex(test);
  return index === -1 ? lines.length : index;
};

const beginsHeaderBlock = (lines: readonly Line[], index: number): boolean =>
  [0, 1, 2].every((ahead) => headerLine.test(lines[index + ahead]?.text ?? ''));

const quoteStart = (lines: readonly Line[]): number =>
  indexWhere(
    lines,
    ({ text }, index) => quoteBegins.some((begins) => begins.test(text)) || beginsHeaderBlock(lines, index),
  );

/** A farewell must have words of the customer before it, and only a few lines after it. */
const isFarewell = (lines: readonly Line[], index: number): boolean =>
  index > 0 && lines.length - index <= maxCardLines && farewell.test(lines[index]?.text ?? '');

const signatureStart = (lines: readonly Line[]): number =>
  indexWhere(
    lines,
    ({ text }, index) => signatureBegins.some((begins) => begins.test(text)) || isFarewell(lines, index),
  );

/** The edits that cut quoted mail, forwarded headers and the signature from a text of several lines. */
export const mailEdits = (text: string): Edit[] => {
  const lines = linesOf(text);
  if (lines.length < 2) return [];
  const own = lines.slice(0, quoteStart(lines));
  const kept = own.slice(0, signatureStart(own));
  const cut = lines[kept.length];
  const quoted = kept
    .filter((line) => quotedLine.test(line.text))
    .map(({ start, next }) => ({ start, end: next, replacement: '' }));
  return cut === undefined ? quoted : [...quoted, { start: cut.start, end: text.length, replacement: '' }];
};
