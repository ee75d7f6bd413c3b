import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../examples/random.ts';
import {
  createIdentity,
  identityKeyOf,
  pseudonym,
  respondentGroup,
  respondentHash,
  type Said,
} from '../../../../lib/feedback/response/identity/identity.ts';
import {
  createNotingTable,
  createOccurrenceTable,
} from '../../../../lib/feedback/response/identity/occurrence-table.ts';

const identityKey = Buffer.from('a key of the test');
const identity = (more: { source?: string; independentBatch?: string } = {}) =>
  createIdentity({ identityKey, source: 'qualtrics', ...more });
const place = ['support', '2026-05-31'] as const;
const great: Said = {
  touchpoint: 'support',
  submittedAt: '2026-05-31',
  respondent: undefined,
  texts: [['Comment', 'Great']],
  ratings: [],
};

describe('a response with an id of its own', () => {
  test('has the same id in every file of its source', () => {
    const [first, second] = [
      identity().bySourceId('R_1', ['a'], place),
      identity().bySourceId('R_1', ['b'], place),
    ];
    expect(first.responseId).toBe(second.responseId);
    expect(first.responseId).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(first.fingerprint).not.toBe(second.fingerprint);
  });

  test('has another id in another source', () => {
    expect(identity().bySourceId('1', [], place).responseId).not.toBe(
      identity({ source: 'zendesk' }).bySourceId('1', [], place).responseId,
    );
  });

  test('is a duplicate when its content is the same, and an update when it differs', () => {
    const file = identity();
    const seen = ['a', 'a', 'b', 'b', 'a'].map((content) => file.bySourceId('R_1', [content], place));
    expect(seen.map(({ occurrence, duplicate }) => [occurrence, duplicate])).toEqual([
      [0, false],
      [1, true],
      [1, false],
      [2, true],
      [2, false],
    ]);
  });
});

describe('a response without an id', () => {
  test('is distinguished from an equal one in its file by its ordinal', () => {
    const file = identity();
    const ids = [file.byContent(great, []), file.byContent(great, [])].map(({ responseId }) => responseId);
    expect(new Set(ids).size).toBe(2);
  });

  test('has the same id when the file is uploaded again', () => {
    const ids = () => {
      const file = identity();
      return [file.byContent(great, []), file.byContent(great, [])].map(({ responseId }) => responseId);
    };
    expect(ids()).toEqual(ids());
  });

  test('is a different one where any content differs', () => {
    const others: Said[] = [
      { ...great, touchpoint: 'store' },
      { ...great, submittedAt: undefined },
      { ...great, respondent: 'x' },
      { ...great, texts: [['Reason', 'Great']] },
      { ...great, texts: [['Comment', 'great']] },
      { ...great, ratings: [['NPS', 0]] },
    ];
    const ids = [great, ...others].map((said) => identity().byContent(said, []).responseId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('of an independent batch is a different one in another batch', () => {
    const inBatch = (independentBatch: string) =>
      identity({ independentBatch }).byContent(great, []).responseId;
    expect(inBatch('may')).not.toBe(inBatch('june'));
  });
});

describe('a respondent', () => {
  const key = identityKeyOf(identityKey);

  test('is the same in any case and spacing, and not readable', () => {
    const hash = respondentHash(key, 'Jo.Doe@example.org');
    expect(respondentHash(key, ' jo.doe@EXAMPLE.org ')).toBe(hash);
    expect(hash).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(respondentHash(identityKeyOf(Buffer.from('another key')), 'Jo.Doe@example.org')).not.toBe(hash);
  });

  test('stays the same person under a Verbatim pseudonym', () => {
    expect(respondentHash(key, pseudonym(key, 'Jo'))).toBe(respondentHash(key, 'Jo'));
    expect(respondentGroup(pseudonym(key, 'Jo'))).toBe(respondentGroup('Jo'));
  });

  test('has no group under a pseudonym that was written before groups were', () => {
    const old = `person:${respondentHash(key, 'Jo')}`;
    expect(respondentHash(key, old)).toBe(respondentHash(key, 'Jo'));
    expect(respondentGroup(old)).toBeUndefined();
    expect(pseudonym(key, old)).toBe(old);
  });

  test('is in one of 64 groups, in any case and spacing, that thousands of people share evenly', () => {
    const groups = new Map<string | undefined, number>();
    for (let person = 0; person < 6400; person += 1) {
      const group = respondentGroup(`person-${person}@example.org`);
      groups.set(group, (groups.get(group) ?? 0) + 1);
    }
    expect(groups.size).toBe(64);
    expect(Math.max(...groups.values())).toBeLessThan(140);
    expect(respondentGroup(' jo.doe@EXAMPLE.org ')).toBe(respondentGroup('Jo.Doe@example.org'));
  });
});

describe('the occurrence table', () => {
  const digest = (value: number) => Buffer.from(String(value).padStart(32, '0')).toString('base64url');

  test('counts as a map of strings would', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2000), { maxLength: 3000 }), (values) => {
        const table = createOccurrenceTable();
        const counts = new Map<string, number>();
        for (const value of values) {
          const hashed = Buffer.from(String(value * 2_654_435_761))
            .toString('base64url')
            .padEnd(24, 'x');
          const expected = counts.get(hashed.slice(0, 11)) ?? 0;
          expect(table.meet(hashed)).toBe(expected);
          counts.set(hashed.slice(0, 11), expected + 1);
        }
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  test('counts frequent and rare values, however frequent', () => {
    const table = createNotingTable();
    const common = Buffer.from('said a thousand times').toString('base64url');
    for (let times = 0; times < 1000; times += 1) {
      expect(table.meet(common)).toBe(times);
      expect(
        table.meet(Buffer.from(`said once ${times * 7919}`.padStart(24)).toString('base64url')),
      ).toBeDefined();
    }
    expect(table.meetChanged(common, digest(1), 0).earlier).toBe(1000);
    expect(table.meetChanged(common, digest(2), 0).earlier).toBe(1001);
  });

  test.each([
    [14, 'when it only counts', createOccurrenceTable],
    [27, 'with what is kept beside them', createNotingTable],
  ])('takes at most %d bytes for each of many values %s', (bytes, _what, create) => {
    const table = create();
    const random = seededRandom(1);
    const values = 200_000;
    for (let value = 0; value < values; value += 1) {
      const random12 = Buffer.from(Array.from({ length: 12 }, () => random.integer(256)));
      table.meet(random12.toString('base64url'));
    }
    expect(table.bytes / values).toBeLessThan(bytes);
  });

  test('finds no trace when the same row comes again', () => {
    const table = createNotingTable();
    const notes = [digest(1), digest(1), digest(1)];
    expect(notes.map((note) => table.meetChanged(digest(7), note, 5))).toEqual([
      { earlier: 0, isRepeated: false, formerPlace: 0 },
      { earlier: 1, isRepeated: true, formerPlace: 5 },
      { earlier: 1, isRepeated: true, formerPlace: 5 },
    ]);
  });
});
