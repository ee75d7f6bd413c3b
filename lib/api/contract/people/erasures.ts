import { z } from 'zod';
import type { FoundCounts } from '../../../pipeline/erase/erasure.ts';
import { list, schemaOf } from '../basis/agree.ts';
import { count } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import { routes } from '../routes.ts';

/** Erasing a person: asked for, previewed, confirmed, certified. */

const found = schemaOf<FoundCounts>()(
  z.object({
    rawRows: count,
    chunkLines: count,
    rejects: count,
    samples: count,
    copies: count,
    reviews: count,
    departures: count,
    places: count,
    digestQuotes: count,
    outcomes: count,
    lakeRows: count,
  }),
).meta({
  id: 'PersonalData',
  description:
    'How much of the person is in each place: rows of uploaded files, lines of chunks, rejected rows, example cells of mappings, stored responses, corrections, records of moved responses, quotes in digests, outcomes, rows of the tables for analysis.',
});

const erasureView = z
  .object({
    id: z.string(),
    status: z
      .enum(['asked', 'preview', 'confirmed', 'done', 'incomplete'])
      .describe(
        '`preview` waits for a confirmation; `incomplete` found something again: confirm it once more.',
      ),
    askedAt: z.string().describe('ISO instant.'),
    confirmedAt: z.string().exactOptional(),
    doneAt: z.string().exactOptional(),
    found: found.exactOptional().describe('Before anything was removed.'),
    remaining: found.exactOptional().describe('What the search after the erasure found.'),
    files: list(z.string())
      .exactOptional()
      .describe('The files with rows of the person; they are rewritten.'),
    filesSearched: count.exactOptional(),
    filesUnread: list(z.string())
      .exactOptional()
      .describe('Files that can’t be read to their end: what they hold is not known.'),
    cells: z
      .record(z.string(), z.array(z.string()).readonly())
      .exactOptional()
      .describe('The days, by touchpoint, whose figures are computed again.'),
    outOfReach: list(z.object({ place: z.string(), until: z.string().exactOptional() })).describe(
      'What an erasure can’t reach, and until which day; without a day, permanently.',
    ),
  })
  .meta({ id: 'Erasure' });
export type ErasureView = z.output<typeof erasureView>;

const params = z.strictObject({ erasure: z.uuid() });

export const askErasure = operation(routes.askErasure, {
  summary: 'Searches for everything that is stored of a person. Nothing is removed before it is confirmed.',
  subject: 'erasures',
  role: 'admin',
  body: z
    .strictObject({
      respondent: z
        .string()
        .trim()
        .min(1)
        .max(1000)
        .describe('The person as in the respondent column of the files.'),
    })
    .meta({ id: 'ErasureRequest', examples: [{ respondent: 'jo@example.org' }] }),
  status: 202,
  answer: erasureView,
});

export const readErasure = operation(routes.readErasure, {
  summary: 'An erasure: its preview, its progress, and at the end its certificate.',
  subject: 'erasures',
  role: 'admin',
  params,
  status: 200,
  answer: erasureView,
  errors: ['not-found'],
});

export const confirmErasure = operation(routes.confirmErasure, {
  summary: 'Erases the person of a previewed erasure. This can’t be undone.',
  subject: 'erasures',
  role: 'admin',
  params,
  status: 202,
  answer: erasureView,
  errors: ['not-found', 'conflict'],
});
