import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseLanguageSettings } from '../../lib/analysis/engines/language-settings.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { openApiDocument } from '../../lib/api/openapi.ts';
import { VerbatimError } from '../../lib/errors.ts';
import { parseJourney } from '../../lib/feedback/journey.ts';
import { inferMapping } from '../../lib/feedback/mapping/infer-mapping.ts';
import { fileInMemory } from '../../lib/feedback/reading/archive/bytes.ts';
import { openTables } from '../../lib/feedback/reading/open.ts';
import { intake, rowLedger } from '../../lib/feedback/response/intake.ts';
import { emptyRowLedger, mergeRowLedgers, rowsAddUp } from '../../lib/feedback/response/ledger.ts';
import { parseOwnNumbers } from '../../lib/feedback/response/redaction/own-numbers.ts';
import { redact } from '../../lib/feedback/response/redaction/redact.ts';
import { parseMetricsSettings } from '../../lib/metrics/figures/metrics-settings.ts';
import { parseActions } from '../../lib/reports/actions.ts';
import { parseAlertRules } from '../../lib/reports/alerts/alert-rules.ts';
import { parseCalendar } from '../../lib/reports/schedules.ts';
import { parseLoadLimits } from '../../lib/store/settings/load-limits.ts';
import { apiWorld, responsesOn } from '../api/world.ts';
import { intakeContext } from '../feedback/intake-context.ts';
import { number, text, workbookOf, zipOf } from '../feedback/reading/archives.ts';

/**
 * Doors under random input: nothing but an error of ours comes back, and every row is accounted for. `FUZZ_RUNS=25000` makes 100,000
 * inputs of it; a hang ends at the time of the test.
 */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 250);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const hours = 6 * 3_600_000;

const header = ['Response ID', 'Date', 'Touchpoint', 'Email', 'NPS', 'Comment'];
const rows = Array.from({ length: 12 }, (_, row) => [
  `R_${row}`,
  `2026-05-${10 + row}T10:00:00Z`,
  row % 2 === 0 ? 'delivery' : 'checkout',
  `p${row}@example.org`,
  String(row % 11),
  row % 3 === 0 ? 'It was "slow", and late\nvery late' : 'Fast — schnell, größer',
]);
const csv = [header, ...rows]
  .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
  .join('\r\n');
const objects = rows.map((cells) =>
  Object.fromEntries(cells.map((cell, index) => [header[index] ?? '', cell])),
);
const sheet = {
  name: 'May',
  rows: [
    header.map(text),
    ...rows.map((cells) => cells.map((cell) => (/^\d+$/.test(cell) ? number(Number(cell)) : text(cell)))),
  ],
};

const corpus: readonly Buffer[] = [
  Buffer.from(csv),
  Buffer.from(csv.replaceAll('","', '";"')),
  Buffer.from(`\uFEFF${csv}`, 'utf16le'),
  Buffer.from(JSON.stringify(objects)),
  Buffer.from(objects.map((object) => JSON.stringify(object)).join('\n')),
  Buffer.from(JSON.stringify({ data: objects, next: null })),
  gzipSync(csv),
  workbookOf([sheet]),
  zipOf([
    { name: 'may.csv', content: csv },
    { name: 'notes.txt', content: 'not a table' },
  ]),
];

/** What parsers stumble over. */
const tokens = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\uFEFF',
  '{',
  '[',
  '}',
  ']',
  '=1+1',
  'é',
  '\u{1F600}',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '99999999999999999999',
  '__proto__',
];

interface Edit {
  /** Where, in thousandths of the file. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string | Uint8Array;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(1000),
  remove: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(400)),
  insert: fc.oneof(fc.constantFrom(...tokens), fc.uint8Array({ maxLength: 6 })),
});

const edited = (file: Buffer, edits: readonly Edit[]): Buffer =>
  edits.reduce((bytes, { at, remove, insert }) => {
    const start = Math.floor((bytes.length * at) / 1000);
    return Buffer.concat([bytes.subarray(0, start), Buffer.from(insert), bytes.subarray(start + remove)]);
  }, file);

const broken = fc
  .tuple(fc.constantFrom(...corpus), fc.array(edit, { maxLength: 6 }))
  .map(([file, edits]) => edited(file, edits));

/** Runs it; an error of ours is an answer, any other is thrown. */
const answered = async (work: () => Promise<void> | void): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof VerbatimError)) throw error;
  }
};

test(
  'any broken file is read with every row accounted for, or refused with an error of ours',
  () =>
    fc.assert(
      fc.asyncProperty(broken, (bytes) =>
        answered(async () => {
          for await (const table of openTables(fileInMemory('uploads/file', bytes))) {
            await answered(async () => {
              const { mapping } = await inferMapping(table, {
                objectKey: 'uploads/file',
                timeZone: 'UTC',
                phoneCountry: 'US',
              });
              let ledger = emptyRowLedger;
              const numbers: number[] = [];
              for await (const group of intake(table, mapping, intakeContext)) {
                numbers.push(...group.map(({ row }) => row));
                ledger = mergeRowLedgers(ledger, rowLedger(group));
              }
              expect(numbers).toEqual(numbers.map((_, index) => index + 1));
              expect([ledger.read, rowsAddUp(ledger)]).toEqual([numbers.length, true]);
            });
          }
        }),
      ),
      { seed, numRuns },
    ),
  hours,
);

