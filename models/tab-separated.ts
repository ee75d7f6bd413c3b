import type { z } from 'zod';

/**
 * The lines of a file of tab-separated cells, by the names in its first line.
 *
 * @throws ZodError for a line that the schema refuses
 */
export const parseTabSeparated = <Row>(source: string, schema: z.ZodType<Row>): Row[] => {
  const [head = '', ...lines] = source.trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) =>
    schema.parse(Object.fromEntries(line.split('\t').map((cell, at) => [names[at], cell]))),
  );
};
