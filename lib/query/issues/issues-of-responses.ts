import pMap from 'p-map';
import { idStartOf } from '../../feedback/response/identity/places.ts';
import type { IssuesOf, MentionedIssue } from '../../insights/issues/mentioned-issue.ts';
import type { Stores } from '../../store/stores.ts';
import { answerKey } from '../comments/matching.ts';
import { isMuted, readTouchpointIssues } from './touchpoint-issues.ts';

const touchpointsAtOnce = 8;

const issuesByAnswer = async (
  effects: Pick<Stores, 'issues'>,
  touchpoint: string,
): Promise<ReadonlyMap<string, readonly MentionedIssue[]>> => {
  const known = await readTouchpointIssues(effects, touchpoint);
  const mentioned = (known?.issues ?? [])
    .filter((issue) => !isMuted(issue))
    .flatMap(({ id, name, mentions }) =>
      mentions.map(({ response, answer, label }) => ({
        key: answerKey(response, answer),
        issue: { touchpoint, id, name, label },
      })),
    );
  const grouped = Map.groupBy(mentioned, ({ key }) => key);
  return new Map([...grouped].map(([key, same]) => [key, same.map(({ issue }) => issue)]));
};

/** The issues that a response mentions, of touchpoints that were searched for issues; muted ones are left out. */
export const issuesOfResponses = async (
  effects: Pick<Stores, 'issues'>,
  touchpoints: readonly string[],
): Promise<IssuesOf> => {
  const byTouchpoint = new Map(
    await pMap(touchpoints, async (id) => [id, await issuesByAnswer(effects, id)] as const, {
      concurrency: touchpointsAtOnce,
    }),
  );
  return ({ touchpoint, responseId, answers }) =>
    answers.flatMap(
      (_, answer) => byTouchpoint.get(touchpoint)?.get(answerKey(idStartOf(responseId), answer)) ?? [],
    );
};
