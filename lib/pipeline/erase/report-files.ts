import { z } from 'zod';
import { inMarkdown } from '../../reports/digest/digest-markdown.ts';
import { objectKeys } from '../../store/keys.ts';
import { removeOutcomes } from '../../store/settings/operations-config.ts';
import type { Effects } from '../effects.ts';
import type { PersonSearch } from './batch-objects.ts';
import type { EraseEffects } from './erase-effects.ts';

/** Finds and removes the words of a person in issued digests, and their outcomes. */

const quoted = z.looseObject({
  digest: z.looseObject({ quotes: z.array(z.looseObject({ responseId: z.string(), text: z.string() })) }),
});

const erasedText = '[erased]';

const inHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** A text as each form of a digest writes it. */
const formsOf = (text: string): string[] => [
  ...new Set([
    JSON.stringify(text).slice(1, -1),
    inHtml(text),
    inMarkdown(text).replaceAll(/\s*\n\s*/g, ' '),
    text,
  ]),
];

const searchDigest = async (
  { objects }: Pick<Effects, 'objects'>,
  place: Parameters<typeof objectKeys.digest>[0],
  { responseIds, apply }: PersonSearch,
): Promise<number> => {
  const body = await objects.read(objectKeys.digest(place, 'json'));
  const parsed = body === undefined ? undefined : quoted.safeParse(JSON.parse(body.toString()));
  const own = (parsed?.data?.digest.quotes ?? []).filter(
    ({ responseId, text }) => responseIds.has(responseId) && text !== erasedText,
  );
  if (own.length === 0 || !apply) return own.length;
  // The form that is searched comes last: after a crash in between it is still found.
  for (const ending of ['md', 'html', 'json']) {
    const key = objectKeys.digest(place, ending);
    let text = (await objects.read(key))?.toString();
    if (text === undefined) continue;
    for (const form of own.flatMap((quote) => formsOf(quote.text))) text = text.replaceAll(form, erasedText);
    await objects.write(key, text);
  }
  return own.length;
};

/** Quotes in the digests of some years. */
export const searchDigests = async (
  { objects, reports }: EraseEffects,
  years: readonly string[],
  person: PersonSearch,
): Promise<number> => {
  let found = 0;
  for (const year of years)
    for (const { scope, grain, period } of await reports.digestsOf(year))
      found += await searchDigest({ objects }, { scope, grain, period }, person);
  return found;
};

/** Imported outcomes under any name of the person or of their responses. */
export const searchOutcomes = (
  { objects }: Pick<Effects, 'objects'>,
  { hash, responseIds, apply }: PersonSearch,
  sourceIds: readonly string[],
): Promise<number> => removeOutcomes(objects, new Set([hash, ...responseIds, ...sourceIds]), apply);
