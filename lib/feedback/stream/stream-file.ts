import type { MappingOverride } from '../mapping/mapping-override.ts';
import { fixedColumns, type StreamedResponse, type StreamRequest } from './streamed-response.ts';

/** Responses as the rows of a file, and how that file is read. */

const rowOf = ({ ratings = {}, attributes = {}, ...response }: StreamedResponse): object => ({
  ...response,
  ...ratings,
  ...attributes,
});

/** A rating's column is named as a mapping says what it is. Of NPS the scale is known: low scores alone are no question to a person. */
const meaningsOf = ({ ratings = {}, attributes = {}, ...response }: StreamedResponse): [string, string][] => [
  ...Object.keys(response).flatMap((name): [string, string][] => {
    const meaning = fixedColumns[name];
    return meaning === undefined ? [] : [[name, meaning]];
  }),
  ...Object.keys(ratings).map((name): [string, string] => [name, name === 'nps' ? 'nps:0-10' : name]),
  ...Object.keys(attributes).map((name): [string, string] => [name, 'attribute']),
];

/** A file of responses of one source, and its mapping. */
export interface StreamFile {
  /** JSON Lines. */
  readonly content: string;
  readonly mapping: MappingOverride;
}

/**
 * The file of requests of one source, in their order. The same requests are the same file.
 *
 * @example streamFile([{ source: 'shop', solicited: true, responses: [{ id: '1', touchpoint: 'cart', submittedAt: '2026-05-31' }] }])
 *   // content: '{"id":"1","touchpoint":"cart","submittedAt":"2026-05-31"}\n'
 */
export const streamFile = (requests: readonly StreamRequest[]): StreamFile => {
  const [{ source = '', solicited = true } = {}] = requests;
  const responses = requests.flatMap(({ touchpoint, responses: own }) =>
    own.map((response) => ({ ...(touchpoint === undefined ? {} : { touchpoint }), ...response })),
  );
  return {
    content: responses.map((response) => `${JSON.stringify(rowOf(response))}\n`).join(''),
    mapping: { source, solicited, columns: Object.fromEntries(responses.flatMap(meaningsOf)) },
  };
};
