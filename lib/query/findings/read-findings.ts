import { type AskedPart, dated, find, touchpointsToDate } from '../../insights/findings/find.ts';
import type { FindingsAnswer } from '../../insights/findings/finding.ts';
import type { DoneAction } from '../../insights/findings/material.ts';
import { german } from '../../insights/findings/text/de.ts';
import { english } from '../../insights/findings/text/en.ts';
import { tell } from '../../insights/findings/text/tell.ts';
import type { ScanContext } from '../scan-scope.ts';
import { countEvidence } from './count-evidence.ts';
import { lookThrough, withLook } from './look-through.ts';
import { readIssueSeries } from './read-issue-series.ts';
import {
  type AskedPeriods,
  type FindingsSettings,
  readFindingsMaterial,
  readWeeks,
} from './read-material.ts';

export interface AskedFindings extends AskedPeriods, AskedPart {
  readonly lang: 'en' | 'de';
}

export interface FindingsContext extends ScanContext {
  readonly configuration: ScanContext['configuration'] & FindingsSettings;
  /** What was done; default: nothing. */
  readonly actions?: readonly DoneAction[];
}

/**
 * Finds, counts and tells: the answer of `GET /findings`. Read are the summaries of all touchpoints, whichever are asked for, the responses
 * of both periods where they are few enough, and of the touchpoints that have a finding their weeks and whom its comments are of.
 */
export const readFindings = async (
  context: FindingsContext,
  asked: AskedFindings,
): Promise<FindingsAnswer> => {
  const { effects, configuration, actions = [] } = context;
  const read = await readFindingsMaterial(effects, configuration, asked);
  const summarized = { ...read, actions, issues: await readIssueSeries(effects, read) };
  const look = await lookThrough(context, summarized);
  const material = withLook(summarized, look);
  const undated = find(material, asked);
  const weeks = await readWeeks(effects, touchpointsToDate(undated, material), material);
  const found = dated(undated, material, weeks);
  const counts = await countEvidence(effects, found, material);
  const language = asked.lang === 'de' ? german : english;
  const { unreadByLanguage, notLookedAt } = look;
  return tell(found, material, {
    asked,
    language,
    counts,
    notLookedAt,
    ...(unreadByLanguage && { unreadByLanguage }),
  });
};
