import { VerbatimError } from '../../errors.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import { driverReport } from '../../insights/drivers/driver-report.ts';
import { DriverSample } from '../../insights/drivers/driver-sample.ts';
import { ratingToExplain, sentimentToExplain } from '../../insights/drivers/explained.ts';
import type { FindingsMaterial, KnownDriver, TouchpointMaterial } from '../../insights/findings/material.ts';
import { steeringScale } from '../../insights/findings/scales.ts';
import { type Agreement, agreementOf, loudResponses } from '../../insights/findings/source-checks.ts';
import { figuresNow, sumBeforeAfter } from '../../insights/findings/untested-figures.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { tallyOf } from '../../metrics/tally/tally.ts';
import { deadlineIn } from '../deadline.ts';
import { planScan, scanCopies } from '../scan-responses.ts';
import type { ScanEffects } from '../scan-scope.ts';

/** What of findings takes a look at each response: whether scores and words agree, loud sources, drivers, languages that were not read. */

/** Above so many responses in both periods nothing is looked through: the list must come while somebody waits. */
const maxResponses = 30_000;
const maxSeconds = 10;

/** What looking does to the world. */
export type LookEffects = Pick<ScanEffects, 'summaries' | 'feedback' | 'milliseconds'>;

type ByTouchpoint = ReadonlyMap<string, readonly Copy[]>;

export interface Look {
  readonly touchpoints: ReadonlyMap<string, Pick<TouchpointMaterial, 'agreement' | 'quiet'>>;
  readonly drivers: ReadonlyMap<string, KnownDriver>;
  readonly unreadByLanguage?: Readonly<Record<string, number>>;
  readonly notLookedAt: { readonly what: string; readonly reason: string }[];
}

const readCopies = async (
  effects: LookEffects,
  { settings }: FindingsMaterial,
  range: { readonly from: string; readonly to: string },
): Promise<ByTouchpoint> => {
  const { from, to } = range;
  const plan = await planScan(
    effects,
    { from, to },
    {
      limit: maxResponses,
      minRespondents: thresholdsOf(settings).figures,
      dimensions: settings.dimensions,
      deadline: deadlineIn(maxSeconds, effects.milliseconds),
    },
  );
  const copies: Copy[] = [];
  for await (const some of scanCopies(effects, plan)) copies.push(...some);
  return Map.groupBy(copies, ({ touchpoint }) => touchpoint);
};

/** Fewer than may be told of are taken for as many as may be: which says less than is there, and never more. */
const asTold = ({ n, conflicts }: Agreement, least: number): Agreement => ({
  n,
  conflicts: Math.min(Math.max(conflicts, least), n - least),
});

const agreementIn = (
  before: readonly Copy[],
  after: readonly Copy[],
  { settings }: FindingsMaterial,
): Pick<TouchpointMaterial, 'agreement'> => {
  const { figures: least } = thresholdsOf(settings);
  const [then, now] = [
    agreementOf(before, settings.satisfiedFrom),
    agreementOf(after, settings.satisfiedFrom),
  ];
  const both = [...now].flatMap(([scale, agreement]) => {
    const known = then.get(scale);
    if (known === undefined || Math.min(known.n, agreement.n) < 2 * least) return [];
    return [[scale, { before: asTold(known, least), after: asTold(agreement, least) }] as const];
  });
  return { agreement: new Map(both) };
};

const quietOf = (
  { after }: TouchpointMaterial,
  copies: readonly Copy[],
): Pick<TouchpointMaterial, 'quiet'> => {
  const loud = loudResponses(copies);
  if (loud.size === 0) return {};
  const rest = copies.filter(({ responseId }) => !loud.has(responseId));
  return { quiet: { after: { ...after, tally: tallyOf(rest) }, repeated: loud.size } };
};

const unreadIn = (copies: ByTouchpoint): Record<string, number> => {
  const languages = [...copies.values()]
    .flat()
    .flatMap(({ answers }) => answers)
    .flatMap(({ analysis }) => (analysis.status === 'unsupported-language' ? [analysis.language] : []));
  return Object.fromEntries(
    [...Map.groupBy(languages, (language) => language)].map(([language, same]) => [language, same.length]),
  );
};

/** What the scale that the team steers by is associated with, all else equal. */
const driversIn = (copies: ByTouchpoint, { touchpoints, settings }: FindingsMaterial): Look['drivers'] => {
  const minimumSample = settings.minimumSample ?? defaultMinimumSample;
  const scale = steeringScale(figuresNow(sumBeforeAfter(touchpoints), settings), minimumSample);
  if (scale === undefined) return new Map();
  const explain =
    scale === 'sentiment:net' ? sentimentToExplain : ratingToExplain(scale, settings.satisfiedFrom?.[scale]);
  const sample = new DriverSample(explain);
  for (const copy of [...copies.values()].flat()) sample.add(copy);
  const minRespondents = thresholdsOf(settings).figures;
  if (sample.isOfFewerThan(minRespondents)) return new Map();
  const { drivers, unit } = driverReport(sample, explain, { minimumSample, minRespondents });
  return new Map(
    drivers
      .filter(({ enough }) => enough)
      .map(({ theme, effect, falseDiscoveryRate }) => [theme, { scale, unit, effect, falseDiscoveryRate }]),
  );
};

const refusals: ReadonlySet<string> = new Set(['scan-too-large', 'scan-too-slow']);

/** What takes longer than somebody waits is left out, and said to be. */
const orReason = async <Value>(look: () => Promise<Value>): Promise<Value | string> => {
  try {
    return await look();
  } catch (error) {
    if (error instanceof VerbatimError && refusals.has(error.code)) return error.code;
    throw error;
  }
};

/** Looks through the responses of both periods, where they are few enough. */
export const lookThrough = async (effects: LookEffects, material: FindingsMaterial): Promise<Look> => {
  const read = await orReason(() =>
    Promise.all([
      readCopies(effects, material, material.against),
      readCopies(effects, material, material.period),
    ]),
  );
  if (typeof read === 'string')
    return {
      touchpoints: new Map(),
      drivers: new Map(),
      notLookedAt: ['agreement', 'loud-sources', 'drivers'].map((what) => ({ what, reason: read })),
    };
  const [before, after] = read;
  const looked = material.touchpoints.map((touchpoint) => {
    const [then = [], now = []] = [before.get(touchpoint.id), after.get(touchpoint.id)];
    return [touchpoint.id, { ...agreementIn(then, now, material), ...quietOf(touchpoint, now) }] as const;
  });
  return {
    touchpoints: new Map(looked),
    drivers: driversIn(after, material),
    unreadByLanguage: unreadIn(after),
    notLookedAt: [],
  };
};

/** The material with what was seen in the responses. */
export const withLook = (material: FindingsMaterial, { touchpoints, drivers }: Look): FindingsMaterial => ({
  ...material,
  touchpoints: material.touchpoints.map((touchpoint) => ({
    ...touchpoint,
    ...touchpoints.get(touchpoint.id),
  })),
  drivers,
});
