import pMap from 'p-map';
import { evidencePath } from '../../insights/findings/evidence.ts';
import type { Stamp } from '../../insights/issues/recorded/decisions.ts';
import { decideIssue as decide, decidedView, undoDecision } from '../../pipeline/issues/decide-issue.ts';
import { type CountedIssue, readIssues } from '../../query/issues/read-issues.ts';
import { scopeOf } from '../../query/scan-scope.ts';
import { requireTheme, touchpointsIn } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { Caller } from '../caller.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import { decideIssue, listIssues, undoIssueDecision } from '../contract/themes/issues.ts';
import { type Route, route } from '../route.ts';

const touchpointsAtOnce = 4;

type Query = ParsedRequest<typeof listIssues>['query'];

/** Whether an issue is of a theme, or of one below it. */
const isOf = ({ themes }: CountedIssue, theme: string, parents: ReadonlyMap<string, string>): boolean =>
  themes.some((id) => {
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at))
      if (at === theme) return true;
    return false;
  });

const evidenceOf = ({ touchpoint, id }: CountedIssue, { from, to }: Query): string =>
  evidencePath({
    touchpoint,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    issue: id,
  });

const readView = async (
  { effects, configuration }: ApiContext,
  query: Query,
): Promise<Answered<typeof listIssues>> => {
  const { touchpoint, from, to, theme, limit } = query;
  const muted = query.muted === 'true';
  const [settings, themes, touchpoints] = await Promise.all([
    configuration.metrics(),
    configuration.themes(),
    touchpointsIn(effects.summaries, configuration, { touchpoint }),
  ]);
  if (theme !== undefined) await requireTheme({ ...effects, configuration }, touchpoints, theme);
  const parents = new Map(
    [...themes].flatMap(([id, { parent }]) => (parent === undefined ? [] : [[id, parent]])),
  );
  const read = await pMap(
    touchpoints,
    async (id) => ({
      touchpoint: id,
      ...(await readIssues(effects, settings, { touchpoint: id, from, to, muted })),
    }),
    { concurrency: touchpointsAtOnce },
  );
  return {
    ...scopeOf({ touchpoint, from, to }),
    issues: read
      .flatMap(({ issues }) => issues)
      .filter((issue) => theme === undefined || isOf(issue, theme, parents))
      .toSorted((one, other) => other.n - one.n || Number(one.id > other.id) - Number(one.id < other.id))
      .slice(0, limit)
      .map((issue) => ({ ...issue, evidence: evidenceOf(issue, query) })),
    lookedAt: read.flatMap(({ touchpoint: id, lookedAt }) =>
      lookedAt === undefined ? [] : [{ touchpoint: id, ...lookedAt }],
    ),
    ...(read.some(({ partial }) => partial) ? { partial: true } : {}),
  };
};

/** Who decides, and when. */
const stampOf = ({ name }: Caller, at: Date): Stamp => ({
  at: at.toISOString(),
  ...(name === undefined ? {} : { by: name }),
});

/** `GET /issues`, and what people decide about one. */
export const issueRoutes = (context: ApiContext, now: () => Date): Route[] => [
  route(listIssues, ({ query }) => readView(context, query)),
  route(decideIssue, async ({ params, body: edit, caller }) =>
    decidedView(await decide(context.effects, params, { edit, ...stampOf(caller, now()) })),
  ),
  route(undoIssueDecision, async ({ params, caller }) =>
    decidedView(await undoDecision(context.effects, params, stampOf(caller, now()))),
  ),
];
