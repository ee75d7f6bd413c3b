import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadLimits } from '../../lib/feedback/load-limits-schema.ts';
import { retention } from '../../lib/feedback/retention-schema.ts';
import { settingNames, settingsFromContext } from '../../lib/infra/settings.ts';
import { defaultMinimumSample } from '../../lib/metrics/figures/figure.ts';
import { defaultThresholds } from '../../lib/metrics/figures/metrics-settings.ts';
import { metricsSettings } from '../../lib/metrics/figures/metrics-settings-schema.ts';
import { defaultScanLimit } from '../../lib/query/plan-scan.ts';
import { calendarSchema } from '../../lib/reports/calendar-schema.ts';
import {
  defaultComprehendComments,
  defaultNewTouchpoints,
  defaultUndatedResponses,
} from '../../lib/store/settings/load-limits.ts';

const page = readFileSync(new URL('../../docs/operate.md', import.meta.url), 'utf8');

/** The cells of the table under a heading, without backticks. */
const tableUnder = (heading: string): string[][] =>
  (page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.replaceAll('`', '').trim()));

test('the page lists every deployment setting with its default', () => {
  const defaults: Readonly<Record<string, unknown>> = { ...settingsFromContext({}) };
  const listed = tableUnder('Deployment settings').map(([, name = '', fallback]) => [name, fallback]);
  expect(listed).toEqual(settingNames.map((name) => [name, String(defaults[name] ?? 'none')]));
});

test('the page lists every key of the files with plain values, and their defaults', () => {
  const rows = tableUnder('Configuration files');
  const keys = rows.map(([, , key = '']) => key);
  const schemas = [metricsSettings, loadLimits, retention, calendarSchema];
  const declared = schemas.flatMap((schema) => Object.keys(schema.shape));
  expect(keys.toSorted()).toEqual(declared.toSorted());
  const calendar = calendarSchema.parse({});
  const defaultOf = Object.fromEntries(rows.map(([, , key = '', fallback = '']) => [key, fallback]));
  expect(defaultOf).toMatchObject({
    minimumSample: String(defaultMinimumSample),
    scanLimit: String(defaultScanLimit),
    newTouchpoints: String(defaultNewTouchpoints),
    undatedResponses: String(defaultUndatedResponses),
    comprehendComments: String(defaultComprehendComments),
    weekStart: calendar.weekStart,
    fiscalYearStart: String(calendar.fiscalYearStart),
    confidentiality: `figures: ${defaultThresholds.figures}, quotes: ${defaultThresholds.quotes}`,
  });
});

test('a context setting that does not exist is refused with the names that come near', () => {
  const refusal = (given: Record<string, unknown>): string => {
    try {
      settingsFromContext(given);
      return '';
    } catch (error) {
      return String(error);
    }
  };
  expect(refusal({ reportingTimezone: 'Europe/Berlin' })).toContain(
    'unknown context setting (expected reportingTimeZone, got reportingTimezone) [usage]',
  );
  expect(refusal({ colour: 'red' })).toContain('one of stackName, reportingTimeZone');
  expect(refusal({ '@aws-cdk/core:target-partitions': ['aws'], 'aws:cdk:bundling-stacks': [] })).toBe('');
});

test('the script signs its call for the region and the service', async () => {
  const server = createServer((request, response) =>
    response.end(
      `${request.url} ${request.headers.authorization} ${request.headers['x-amz-security-token']}`,
    ),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const script = fileURLToPath(new URL('../../examples/signed-call.sh', import.meta.url));
  const env = {
    PATH: process.env['PATH'],
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_DEFAULT_REGION: 'eu-west-1',
  };
  const called = promisify(execFile)('sh', [script, `http://127.0.0.1:${port}/`, '/touchpoints'], { env });
  const { stdout } = await called.finally(() => server.close());
  expect(stdout).toMatch(/^\/touchpoints AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/execute-api\//u);
  expect(stdout).toMatch(/ token$/u);
});

test('the policy allows no more than reading views, adding files and sending responses', () => {
  const policy = readFileSync(new URL('../../examples/caller-policy.json', import.meta.url), 'utf8');
  const { Statement } = JSON.parse(policy);
  expect(
    Statement.map(({ Action, Resource }: { Action: unknown; Resource: string }) => [Action, Resource]),
  ).toEqual([
    ['execute-api:Invoke', expect.stringMatching(/\/GET\/\*$/u)],
    [['s3:PutObject', 's3:AbortMultipartUpload'], expect.stringMatching(/\/uploads\/\*$/u)],
    ['execute-api:Invoke', expect.stringMatching(/\/POST\/responses$/u)],
  ]);
});
