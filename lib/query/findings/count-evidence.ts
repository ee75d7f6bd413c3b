import pMap from 'p-map';
import {
  type EvidenceAsked,
  type EvidenceCount,
  evidenceAskedBy,
  evidenceOfOngoing,
  evidencePath,
} from '../../insights/findings/evidence.ts';
import type { Found } from '../../insights/findings/find.ts';
import type { FindingsMaterial } from '../../insights/findings/material.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Stores } from '../../store/stores.ts';
import { matchComments } from '../comments/matching.ts';
import { findPieces } from '../comments/pieces.ts';
import { searchPieces } from '../comments/search-pieces.ts';
import { deadlineIn } from '../deadline.ts';
import { answersOfIssues } from '../issues/touchpoint-issues.ts';
import type { ScanEffects } from '../scan-scope.ts';

const queriesAtOnce = 4;
const maxSeconds = 10;

const touchpointsOf = ({ touchpoint, stage }: EvidenceAsked, { touchpoints }: FindingsMaterial): string[] =>
  touchpoints
    .filter(({ id }) => touchpoint === undefined || id === touchpoint)
    .filter((one) => stage === undefined || one.stage?.id === stage)
    .map(({ id }) => id);

const conditionsOf = ({ where }: EvidenceAsked) => {
  if (where === undefined) return {};
  const [dimension = '', value = ''] = where.split(/:(.*)/s);
  return { where: [{ dimension, value }] };
};

const countOne = async (
  effects: Pick<Stores, 'summaries' | 'feedback' | 'issues'> & Pick<ScanEffects, 'milliseconds'>,
  asked: EvidenceAsked,
  material: FindingsMaterial,
): Promise<EvidenceCount> => {
  const { settings } = material;
  const { quotes } = thresholdsOf(settings);
  const { from, to, theme, touchpoint, issue } = asked;
  const answers =
    issue === undefined || touchpoint === undefined
      ? undefined
      : (await answersOfIssues(effects, touchpoint, [issue])).get(issue);
  const { pieces, outcome } = await findPieces(
    { effects, settings, quotes },
    { touchpoints: touchpointsOf(asked, material), from, to, ...conditionsOf(asked) },
  );
  const { responses, comments, enough, examined } = await searchPieces(
    {
      feedback: effects.feedback,
      manner: { threshold: quotes, orderOf: ({ responseId }) => responseId },
      match: matchComments({ theme, answers }),
      limit: 1,
      isCounted: true,
      deadline: deadlineIn(maxSeconds, effects.milliseconds),
    },
    pieces,
  );
  const isShown = enough && examined > 0;
  return {
    responses: isShown ? responses : 0,
    comments: isShown ? comments : 0,
    partial: outcome.partial || !isShown,
  };
};

/** Counts what each finding opens, as `GET /comments` counts it. */
export const countEvidence = async (
  effects: Pick<Stores, 'summaries' | 'feedback' | 'issues'> & Pick<ScanEffects, 'milliseconds'>,
  { listed, ongoing }: Found,
  material: FindingsMaterial,
): Promise<ReadonlyMap<string, EvidenceCount>> => {
  const asked = [
    ...listed.map((draft) => evidenceAskedBy(draft, material)),
    ...ongoing.map((draft) => evidenceOfOngoing(draft, material)),
  ];
  const byPath = new Map(asked.map((one) => [evidencePath(one), one]));
  const counted = await pMap(
    byPath,
    async ([path, one]) => [path, await countOne(effects, one, material)] as const,
    { concurrency: queriesAtOnce },
  );
  return new Map(counted);
};
