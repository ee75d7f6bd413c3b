import type { ApiClient } from '../../api/client/client.ts';
import { nothingYet } from './nothing-yet.ts';
import { plural } from './wording.ts';

/** What was asked for, of which there is nothing to show. */
export interface EmptySummary {
  readonly touchpoint?: string | undefined;
  readonly stage?: string | undefined;
  readonly persona?: string | undefined;
  readonly by?: string | undefined;
  readonly grain: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const nameOf = ({ touchpoint, stage, persona }: EmptySummary): string =>
  persona ?? stage ?? touchpoint ?? 'the journey';

/** Months that were summarized before a dimension was declared have no figures by it. */
const undividedText = (asked: EmptySummary): string =>
  `No figures of ${nameOf(asked)} by ${asked.by ?? asked.persona} yet: feedback that was loaded before a dimension was declared is broken down by \`verbatim reanalyze\`.`;

const hasMonths = async (client: ApiClient, touchpoint: string | undefined): Promise<boolean> =>
  (await client.readTrend({ metric: 'volume', touchpoint, grain: 'month' })).points.length > 0;

/** Why there is no period: no feedback at all, none in the period asked for, or feedback without a day or a date. */
export const emptySummaryText = async (client: ApiClient, asked: EmptySummary): Promise<string> => {
  const { touchpoint, by, persona, from, to, grain } = asked;
  const { touchpoints } = await client.listTouchpoints();
  if (touchpoints.length === 0) return nothingYet;
  const responses = touchpoints
    .filter(({ id }) => touchpoint === undefined || id === touchpoint)
    .reduce((sum, entry) => sum + (entry.responses ?? 0), 0);
  if (responses === 0) return `No feedback for ${nameOf(asked)}.`;
  const isLimited = from !== undefined || to !== undefined;
  if ((by ?? persona) !== undefined)
    return isLimited
      ? `No figures of ${nameOf(asked)} by ${by ?? persona} in this period.`
      : undividedText(asked);
  if (isLimited || asked.stage !== undefined) return `No feedback for ${nameOf(asked)} in this period.`;
  const isUndated = grain === 'month' || !(await hasMonths(client, touchpoint));
  const undated = `None of the ${plural(responses, 'response')} of ${nameOf(asked)}`;
  return isUndated
    ? `${undated} has a date, so they are in no period. If the file has one: verbatim preview FILE --map submittedAt=COLUMN`
    : `${undated} has a day. By month: --grain month. Without a date they are in no period.`;
};
