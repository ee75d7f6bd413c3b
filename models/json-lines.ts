import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';

/**
 * The rows of a set: a JSON object on each line, gzipped. What the schema does not name is left out.
 *
 * @throws ZodError for a row that the schema refuses
 */
export const readJsonLines = <Row>(path: string, schema: z.ZodType<Row>): Row[] =>
  gunzipSync(readFileSync(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
