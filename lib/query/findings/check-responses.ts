import {
  minProvisionalShare,
  readProvisionally,
} from '../../analysis/sentiment/languages/provisional-languages.ts';
import { VerbatimError } from '../../errors.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import { isUndated } from '../../insights/changes/compared-ranges.ts';
import { driverReport } from '../../insights/drivers/driver-report.ts';
import { DriverSample } from '../../insights/drivers/driver-sample.ts';
import { ratingToExplain, sentimentToExplain } from '../../insights/drivers/explained.ts';
import { primaryScaleOf } from '../../insights/findings/compared/scales.ts';
import { figuresNow, sumBeforeAfter } from '../../insights/findings/compared/untested-figures.ts';
import type { FindingsMaterial, KnownDriver, TouchpointMaterial } from '../../insights/findings/material.ts';
import { type Agreement, agreementOf, loudResponses } from '../../insights/findings/source-checks.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { tallyOf } from '../../metrics/tally/tally.ts';
import { deadlineIn } from '../deadline.ts';
import { planScan } from '../plan-scan.ts';
import { scanCopies } from '../scan-responses.ts';
import type { ScanEffects } from '../scan-scope.ts';

/** The input of findings that needs each response: whether scores and comments agree, loud sources, drivers, languages that were not scored. */

/** With more responses in both periods nothing is checked: somebody is waiting for the list. */
const maxResponses = 30_000;
const maxSeconds = 10;

/** The effects of the check. */
export type CheckEffects = Pick<ScanEffects, 'summaries' | 'feedback' | 'milliseconds'>;

type ByTouchpoint = ReadonlyMap<string, readonly Copy[]>;

export interface ResponseChecks {
  readonly touchpoints: ReadonlyMap<string, Pick<TouchpointMaterial, 'agreement' | 'quiet' | 'provisional'>>;
  readonly drivers: ReadonlyMap<string, KnownDriver>;
  readonly unreadByLanguage?: Readonly<Record<string, number>>;
  readonly notLookedAt: { readonly what: string; readonly reason: string }[];
}

const readCopies = async (
  effects: CheckEffects,
  { settings }: FindingsMaterial,
  range: { readonly from: string; readonly to: string },
): Promise<ByTouchpoint> => {
  const { from, to } = range;
  const plan = await planScan(effects, isUndated(range) ? {} : { from, to }, {
    limit: maxResponses,
    minRespondents: thresholdsOf(settings).figures,
    dimensions: settings.dimensions,
    deadline: deadlineIn(maxSeconds, effects.milliseconds),
  });
  const copies: Copy[] = [];
  for await (const some of scanCopies(effects, plan)) copies.push(...some);
  return Map.groupBy(copies, ({ touchpoint }) => touchpoint);
};

/** Counts below the threshold are raised to it: conservative, because it understates the agreement or the conflicts, and never overstates them. */
const asDisclosed = ({ n, conflicts, designEffect }: Agreement, least: number): Agreement => ({
  n,
  designEffect,
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
    return [[scale, { before: asDisclosed(known, least), after: asDisclosed(agreement, least) }] as const];
  });
  return { agreement: new Map(both) };
};

const withoutLoudSources = (
  { after }: TouchpointMaterial,
  copies: readonly Copy[],
): Pick<TouchpointMaterial, 'quiet'> => {
  const repeated = loudResponses(copies);
  if (repeated.size === 0) return {};
  const rest = copies.filter(({ responseId }) => !repeated.has(responseId));
  return { quiet: { after: { ...after, tally: tallyOf(rest) }, repeated: repeated.size } };
};

/** The languages that a response was scored in, with whether their model is below its goals. */
const scoredLanguages = ({ answers, versions }: Copy): { language: string; provisional: boolean }[] =>
  [
    ...new Set(answers.flatMap(({ analysis }) => (analysis.status === 'scored' ? [analysis.language] : []))),
  ].map((language) => ({ language, provisional: readProvisionally(versions.sentiment, language) }));

/** Languages of a share of the scored responses that matters, and of enough of them to be disclosed. */
const provisionalIn = (
  copies: readonly Copy[],
  { settings }: FindingsMaterial,
): Pick<TouchpointMaterial, 'provisional'> => {
  const scored = copies.flatMap(scoredLanguages);
  const least = Math.max(thresholdsOf(settings).figures, minProvisionalShare * scored.length);
  const named = [...Map.groupBy(scored, ({ language }) => language)].filter(
    ([, same]) => same.filter(({ provisional }) => provisional).length >= least,
  );
  return named.length === 0 ? {} : { provisional: named.map(([language]) => language).toSorted() };
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

/** What the main score is associated with, all else equal. */
const driversIn = (
  copies: ByTouchpoint,
  { touchpoints, settings }: FindingsMaterial,
): ResponseChecks['drivers'] => {
  const minimumSample = settings.minimumSample ?? defaultMinimumSample;
  const scale = primaryScaleOf(figuresNow(sumBeforeAfter(touchpoints), settings), minimumSample);
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

/** What would take too long is left out, with the reason. */
const orReason = async <Value>(read: () => Promise<Value>): Promise<Value | string> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof VerbatimError && refusals.has(error.code)) return error.code;
    throw error;
  }
};

/** Checks the responses of both periods, if there are few enough. */
export const checkResponses = async (
  effects: CheckEffects,
  material: FindingsMaterial,
): Promise<ResponseChecks> => {
  const read = await orReason(() =>
    Promise.all([
      isUndated(material.against)
        ? new Map<string, readonly Copy[]>()
        : readCopies(effects, material, material.against),
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
  const checked = material.touchpoints.map((touchpoint) => {
    const [then = [], now = []] = [before.get(touchpoint.id), after.get(touchpoint.id)];
    return [
      touchpoint.id,
      {
        ...agreementIn(then, now, material),
        ...withoutLoudSources(touchpoint, now),
        ...provisionalIn(now, material),
      },
    ] as const;
  });
  return {
    touchpoints: new Map(checked),
    drivers: driversIn(after, material),
    unreadByLanguage: unreadIn(after),
    notLookedAt: [],
  };
};

/** The input of findings with the results of the check. */
export const withChecks = (
  material: FindingsMaterial,
  { touchpoints, drivers }: ResponseChecks,
): FindingsMaterial => ({
  ...material,
  touchpoints: material.touchpoints.map((touchpoint) => ({
    ...touchpoint,
    ...touchpoints.get(touchpoint.id),
  })),
  drivers,
});
