import { VerbatimError } from '../../errors.ts';
import { type DecidedIssue, decidedIssues, idNow } from '../../insights/issues/recorded/decided-issues.ts';
import type { RecordedIssues } from '../../insights/issues/recorded/recorded-issues.ts';
import type { Stores } from '../../store/stores.ts';
import { answerKey } from '../comments/matching.ts';

export interface TouchpointIssues extends Pick<RecordedIssues, 'touchpoint' | 'from' | 'to' | 'merges'> {
  readonly issues: readonly DecidedIssue[];
}

/** The issues of a touchpoint after people's decisions; undefined if there was no search yet. */
export const readTouchpointIssues = async (
  { issues }: Pick<Stores, 'issues'>,
  touchpoint: string,
): Promise<TouchpointIssues | undefined> => {
  const stored = await issues.read(touchpoint);
  if (stored === undefined) return undefined;
  const { from, to, merges } = stored;
  return { touchpoint, from, to, merges, issues: decidedIssues(stored, await issues.decisions(touchpoint)) };
};

export const isMuted = ({ descriptor }: Pick<DecidedIssue, 'descriptor'>): boolean =>
  descriptor.decision?.isMuted === true;

const requireIssueOf = (known: TouchpointIssues | undefined, id: string): DecidedIssue => {
  const now = known === undefined ? id : idNow(id, known);
  const issue = known?.issues.find((each) => each.id === now || each.mergedFrom.includes(now));
  if (issue !== undefined) return issue;
  throw new VerbatimError('not-found', 'issue not found', { expected: 'an id from GET /issues', got: id });
};

/** The current issue for an id. Throws `not-found` for an id that no issue of the touchpoint has or had. */
export const requireIssue = async (
  effects: Pick<Stores, 'issues'>,
  touchpoint: string,
  id: string,
): Promise<DecidedIssue> => requireIssueOf(await readTouchpointIssues(effects, touchpoint), id);

/** The answers that mention an issue, by its id. Throws `not-found` for an id that no issue of the touchpoint has or had. */
export const answersOfIssues = async (
  effects: Pick<Stores, 'issues'>,
  touchpoint: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const known = ids.length === 0 ? undefined : await readTouchpointIssues(effects, touchpoint);
  return new Map(
    ids.map((id) => {
      const { mentions } = requireIssueOf(known, id);
      return [id, new Set(mentions.map(({ response, answer }) => answerKey(response, answer)))];
    }),
  );
};
