import type { Context } from 'hono';
import { editsOf } from '../../analysis/taxonomy/taxonomy-history.ts';
import { loadTaxonomy, type Taxonomy } from '../../analysis/themes/taxonomy.ts';
import { VerbatimError } from '../../errors.ts';
import { isMatchedBySeeds, readTexts } from '../../query/themes/read-texts.ts';
import { touchpointsIn } from '../../query/touchpoint-list.ts';
import { objectKeys } from '../../store/keys.ts';
import {
  readStoredTaxonomy,
  replaceTaxonomy,
  type StoredTaxonomy,
  takeStep,
  taxonomyOvertaken,
  taxonomyTag,
} from '../../store/settings/stored-taxonomy.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import { changeTaxonomy, previewTaxonomy, readTaxonomy } from '../contract/themes/taxonomy.ts';
import { type Route, route } from '../route.ts';

/** Both taxonomies read every comment: the rest of the 29 seconds of a request is theirs. */
const readingSeconds = 8;

const loaded = ({ text, name }: Pick<StoredTaxonomy, 'text' | 'name'>): Taxonomy => loadTaxonomy(text, name);

/** The version that comments are read by under a taxonomy. */
export const versionOf = (taxonomy: StoredTaxonomy): string => loaded(taxonomy).version;

const viewOf = (stored: StoredTaxonomy): Answered<typeof readTaxonomy> => {
  const { text, name, tag } = stored;
  const { name: title, version, themes, lessons } = loaded(stored);
  return {
    etag: taxonomyTag(text),
    name: title,
    version,
    configured: tag !== undefined,
    themes: themes.map(({ id, name: called, names, parent, description, seeds, excludes }) => ({
      id,
      name: called,
      ...(names === undefined ? {} : { names }),
      ...(parent === undefined ? {} : { parent }),
      ...(description === undefined ? {} : { description }),
      seeds,
      excludes,
      ...(Object.hasOwn(lessons, id) ? { learned: true } : {}),
    })),
    edits: editsOf(text, name),
    text,
  };
};

const tagsIn = (header: string): string[] =>
  header.split(',').map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'));

/** A change of the taxonomy names the text that was read, so that the second of two editors gets an error. */
const requireSeen = ({ text }: StoredTaxonomy, { req }: Context): void => {
  const seen = req.header('if-match');
  if (seen === undefined)
    throw new VerbatimError('usage', 'the header If-Match is missing', {
      expected: 'the ETag of GET /taxonomy',
    });
  const tag = taxonomyTag(text);
  if (tagsIn(seen).includes(tag)) return;
  throw taxonomyOvertaken(objectKeys.taxonomy, tag);
};

/** ISO instant of the request. */
interface Dated {
  readonly at: string;
}

const change = async (
  { effects: { objects } }: ApiContext,
  { body, at }: ParsedRequest<typeof changeTaxonomy> & Dated,
  request: Context,
): Promise<Answered<typeof changeTaxonomy>> => {
  const before = await readStoredTaxonomy(objects);
  requireSeen(before, request);
  const { text } = await takeStep(objects, before, { step: body, at });
  await replaceTaxonomy(objects, before, { text, at });
  return viewOf(await readStoredTaxonomy(objects));
};

const namesOf = (...taxonomies: readonly Taxonomy[]): Record<string, string> =>
  Object.fromEntries(taxonomies.flatMap(({ themes }) => themes.map(({ id, name }) => [id, name] as const)));

const preview = async (
  { effects, configuration, milliseconds }: ApiContext,
  { body, query: { touchpoint, from, to }, at }: ParsedRequest<typeof previewTaxonomy> & Dated,
): Promise<Answered<typeof previewTaxonomy>> => {
  const [stored, settings, touchpoints] = await Promise.all([
    readStoredTaxonomy(effects.objects),
    configuration.metrics(),
    touchpointsIn(effects.summaries, configuration, { touchpoint }),
  ]);
  const { text, edit } = await takeStep(effects.objects, stored, { step: body, at });
  const [before, after] = [loaded(stored), loaded({ text, name: objectKeys.taxonomy })];
  const { texts, examined, suppressed, partial } = await readTexts(
    { effects, settings, milliseconds, seconds: readingSeconds },
    { touchpoints, from, to },
    isMatchedBySeeds,
  );
  // Brings the matcher and what words mean, which no other request needs.
  const { stepEffect } = await import('../../query/themes/preview-step.ts');
  return {
    etag: taxonomyTag(stored.text),
    edit,
    version: after.version,
    ...(after.version === before.version ? { sameReading: true } : {}),
    names: namesOf(before, after),
    ...(suppressed ? { suppressed: true } : { effect: stepEffect(before, after, texts) }),
    examined,
    ...(partial ? { partial: true } : {}),
  };
};

/** `GET /taxonomy`, `POST /taxonomy`, `POST /taxonomy/preview` */
export const taxonomyRoutes = (context: ApiContext, now: () => Date): Route[] => [
  route(readTaxonomy, async () => viewOf(await readStoredTaxonomy(context.effects.objects))),
  route(changeTaxonomy, (request, raw) => change(context, { ...request, at: now().toISOString() }, raw)),
  route(previewTaxonomy, (request) => preview(context, { ...request, at: now().toISOString() })),
];
