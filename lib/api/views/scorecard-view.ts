import { type Disclosed, sumDisclosed } from '../../disclosure/parts.ts';
import { type DayRange, disclosedInRange } from '../../disclosure/series.ts';
import type { Journey } from '../../feedback/journey.ts';
import { comparedRanges } from '../../insights/changes/compared-ranges.ts';
import { comparedAt } from '../../insights/findings/compared/compared-at.ts';
import { comparedFigures } from '../../insights/findings/compared/compared-figures.ts';
import type { FindingsMaterial } from '../../insights/findings/material.ts';
import type { TouchpointFeedback } from '../../insights/journey/journey-map.ts';
import { type Aim, scorecardRows } from '../../insights/journey/scorecard.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { feedbackAt, feedbackIn, journeyRange, readJourney } from '../../query/journey-reader.ts';
import { placesWith } from '../../query/touchpoint-list.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { readScorecard, type ScorecardView } from '../contract/journey.ts';
import { type Route, route } from '../route.ts';
import { type ComparingContext, keptView, readCompared } from './compared.ts';

/** A target's place, and the touchpoints whose feedback counts for it. */
interface Judged {
  readonly aim: Aim;
  readonly touchpoints: readonly string[];
}

const ownerOf = ({ owner }: { readonly owner?: string | undefined }) =>
  owner === undefined ? {} : { owner };

/** In the order of a scorecard: the journey, then each stage with its touchpoints, then touchpoints outside the journey. */
const aimsOf = (journey: Journey, answered: readonly string[]): Judged[] => {
  const inStages = journey.stages.flatMap((stage) => {
    const { id, name = id, targets = {}, touchpoints } = stage;
    const ids = touchpoints.map((touchpoint) => touchpoint.id);
    return [
      { aim: { scope: 'stage' as const, id, name, ...ownerOf(stage), targets }, touchpoints: ids },
      ...touchpoints.map((touchpoint) => ({
        aim: {
          scope: 'touchpoint' as const,
          id: touchpoint.id,
          name: touchpoint.name ?? touchpoint.id,
          ...ownerOf(touchpoint),
          targets: touchpoint.targets ?? {},
        },
        touchpoints: [touchpoint.id],
      })),
    ];
  });
  const known = new Set(inStages.flatMap(({ touchpoints }) => touchpoints));
  const others = answered.filter((id) => !known.has(id));
  return [
    {
      aim: { scope: 'journey', id: 'journey', name: 'The journey', targets: journey.targets ?? {} },
      touchpoints: [...known, ...others],
    },
    ...inStages,
    ...others.map((id) => ({
      aim: { scope: 'touchpoint' as const, id, name: id, targets: {} },
      touchpoints: [id],
    })),
  ];
};

/** What may be disclosed of touchpoints together, with the versions that scored them. */
const disclosedOf = (
  answered: ReadonlyMap<string, TouchpointFeedback>,
  touchpoints: readonly string[],
  range: DayRange,
): Disclosed =>
  sumDisclosed(
    touchpoints.map((id) => {
      const { months, versions } = feedbackAt(answered, id);
      return { ...disclosedInRange(months, range), versions };
    }),
  );

/** Which headlines of a place changed significantly. Findings, digests and changes use the same rule. */
const significantBy = (material: FindingsMaterial): ((judged: Judged) => (kpi: string) => boolean) => {
  const figures = comparedFigures(material);
  return ({ aim: { scope, id }, touchpoints }) => {
    const figureOf = comparedAt(figures, { scope: scope === 'journey' ? {} : { [scope]: id }, touchpoints });
    return (kpi) => figureOf(kpi)?.status === 'significant';
  };
};

type Asked = ParsedRequest<typeof readScorecard>['query'];

/** Each KPI with its target, owner and trend. */
const readCard = async (context: ComparingContext, { against, ...span }: Asked): Promise<ScorecardView> => {
  const { configuration, today } = context;
  const { summaries } = context.effects;
  const range = await journeyRange(summaries, span, today());
  const compared = comparedRanges(range, against, today());
  const [journey, settings, read, material] = await Promise.all([
    configuration.journey(),
    configuration.metrics(),
    readJourney(summaries, {
      range: { from: compared.before.from, to: compared.after.to },
      grain: 'month',
      sums: [compared.before, compared.after],
    }),
    readCompared(context, { range, against, today: today() }),
  ]);
  const { figures } = thresholdsOf(settings);
  const significantAt = significantBy(material);
  const before = feedbackIn(read, compared.before, figures);
  const after = feedbackIn(read, compared.after, figures);
  const answered = placesWith(journey, after.keys()).map(({ id }) => id);
  const rows = aimsOf(journey, answered).flatMap(({ aim, touchpoints }) =>
    scorecardRows(
      aim,
      {
        before: disclosedOf(before, touchpoints, compared.before),
        after: disclosedOf(after, touchpoints, compared.after),
        isSignificant: significantAt({ aim, touchpoints }),
      },
      settings,
    ),
  );
  return { ...range, before: compared.before, ...(compared.part ? { part: true } : {}), rows };
};

/** `GET /scorecard` */
export const scorecardRoutes = (context: ComparingContext): Route[] => {
  const view = keptView(context, (query: Asked) => readCard(context, query));
  return [route(readScorecard, ({ query }) => view(query))];
};
