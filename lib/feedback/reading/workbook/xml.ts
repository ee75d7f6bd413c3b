import { StringDecoder } from 'node:string_decoder';
import sax from 'sax';
import { VerbatimError } from '../../../errors.ts';

/** Called in the order of the document. Names come without their prefix; a text may come in several parts. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(part: string): void;
  close?(name: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const localAttributes = (attributes: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), String(value)]));

const parserFor = (handlers: XmlHandlers, fail: (error: Error) => void): sax.SAXParser => {
  const parser = sax.parser(true, { position: false });
  parser.onopentag = ({ name, attributes }) => handlers.open?.(local(name), localAttributes(attributes));
  parser.ontext = (part) => handlers.text?.(part);
  parser.oncdata = (part) => handlers.text?.(part);
  parser.onclosetag = (name) => handlers.close?.(local(name));
  parser.onerror = fail;
  return parser;
};

/**
 * Reads XML (UTF-8) from the start, and pauses after each chunk so that what the handlers gathered can be taken.
 *
 * @throws VerbatimError `file-corrupt` for XML that is not well-formed; its text is not quoted
 */
export async function* parsedXml(
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  file: string,
): AsyncGenerator<void> {
  let failed = false;
  const parser = parserFor(handlers, () => {
    failed = true;
  });
  const check = (): void => {
    if (failed) throw new VerbatimError('file-corrupt', 'the XML in the workbook is invalid', { file });
  };
  const decoder = new StringDecoder('utf8');
  for await (const chunk of chunks) {
    if (!failed) parser.write(decoder.write(chunk));
    check();
    yield;
  }
  parser.close();
  check();
}

/** Reads XML to its end, with the handlers. */
export const parseXml = async (
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  file: string,
): Promise<void> => {
  for await (const _ of parsedXml(chunks, handlers, file)) {
    // All there is to do is in the handlers.
  }
};
