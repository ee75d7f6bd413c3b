import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Function as FunctionNode, parseSync, Visitor } from 'oxc-parser';

/** What can be seen of a source without running it: how long its functions are, what they take, and where a type is claimed. */

const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly what: string;
}

export interface MeasuredFunction extends Finding {
  readonly lines: number;
  readonly parameters: number;
}

export interface Shape {
  readonly file: string;
  readonly functions: readonly MeasuredFunction[];
  /** `x as T`, but for `as const`. */
  readonly assertions: readonly Finding[];
}

const lineStarts = (source: string): number[] => [
  0,
  ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1),
];

/** The name that a function is known by: its own, or that of what it is assigned to. */
const nameBefore = (source: string, start: number): string =>
  /([\w#]+)(?:\s*[:=(]\s*(?:async\s*)?|\s*:[^=;]*=\s*|\s*)$/.exec(
    source.slice(Math.max(0, start - 200), start),
  )?.[1] ?? 'anonymous';

/** The shape of one source. @example shapeOf('a.ts', 'const f = (a: string) => a as Key').assertions.length // 1 */
export const shapeOf = (file: string, source: string): Shape => {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const starts = lineStarts(source);
  const lineOf = (offset: number): number => starts.findLastIndex((start) => start <= offset) + 1;
  const functions: MeasuredFunction[] = [];
  const assertions: Finding[] = [];
  const extent = (node: { start: number; end: number }) => ({
    file,
    line: lineOf(node.start),
    lines: lineOf(node.end) - lineOf(node.start) + 1,
  });
  const measure = (
    node: Pick<FunctionNode, 'start' | 'end' | 'params'> & { readonly id?: FunctionNode['id'] },
  ): void => {
    functions.push({
      ...extent(node),
      what: node.id?.name ?? nameBefore(source, node.start),
      parameters: node.params.length,
    });
  };
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
    TSAsExpression: (node) => {
      const claimed = source.slice(node.typeAnnotation.start, node.typeAnnotation.end);
      if (claimed !== 'const')
        assertions.push({ file, line: lineOf(node.start), what: source.slice(node.start, node.end) });
    },
  }).visit(program);
  return { file, functions, assertions };
};

export const shapesOf = (pattern: string): Shape[] =>
  globSync(pattern, { cwd: repository })
    .toSorted()
    .map((file) => shapeOf(file, readFileSync(join(repository, file), 'utf8')));
