import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type ErrorCode, VerbatimError } from './errors.ts';
import { expectedBy } from './expected.ts';

/** The kind of a YAML file, for its errors. */
export interface YamlKind {
  readonly code: ErrorCode;
  /** As a sentence begins: "the taxonomy". */
  readonly named: string;
}

/** What was expected at a place in the file. */
export interface YamlProblem {
  /** From the top of the file; empty for the whole file. */
  readonly path: readonly PropertyKey[];
  readonly expected: string;
  /** Default: the kind of the value there. */
  readonly got?: string;
}

export interface YamlSource {
  /** The parsed content; null for an empty file. */
  readonly value: unknown;
  /** The parsed content. Throws for the first place that the schema rejects. */
  check<Output>(schema: z.ZodType<Output>): Output;
  /** Throws with the line of the place, its path, what was expected and the kind of what was found. */
  refuse(problem: YamlProblem): never;
}

/** An empty file, and one with comments only, has what an empty mapping has. */
export const orEmpty = <Schema extends z.ZodType>(schema: Schema): z.ZodPreprocess<Schema> =>
  z.preprocess((value) => value ?? {}, schema);

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

const kindOf = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'a mapping' : `${typeof value} ${JSON.stringify(value)}`;
};

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** The offset of a value, in a mapping of its key. */
const placeOf = (document: Document, path: readonly PropertyKey[]): number | undefined => {
  const parent: unknown = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  return startOf(pair === undefined ? document.getIn(path, true) : pair.key);
};

/** An alias without its anchor, and aliases that multiply into gigabytes, are found only now. */
const contentOf = (document: Document, invalid: () => VerbatimError): unknown => {
  try {
    return document.toJS();
  } catch (cause) {
    if (cause instanceof ReferenceError) throw invalid();
    throw cause;
  }
};

/**
 * Reads a YAML file with errors that have a place: file, line, path, expected, got.
 *
 * @throws VerbatimError with the code of the kind where the text is not YAML.
 * @example readYaml('themes: 5', 'shop.yaml', { code: 'taxonomy-invalid', named: 'the taxonomy' }).check(schema)
 * // throws: shop.yaml: the taxonomy can't be used: line 1, themes (expected a list, got number 5)
 */
export const readYaml = (text: string, file: string, { code, named }: YamlKind): YamlSource => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' });
  const lineAt = (offset: number | undefined): string =>
    offset === undefined ? '' : `: line ${lines.linePos(offset).line}`;
  const invalid = (offset: number | undefined, { path, expected }: YamlProblem, got: string) => {
    const place = path.length === 0 ? '' : `, ${pathText(path)}`;
    return new VerbatimError(code, `${named} can't be used${lineAt(offset)}${place}`, {
      file,
      expected,
      got,
    });
  };
  const [error] = document.errors;
  if (error !== undefined)
    throw invalid(
      error.pos[0],
      { path: [], expected: 'YAML' },
      error.code.toLowerCase().replaceAll('_', ' '),
    );
  const [warning] = document.warnings;
  if (warning !== undefined)
    throw invalid(warning.pos[0], { path: [], expected: 'YAML without tags such as !name' }, 'a tag');
  const value = contentOf(document, () =>
    invalid(
      undefined,
      { path: [], expected: 'aliases (*name) of anchors defined earlier, within the expansion limit' },
      'others',
    ),
  );
  const refuse = (problem: YamlProblem): never => {
    throw invalid(
      placeOf(document, problem.path),
      problem,
      problem.got ?? kindOf(valueAt(value, problem.path)),
    );
  };
  const check = <Output>(schema: z.ZodType<Output>): Output => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const path = issue?.path ?? [];
    const [unknown] = issue?.code === 'unrecognized_keys' ? issue.keys : [];
    if (unknown !== undefined)
      return refuse({ path: [...path, unknown], expected: 'a known key', got: JSON.stringify(unknown) });
    return refuse({ path, expected: expectedBy(parsed.error) ?? `what ${named} holds` });
  };
  return { value, check, refuse };
};