const cues = [
  'call me ',
  'my name is ',
  'jo@example.org',
  '020 7946 0958',
  'DE89370400440532013000',
  '4111 1111 1111 1111',
  'http://a.b/c?token=',
  '[',
  ']',
  '@',
  '+',
  '\n> ',
  'Thanks,\n',
];

test(
  'any text is redacted without an error, and what it holds of an address is replaced',
  () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...cues),
            fc.string({ unit: 'grapheme', maxLength: 20 }),
            fc.string({ unit: 'binary', maxLength: 20 }),
          ),
          { maxLength: 12 },
        ),
        (parts) => {
          const { text: redacted } = redact(`${parts.join(' ')} jo.doe@example.org `, { phoneCountry: 'GB' });
          expect(redacted.includes('jo.doe@example.org')).toBe(false);
        },
      ),
      { seed, numRuns },
    ),
  hours,
);

const yaml = [
  'themes:',
  ' - ',
  '{',
  '}',
  '[',
  ']',
  'id: ',
  'name: ',
  'seeds: ',
  'slow',
  '~',
  '"a b"',
  ',',
  '\n',
  '  ',
  ': ',
  '&a ',
  '*a',
  '!!js/function ',
  '<<: ',
  '|',
  '>',
  '#',
  'extends: ',
  'parent: ',
  'exclude: ',
  '1e9',
  'null',
];

const loaders: Readonly<Record<string, (text: string) => unknown>> = {
  taxonomy: (content) => loadTaxonomy(content, 'config/taxonomy.yaml'),
  journey: (content) => parseJourney(content),
  metrics: (content) => parseMetricsSettings(content, 'config/metrics.yaml'),
  languages: (content) => parseLanguageSettings(content, 'config/languages.yaml'),
  limits: (content) => parseLoadLimits(content, 'config/limits.yaml'),
  redaction: (content) => parseOwnNumbers(content, 'config/redaction.yaml'),
  calendar: (content) => parseCalendar(content, 'config/calendar.yaml'),
  alerts: (content) => parseAlertRules(content, 'config/alerts.yaml'),
  actions: (content) => parseActions(content, 'config/actions.yaml'),
};

test(
  'any taxonomy and any settings are loaded, or refused with an error of ours',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(loaders)),
        fc.array(fc.oneof(fc.constantFrom(...yaml), fc.string({ maxLength: 8 })), { maxLength: 24 }),
        (name, parts) => answered(() => void loaders[name]?.(parts.join(''))),
      ),
      { seed, numRuns },
    ),
  hours,
);

/** The parameters of each route that changes nothing, as the API describes them. */
const described = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: z.object({ parameters: z.array(z.object({ name: z.string() })).default([]) }).optional(),
    }),
  ),
});

const reads = Object.entries(described.parse(openApiDocument()).paths).flatMap(([path, { get }]) =>
  get === undefined ? [] : [{ path, parameters: get.parameters }],
);

const values = fc.oneof(
  fc.constantFrom(
    'delivery',
    '2026-05',
    '2026-05-01',
    '2026-W20',
    'month',
    'week',
    'day',
    'nps',
    'csat',
    'channel',
    'channel:web',
    'a:b,c:d',
    'true',
    '0',
    '-1',
    '1e9',
    '9'.repeat(40),
    '',
    ' ',
    '__proto__',
    '../x',
    '%00',
    'x'.repeat(5000),
    'theme:speed',
    'json',
    'csv',
    'svg',
    'touchpoints',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

/** What every object inherits: a parameter named `__proto__` must add nothing to it. */
const ownKeysOfAll = (): string[] => Object.getOwnPropertyNames(Object.prototype);
const builtInKeys = ownKeysOfAll();

test(
  'no parameter makes a route that reads answer 500, or changes what all objects have',
  async () => {
    const { api, store } = apiWorld({ look: () => undefined });
    await store(
      responsesOn('2026-05-04', 20, () => ({ channel: 'web' })),
      responsesOn('2026-06-04', 20),
    );
    const asked = fc.constantFrom(...reads).chain(({ path, parameters }) =>
      fc.record({
        path: fc.constant(path),
        given: fc.array(fc.tuple(fc.constantFrom('unknown', ...parameters.map(({ name }) => name)), values), {
          maxLength: 5,
        }),
        inPath: fc.array(values, { minLength: 3, maxLength: 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ({ path, given, inPath }) => {
        let index = 0;
        const place = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(inPath[index++] ?? 'x') || 'x');
        const query = new URLSearchParams(given);
        const { status } = await api.request(`${place}?${query}`);
        expect([path, status < 500 || status === 501]).toEqual([path, true]);
        expect([path, ownKeysOfAll()]).toEqual([path, builtInKeys]);
      }),
      { seed, numRuns },
    );
  },
  hours,
);
