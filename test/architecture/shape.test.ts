import { describe, expect, test } from 'vitest';
import { type Finding, type Shape, shapeOf, shapesOf } from './shape.ts';

const maxLines = 50;
const maxParameters = 3;

/** How many of each a folder still has. A number may fall, and never rise; a folder that is not named here has none. */
const leftOver: Readonly<Record<string, Partial<Record<'long' | 'wide' | 'claims', number>>>> = {
  // The client of the API builds its calls from a list of routes and carries no schema; what a route is given was parsed by its schemas.
  api: { claims: 3 },
  // The end mark of the JSON parser, which its types leave out.
  feedback: { claims: 2 },
  // The bucket of the CDK and its own interface of a bucket disagree on `undefined`.
  infra: { claims: 1 },
};

const rooms = Map.groupBy(shapesOf('lib/**/*.ts'), ({ file }) => file.split('/')[1] ?? '');

const findingsIn = (room: readonly Shape[]) => {
  const functions = room.flatMap((shape) => shape.functions);
  return {
    long: functions.filter(({ lines }) => lines > maxLines),
    wide: functions.filter(({ parameters }) => parameters > maxParameters),
    claims: room.flatMap((shape) => shape.assertions),
  };
};

const named = ({ file, line, what }: Finding): string => `${file}:${line} ${what}`;

/** More than may be left: all of them, to find the new one among. */
const over = (kind: 'long' | 'wide' | 'claims'): string[] =>
  [...rooms].flatMap(([room, shapes]) => {
    const found = findingsIn(shapes)[kind];
    return found.length > (leftOver[room]?.[kind] ?? 0) ? found.map(named) : [];
  });

describe('a function', () => {
  test(`has at most ${maxLines} lines`, () => {
    expect(over('long')).toEqual([]);
  });

  test(`takes at most ${maxParameters} parameters`, () => {
    expect(over('wide')).toEqual([]);
  });
});

describe('a type', () => {
  test('is proven by a schema or the compiler, not claimed with `as`', () => {
    expect(over('claims')).toEqual([]);
  });
});

test('the shape of a source is measured correctly', () => {
  const shape = shapeOf(
    'example.ts',
    [
      'export const add = (a: number, b: number): number =>',
      '  a + b;',
      'class Sum { of(all: unknown) { return (all as number[]).length; } }',
      'export const one = [1] as const;',
    ].join('\n'),
  );
  expect(shape.functions).toEqual([
    { file: 'example.ts', line: 1, lines: 2, what: 'add', parameters: 2 },
    { file: 'example.ts', line: 3, lines: 1, what: 'of', parameters: 1 },
  ]);
  expect(shape.assertions).toEqual([{ file: 'example.ts', line: 3, what: 'all as number[]' }]);
});
