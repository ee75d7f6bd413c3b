import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import { wantedBy } from '../wanted.ts';

/** The content of `config/journey.yaml`: stages and touchpoints in the order in which customers meet them. */

/** What is aimed at, by headline: NPS and net sentiment in points, CSAT and low effort as a share 0..1, stars as their mean. */
const targets = z
  .record(
    z
      .string()
      .regex(/^(?:(?:nps|csat|ces|rating):.+|sentiment:net)$/, 'the key of a scale, or sentiment:net'),
    z.number(),
  )
  .optional();

const touchpointSchema = z.strictObject({
  /** As it is in tables and URLs: lower-case letters, digits and hyphens. */
  id: z
    .string()
    .regex(/^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u, 'lower-case words joined by hyphens'),
  name: z.string().min(1).optional(),
  /** Other names under which files mention it; case, spaces and punctuation do not matter. */
  aliases: z.array(z.string().min(1)).default([]),
  /** Who answers for it: a role or a team. */
  owner: z.string().min(1).optional(),
  targets,
});

const stageSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1).optional(),
  owner: z.string().min(1).optional(),
  targets,
  touchpoints: z.array(touchpointSchema),
});

const journeySchema = z.strictObject({
  /** Of all touchpoints together. */
  targets,
  stages: z.array(stageSchema),
});
export type Journey = z.infer<typeof journeySchema>;
type JourneyTouchpoint = z.infer<typeof touchpointSchema>;

/** The journey of a deployment without configuration: every touchpoint goes by its own name. */
export const emptyJourney: Journey = { stages: [] };

/** Where responses go whose file names no touchpoint. */
export const unassignedTouchpoint = 'unassigned';

const maxSlugLength = 64;

/**
 * A name as it is in keys: lower-case words joined by hyphens, without accents, at most 64 characters.
 * What has no letter or digit gives ''.
 *
 * @example slug('Order Delivery!') // 'order-delivery'
 */
export const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+/, '')
    .slice(0, maxSlugLength)
    .replace(/-+$/, '');

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
  if (twice !== undefined) invalid('a touchpoint stands in the journey twice', file, { got: twice });
  idByName(journey, (name, [first, second]) =>
    invalid('two touchpoints share a name', file, { got: `"${name}" of ${first} and of ${second}` }),
  );
};

/**
 * Reads `config/journey.yaml`. An empty file is the empty journey. Throws `journey-invalid` with the line for what is no
 * YAML or no journey, for a touchpoint that stands there twice, and for a name that two touchpoints share.
 */
export const parseJourney = (yamlText: string, file = 'config/journey.yaml'): Journey => {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    invalid(`line ${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`, file);
  }
  const result = journeySchema.safeParse(document.toJS() ?? emptyJourney);
  if (!result.success) {
    const [issue] = result.error.issues;
    const node = document.getIn(issue?.path ?? [], true);
    const range = isNode(node) ? node.range : undefined;
    const line = range ? `line ${lines.linePos(range[0]).line}, ` : '';
    return invalid(
      `${line}${issue?.path.join('.') ?? ''}: expected ${wantedBy(result.error) ?? 'a journey'}`,
      file,
    );
  }
  checkedNames(result.data, file);
  return result.data;
};

/** Most names kept in memory of one file: a column of a million different names must not fill it. */
const rememberedNames = 10_000;

/**
 * A function from what a file calls a touchpoint to its id: that of the journey, by id, name or alias, else its slug,
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

/** The id of one touchpoint's name; see {@link touchpointNamer}, which is faster for many. */
export const canonicalTouchpoint = (journey: Journey, raw: string): string => touchpointNamer(journey)(raw);
