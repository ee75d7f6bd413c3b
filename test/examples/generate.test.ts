import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { generateExample } from '../../examples/generate.ts';
import { parseJourney } from '../../lib/feedback/journey.ts';

const example = generateExample();
const fileNamed = (part: string) => {
  const file = example.files.find(({ key }) => key.includes(part));
  if (file === undefined) throw new Error(`no file ${part}`);
  return file;
};
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const survey = parse(Buffer.from(fileNamed('qualtrics').bytes), { columns: true }).slice(2) as Record<
  string,
  string
>[];
const real = survey.filter(({ Status }) => Status === 'IP Address');
const once = [...new Map(real.map((row) => [row['ResponseId'], row])).values()];

/** The share or mean of a column's numbers at a touchpoint, computed from the file and from nothing else. */
const independently = (touchpoint: string, column: string, score: (value: number) => number) => {
  const values = once
    .filter((row) => row['Touchpoint'] === touchpoint && row[column] !== '')
    .map((row) => score(Number(row[column])));
  return { n: values.length, value: values.reduce((sum, value) => sum + value, 0) / values.length };
};

test('two runs give the same bytes', () => {
  expect(generateExample().files.map(({ bytes }) => hashOf(bytes))).toEqual(
    example.files.map(({ bytes }) => hashOf(bytes)),
  );
});

test('every row of every file says that it is synthetic', () => {
  expect(survey.every(({ Source }) => Source === 'synthetic example')).toBe(true);
  expect(example.files.every(({ key }) => key.includes('synthetic'))).toBe(true);
});

test('has about six thousand responses over nine touchpoints, all in the journey', () => {
  const journey = parseJourney(readFileSync(new URL('../../examples/journey.yaml', import.meta.url), 'utf8'));
  const known = journey.stages.flatMap(({ touchpoints }) => touchpoints.map(({ id }) => id));
  expect(Object.keys(example.truth).toSorted()).toEqual(known.toSorted());
  const responses = Object.values(example.truth).reduce((sum, truth) => sum + truth.responses, 0);
  expect(responses).toBeGreaterThan(5_500);
  expect(responses).toBeLessThan(6_500);
});

test('the expected figures of the survey are those of its own columns', () => {
  for (const touchpoint of ['website', 'checkout', 'delivery', 'product', 'returns']) {
    const truth = example.truth[touchpoint];
    const nps = independently(touchpoint, 'Q1', (value) => (value >= 9 ? 100 : value <= 6 ? -100 : 0));
    const csat = independently(touchpoint, 'Q3', (value) => (value >= 4 ? 1 : 0));
    const ces = independently(touchpoint, 'Q4', (value) => value);
    expect([touchpoint, truth?.nps?.n, truth?.csat?.n, truth?.ces?.n]).toEqual([
      touchpoint,
      nps.n,
      csat.n,
      ces.n,
    ]);
    expect(truth?.nps?.value).toBeCloseTo(nps.value, 9);
    expect(truth?.csat?.value).toBeCloseTo(csat.value, 9);
    expect(truth?.ces?.value).toBeCloseTo(ces.value, 9);
  }
});

test('the ledger of the survey adds up', () => {
  const { read, accepted, duplicate, excluded, rejected } = fileNamed('qualtrics').rows;
  const out = Object.values(excluded).reduce((sum, count) => sum + count, 0);
  expect(read).toBe(survey.length);
  expect(read).toBe(accepted + duplicate + out + rejected);
  expect(Object.keys(excluded).toSorted()).toEqual(['preview', 'spam', 'test']);
});

const meanBetween = (touchpoint: string, column: string, from: string, to: string): number => {
  const values = once
    .filter((row) => row['Touchpoint'] === touchpoint && row[column] !== '')
    .filter(({ EndDate = '' }) => from <= EndDate && EndDate < to)
    .map((row) => Number(row[column]));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

test('two weeks of late parcels show in satisfaction with delivery', () => {
  const during = meanBetween('delivery', 'Q3', '2025-03-24', '2025-04-07');
  const after = meanBetween('delivery', 'Q3', '2025-04-07', '2025-06-01');
  expect(after - during).toBeGreaterThan(1);
});

test('the redesign shows in the ease of the website and the checkout', () => {
  for (const touchpoint of ['website', 'checkout']) {
    const before = meanBetween(touchpoint, 'Q4', '2025-03-01', '2025-04-14');
    const after = meanBetween(touchpoint, 'Q4', '2025-04-14', '2025-06-01');
    expect(before - after).toBeGreaterThan(1);
  }
});

/** The share of satisfied customers of a tier at a touchpoint. */
const satisfiedShare = (touchpoint: string, tier: string): number => {
  const answered = once.filter(
    (row) => row['Touchpoint'] === touchpoint && row['Tier'] === tier && row['Q3'] !== '',
  );
  return answered.filter(({ Q3 }) => Number(Q3) >= 4).length / answered.length;
};

test('gold members are more satisfied than green ones with returns only', () => {
  expect(satisfiedShare('returns', 'gold') - satisfiedShare('returns', 'green')).toBeGreaterThan(0.3);
  for (const touchpoint of ['website', 'checkout', 'delivery', 'product'])
    expect(Math.abs(satisfiedShare(touchpoint, 'gold') - satisfiedShare(touchpoint, 'green'))).toBeLessThan(
      0.1,
    );
});

const ticket = z.object({ channel: z.string(), created_at: z.string(), satisfaction_score: z.string() });

test('from May support is better in the chat than on the telephone, and was alike before', () => {
  const tickets = Buffer.from(fileNamed('tickets').bytes)
    .toString()
    .trim()
    .split('\n')
    .map((line) => ticket.parse(JSON.parse(line)));
  const goodShare = (channel: string, isMeant: (day: string) => boolean): number => {
    const rated = tickets.filter(
      (each) =>
        each.channel === channel &&
        isMeant(each.created_at) &&
        ['good', 'bad'].includes(each.satisfaction_score),
    );
    return rated.filter(({ satisfaction_score: score }) => score === 'good').length / rated.length;
  };
  const difference = (isMeant: (day: string) => boolean) =>
    goodShare('chat', isMeant) - goodShare('phone', isMeant);
  expect(difference((day) => day >= '2025-05-01')).toBeGreaterThan(0.1);
  expect(Math.abs(difference((day) => day < '2025-05-01'))).toBeLessThan(0.1);
});

test('long comments rarely repeat, short ones do, as in real feedback', () => {
  const comments = once.map(({ Q2 = '' }) => Q2).filter((text) => text.split(/\s+/u).length >= 6);
  expect(new Set(comments).size / comments.length).toBeGreaterThan(0.95);
});

test('a few promoters complain and a few detractors give praise', () => {
  const promoters = once.filter(({ Q1, Q2 = '' }) => Number(Q1) >= 9 && Q2 !== '');
  const complaints = promoters.filter(({ Q2 = '' }) =>
    /late|broke|refund|disappoint|crash|maze|rude/iu.test(Q2),
  );
  expect(complaints.length).toBeGreaterThan(5);
});
