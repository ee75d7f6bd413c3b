import { expect, test } from 'vitest';
import { z } from 'zod';
import { schemaOf } from '../../../lib/api/contract/basis/agree.ts';

interface Interval {
  readonly low: number;
  readonly high: number;
  readonly note?: string;
}

const whole = z.object({ low: z.number(), high: z.number(), note: z.string().exactOptional() });

test('a schema accepts every value of its type', () => {
  expect(schemaOf<Interval>()(whole).parse({ low: 1, high: 2 })).toEqual({ low: 1, high: 2 });
});

test('a schema that differs from its type does not compile', () => {
  const differing = [
    // @ts-expect-error it lacks a key that may be missing
    () => schemaOf<Interval>()(z.object({ low: z.number(), high: z.number() })),
    // @ts-expect-error it has a key that the type has not
    () => schemaOf<Interval>()(whole.extend({ n: z.number() })),
    // @ts-expect-error it lets another kind of value pass
    () => schemaOf<Interval>()(whole.extend({ low: z.string() })),
    // @ts-expect-error what must be there may be missing
    () => schemaOf<Interval>()(whole.partial()),
  ];
  expect(differing).toHaveLength(4);
});
