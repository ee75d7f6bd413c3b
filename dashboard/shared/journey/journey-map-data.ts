import type { JourneyView, MapTouchpoint, ScorecardRow, ScorecardView, TouchpointMoment } from '../api.ts';
import type { Scope, Span } from '../scope/scope.ts';

export type Metric = 'nps' | 'csat' | 'ces' | 'rating' | 'sentiment';

/** A headline of one metric: with several scales of it, the one that was used most. */
export interface Headline
  extends Pick<
    ScorecardRow,
    'kpi' | 'target' | 'actual' | 'suppressed' | 'status' | 'trend' | 'certain' | 'broken'
  > {
  readonly metric: Metric;
}

export interface Stop extends Pick<MapTouchpoint, 'pain' | 'praise' | 'painIssue' | 'praiseIssue' | 'blind'> {
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  readonly stage?: { readonly id: string; readonly name: string };
  /** True for the first touchpoint of its stage. */
  readonly opensStage: boolean;
  readonly suppressed: boolean;
  readonly responses: number;
  readonly headlines: Readonly<Partial<Record<Metric, Headline>>>;
  /** What it adds to the score of all touchpoints together. */
  readonly moment?: TouchpointMoment;
}

export interface JourneyMapData extends Span {
  /** What the changes are against. */
  readonly before: Span;
  readonly stops: readonly Stop[];
  /** The score of all touchpoints together that moments of truth refer to; absent unless two touchpoints ask for one. */
  readonly momentsOf?: Metric;
}

const metricNames: readonly Metric[] = ['nps', 'csat', 'ces', 'rating'];

/** @example metricOf('ces:1-7:easy') // 'ces' */
const metricOf = (kpi: string): Metric =>
  kpi === 'sentiment:net'
    ? 'sentiment'
    : (metricNames.find((name) => kpi.startsWith(`${name}:`)) ?? 'rating');

const usedMost = (left: ScorecardRow, right: ScorecardRow): number =>
  (right.actual?.n ?? 0) - (left.actual?.n ?? 0);

const headlinesOf = (rows: readonly ScorecardRow[]): Stop['headlines'] =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ kpi }) => metricOf(kpi))].flatMap(([metric, theirs]) => {
      const [row] = theirs.toSorted(usedMost);
      return row === undefined ? [] : [[metric, { ...row, metric }]];
    }),
  );

interface Beside {
  readonly before: MapTouchpoint | undefined;
  readonly rows: readonly ScorecardRow[];
  readonly moment: TouchpointMoment | undefined;
}

const stopOf = (touchpoint: MapTouchpoint, { before, rows, moment }: Beside): Stop => {
  const { id, name, owner, stage, pain, praise, painIssue, praiseIssue, blind, suppressed } = touchpoint;
  const { responses = 0 } = touchpoint;
  return {
    id,
    name,
    responses,
    suppressed: suppressed === true,
    opensStage: before === undefined || before.stage?.id !== stage?.id,
    headlines: headlinesOf(rows),
    ...(owner === undefined ? {} : { owner }),
    ...(stage === undefined ? {} : { stage }),
    ...(pain === undefined ? {} : { pain }),
    ...(praise === undefined ? {} : { praise }),
    ...(painIssue === undefined ? {} : { painIssue }),
    ...(praiseIssue === undefined ? {} : { praiseIssue }),
    ...(blind === undefined ? {} : { blind }),
    ...(moment === undefined ? {} : { moment }),
  };
};

type Moments = JourneyView['momentsOfTruth'];

/** As `GET /drivers` does: the first metric that touchpoints ask for, on the scale that is asked most; else sentiment. */
const momentsIn = (
  moments: Moments,
): { readonly metric: Metric; readonly all: readonly TouchpointMoment[] } | undefined => {
  const told = Object.entries(moments).map(([kpi, all]) => ({ metric: metricOf(kpi), all }));
  return [...metricNames, 'sentiment' as const]
    .map((metric) => told.filter((each) => each.metric === metric))
    .flatMap((scales) => scales.toSorted((one, other) => askedOf(other.all) - askedOf(one.all)))[0];
};

const askedOf = (all: readonly TouchpointMoment[]): number => all.reduce((sum, { here }) => sum + here.n, 0);

/** Puts the map and the scorecard together, touchpoint by touchpoint in the order of the journey. */
export const journeyMap = (
  { from, to, stages, others, momentsOfTruth }: JourneyView,
  scorecard: ScorecardView,
): JourneyMapData => {
  const touchpoints = [...stages.flatMap((stage) => stage.touchpoints), ...others];
  const rows = Map.groupBy(
    scorecard.rows.filter(({ scope }) => scope === 'touchpoint'),
    ({ id }) => id,
  );
  const moments = momentsIn(momentsOfTruth);
  return {
    from,
    to,
    ...(moments && { momentsOf: moments.metric }),
    before: scorecard.before,
    stops: touchpoints.map((touchpoint, index) =>
      stopOf(touchpoint, {
        before: touchpoints[index - 1],
        rows: rows.get(touchpoint.id) ?? [],
        moment: moments?.all.find((moment) => moment.touchpoint === touchpoint.id),
      }),
    ),
  };
};

/** Touchpoints that follow each other in one stage. */
export const byStage = (stops: readonly Stop[]): readonly (readonly Stop[])[] =>
  stops.reduce<Stop[][]>((groups, stop) => {
    const last = groups.at(-1);
    if (stop.opensStage || last === undefined) groups.push([stop]);
    else last.push(stop);
    return groups;
  }, []);

/** The touchpoints that a scope asks for. */
export const partOf = (map: JourneyMapData, { tp, stage }: Scope): JourneyMapData => ({
  ...map,
  stops: map.stops.filter(
    (stop) => (tp === undefined || stop.id === tp) && (stage === undefined || stop.stage?.id === stage),
  ),
});
