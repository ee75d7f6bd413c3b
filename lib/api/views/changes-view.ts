import {
  brokenIn,
  mixReport,
  type ReportedChange,
  type ReportedMix,
} from '../../insights/changes/change-report.ts';
import { type ComparedFigure, comparedFigures } from '../../insights/findings/compared/compared-figures.ts';
import { sumBeforeAfter } from '../../insights/findings/compared/untested-figures.ts';
import type { FindingsMaterial, TouchpointMaterial } from '../../insights/findings/material.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import { comparedRange } from '../../query/findings/default-range.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { type ChangesView, readChanges } from '../contract/changes.ts';
import { type Route, route } from '../route.ts';
import { type ComparingContext, readCompared } from './compared.ts';

const reportedOf = (figure: ComparedFigure): ReportedChange => {
  const { scope, series, also, change, falseDiscoveryRate, status } = figure;
  const certain = status === 'significant';
  return { ...scope, series, ...(also && { also }), ...change, falseDiscoveryRate, certain };
};

const mostCertainFirst = (one: ComparedFigure, other: ComparedFigure): number =>
  Number(other.change.enough) - Number(one.change.enough) || one.change.p - other.change.p;

/** By each declared dimension; figures by dimension are monthly, so only if whole months are compared. */
const mixesBySegment = (
  touchpoints: readonly TouchpointMaterial[],
  settings: MetricsSettings,
): ReportedMix[] => {
  const segments = touchpoints.flatMap((touchpoint) => touchpoint.segments);
  return [...Map.groupBy(segments, ({ dimension }) => dimension)].flatMap(([dimension, theirs]) => {
    const values = [...Map.groupBy(theirs, ({ value }) => value)].map(
      ([value, same]) => [value, sumBeforeAfter(same)] as const,
    );
    const before = Object.fromEntries(values.map(([value, both]) => [value, both.before]));
    const after = Object.fromEntries(values.map(([value, both]) => [value, both.after]));
    return mixReport(dimension, { before, after }, settings);
  });
};

const mixesOf = (inside: readonly TouchpointMaterial[], { settings }: FindingsMaterial): ReportedMix[] => {
  const parts = {
    before: Object.fromEntries(inside.map(({ id, before }) => [id, before])),
    after: Object.fromEntries(inside.map(({ id, after }) => [id, after])),
  };
  return [
    ...(inside.length > 1 ? mixReport('touchpoint', parts, settings) : []),
    ...mixesBySegment(inside, settings),
  ];
};

/**
 * Reads the changes between two periods, and how much of each comes from a different mix. Significance is computed over the whole
 * journey, also for one touchpoint: findings, digests and this list use the same rule.
 */
const readView = async (
  context: ComparingContext,
  { period, from = period, to = period, against, touchpoint }: ParsedRequest<typeof readChanges>['query'],
): Promise<ChangesView> => {
  const { effects, configuration } = context;
  const today = context.today();
  const range = await comparedRange({ effects, configuration, today }, { from, to, touchpoint });
  const material = await readCompared(context, { range, against, today });
  const inside = material.touchpoints.filter(({ id }) => touchpoint === undefined || id === touchpoint);
  const { before, after } = sumBeforeAfter(inside);
  const { kind: _kind, ...earlier } = material.against;
  const { part, ...later } = material.period;
  return {
    against,
    ...(touchpoint === undefined ? {} : { touchpoint }),
    before: { ...earlier, responses: before.tally.responses },
    after: { ...later, responses: after.tally.responses },
    ...(part ? { part } : {}),
    ...(before.partial || after.partial ? { partial: true } : {}),
    broken: Object.fromEntries(
      inside.map((one) => [one.id, brokenIn(one)] as const).filter(([, kinds]) => kinds.length > 0),
    ),
    changes: comparedFigures(material)
      .filter(({ family }) => family !== 'issues' && family !== 'instruments')
      .filter(({ scope }) => touchpoint === undefined || scope.touchpoint === touchpoint)
      .toSorted(mostCertainFirst)
      .map(reportedOf),
    mixes: mixesOf(inside, material),
  };
};

/** `GET /changes` */
export const changeRoutes = (context: ComparingContext): Route[] => [
  route(readChanges, ({ query }) => readView(context, query)),
];
