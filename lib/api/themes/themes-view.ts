import type { Against } from '../../insights/changes/compared-ranges.ts';
import type { FindingsMaterial } from '../../insights/findings/material.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { type AskedPeriods, readFindingsMaterial } from '../../query/findings/read-material.ts';
import { journeyRange } from '../../query/journey-reader.ts';
import { readTexts } from '../../query/themes/read-texts.ts';
import { factsOf, type ThemesPart, themesOf, touchpointsOf } from '../../query/themes/read-themes.ts';
import { mentionIn, themePhrases, themeQuotes } from '../../query/themes/theme-words.ts';
import { touchpointsIn } from '../../query/touchpoint-list.ts';
import { readStoredTaxonomy } from '../../store/settings/stored-taxonomy.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import { listThemes, readTheme } from '../contract/themes/themes.ts';
import { type Route, route } from '../route.ts';
import { type ComparingContext, readCompared } from '../views/compared.ts';
import { versionOf } from './taxonomy-view.ts';

/** The rest of the 29 seconds of a request is for what is worked out of the comments. */
const readingSeconds = 12;
const maxPhrases = 30;
const maxQuotes = 5;

interface AskedTime {
  readonly period?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const periodsAsked = async (
  { effects, today: now }: ApiContext,
  { period, from = period, to = period, against }: AskedTime & { readonly against: Against },
): Promise<AskedPeriods> => {
  const today = now();
  return { range: await journeyRange(effects.summaries, { from, to, months: 1 }, today), against, today };
};

/** Throws `not-found` for a part that is not there. */
const touchpointsAsked = ({ effects, configuration }: ApiContext, part: ThemesPart): Promise<string[]> =>
  touchpointsIn(effects.summaries, configuration, part);

/** A theme version begins with that of its taxonomy. */
const isReadBy = (theme: string, taxonomy: string): boolean => theme.split('/')[0] === taxonomy;

const list = async (
  context: ComparingContext,
  { touchpoint, stage, ...time }: ParsedRequest<typeof listThemes>['query'],
): Promise<Answered<typeof listThemes>> => {
  await touchpointsAsked(context, { touchpoint, stage });
  const [material, taxonomy] = await Promise.all([
    readCompared(context, await periodsAsked(context, time)),
    readStoredTaxonomy(context.effects.objects),
  ]);
  const { comments, partial, themes, broken, versions } = themesOf(material, { touchpoint, stage });
  const { part, ...after } = material.period;
  const { kind: _kind, ...before } = material.against;
  const current = versionOf(taxonomy);
  const outdated = versions.some((version) => !isReadBy(version, current));
  return {
    before,
    after,
    ...(part ? { part } : {}),
    ...(partial ? { partial: true } : {}),
    comments,
    themes,
    broken,
    ...(outdated ? { outdated: true } : {}),
  };
};

const placesOf = (
  material: FindingsMaterial,
  part: ThemesPart,
  theme: string,
): Answered<typeof readTheme>['places'] =>
  touchpointsOf(material, part).map((place) => {
    const facts = factsOf(place, material).get(theme);
    return {
      touchpoint: place.id,
      name: place.name,
      ...(facts === undefined ? {} : { facts }),
      ...(facts === undefined && place.after.partial ? { suppressed: true } : {}),
    };
  });

const one = async (
  context: ApiContext,
  { params: { theme }, query: { touchpoint, stage, ...time } }: ParsedRequest<typeof readTheme>,
): Promise<Answered<typeof readTheme>> => {
  const part = { touchpoint, stage };
  const touchpoints = await touchpointsAsked(context, part);
  const { effects, configuration, milliseconds } = context;
  const periods = await periodsAsked(context, { ...time, against: 'previous' });
  const material = await readFindingsMaterial(effects, configuration, periods);
  const { range } = periods;
  const { settings } = material;
  const { texts, examined, suppressed, partial } = await readTexts(
    { effects, settings, milliseconds, seconds: readingSeconds },
    { touchpoints, ...range },
    (answer) => mentionIn(answer, theme) !== undefined,
  );
  const { figures, quotes } = thresholdsOf(settings);
  return {
    theme,
    ...range,
    places: placesOf(material, part, theme),
    phrases: themePhrases(texts, theme, { max: maxPhrases, minRespondents: figures }),
    quotes: themeQuotes(texts, theme, { max: maxQuotes, minRespondents: quotes }),
    examined,
    ...(suppressed ? { suppressed: true } : {}),
    ...(partial ? { partial: true } : {}),
  };
};

/** `GET /themes`, `GET /themes/{theme}` */
export const themeRoutes = (context: ComparingContext): Route[] => [
  route(listThemes, ({ query }) => list(context, query)),
  route(readTheme, (request) => one(context, request)),
];
