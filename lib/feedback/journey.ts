import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { VerbatimError } from '../errors.ts';
import { expectedBy } from '../expected.ts';
import { type Journey, type JourneyTouchpoint, journeySchema } from './journey-schema.ts';
import { slug } from './slug.ts';

export type { Journey } from './journey-schema.ts';

/** The journey of a deployment without configuration: every touchpoint keeps its name. */
export const emptyJourney: Journey = { stages: [] };

/** The touchpoint of responses whose file names none. */
export const unassignedTouchpoint = 'unassigned';

const comparable = (name: string): string => slug(name).replaceAll('-', '');

const namesOf = (touchpoint: JourneyTouchpoint): string[] => [
  touchpoint.id,
  ...(touchpoint.name === undefined ? [] : [touchpoint.name]),
  ...touchpoint.aliases,
];

const idByName = (journey: Journey, onConflict: (name: string, ids: [string, string]) => never) => {
  const ids = new Map<string, string>();
  for (const touchpoint of journey.stages.flatMap((stage) => stage.touchpoints)) {
    for (const name of namesOf(touchpoint)) {
      const taken = ids.get(comparable(name));
      if (taken !== undefined && taken !== touchpoint.id) onConflict(name, [taken, touchpoint.id]);
      ids.set(comparable(name), touchpoint.id);
    }
  }
  return ids;
};

const invalid = (message: string, file: string, details: { expected?: string; got?: string } = {}): never => {
  throw new VerbatimError('journey-invalid', message, { file, ...details });
};

const checkedNames = (journey: Journey, file: string): void => {
  const ids = journey.stages.flatMap((stage) => stage.touchpoints.map(({ id }) => id));
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) invalid('a touchpoint is in the journey twice', file, { got: twice });
  idByName(journey, (name, [first, second]) =>
    invalid('two touchpoints share a name', file, { got: `"${name}" of ${first} and of ${second}` }),
  );
};

/** An alias without its anchor, and aliases that multiply into gigabytes, are found only when they are resolved. */
const contentOf = (document: Document, file: string): unknown => {
  try {
    return document.toJS();
  } catch (cause) {
    if (cause instanceof ReferenceError) return invalid('an alias (*name) without an anchor before it', file);
    throw cause;
  }
};

/**
 * Reads `config/journey.yaml`. An empty file is the empty journey. Throws `journey-invalid` with the line for invalid
 * YAML or an invalid journey, for a touchpoint that is in it twice, and for a name that two touchpoints share.
 */
export const parseJourney = (yamlText: string, file = 'config/journey.yaml'): Journey => {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, logLevel: 'error' });
  const [broken] = document.errors;
  if (broken !== undefined) {
    invalid(`line ${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`, file);
  }
  const result = journeySchema.safeParse(contentOf(document, file) ?? emptyJourney);
  if (!result.success) {
    const [issue] = result.error.issues;
    const node = document.getIn(issue?.path ?? [], true);
    const range = isNode(node) ? node.range : undefined;
    const line = range ? `line ${lines.linePos(range[0]).line}, ` : '';
    return invalid(
      `${line}${issue?.path.join('.') ?? ''}: expected ${expectedBy(result.error) ?? 'a journey'}`,
      file,
    );
  }
  checkedNames(result.data, file);
  return result.data;
};

/** Maximum number of names of one file kept in memory: a column of a million different names must not fill it. */
const rememberedNames = 10_000;

/**
 * Returns a function from a touchpoint name in a file to its id: that of the journey, by id, name or alias, otherwise its slug,
 * and `unassigned` for a blank.
 *
 * @example touchpointNamer(journey)('E-Mail Support ') // 'support'
 */
export const touchpointNamer = (journey: Journey): ((raw: string) => string) => {
  const ids = idByName(journey, (name) => invalid('two touchpoints share a name', 'journey', { got: name }));
  const remembered = new Map<string, string>();
  return (raw) => {
    const known = remembered.get(raw);
    if (known !== undefined) return known;
    const id = ids.get(comparable(raw)) ?? (slug(raw) || unassignedTouchpoint);
    if (remembered.size < rememberedNames) remembered.set(raw, id);
    return id;
  };
};

/** The id for one touchpoint name; see {@link touchpointNamer}, which is faster for many. */
export const canonicalTouchpoint = (journey: Journey, raw: string): string => touchpointNamer(journey)(raw);
