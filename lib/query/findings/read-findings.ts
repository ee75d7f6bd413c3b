import { dated, find, touchpointsToDate } from '../../insights/findings/find.ts';
import type { FindingsAnswer } from '../../insights/findings/finding.ts';
import type { AskedPart, DoneAction, FindingsMaterial } from '../../insights/findings/material.ts';
import { german } from '../../insights/findings/text/de.ts';
import { english } from '../../insights/findings/text/en.ts';
import { presentFindings } from '../../insights/findings/text/present-findings.ts';
import type { Stores } from '../../store/stores.ts';
import { countEvidence } from './count-evidence.ts';
import { type Look, type LookEffects, lookThrough, withLook } from './look-through.ts';
import { readIssueSeries } from './read-issue-series.ts';
import {
  type AskedPeriods,
  type FindingsSettings,
  readFindingsMaterial,
  readWeeks,
} from './read-material.ts';
import { readOnce } from './read-once.ts';

export interface FindingsContext {
  readonly effects: LookEffects & Pick<Stores, 'issues'>;
  readonly configuration: FindingsSettings;
  /** What was done; default: nothing. */
  readonly actions?: readonly DoneAction[];
}

/** All that the findings of two periods are made of: of any part of the journey. */
export interface GatheredFindings {
  readonly material: FindingsMaterial;
  readonly look: Look;
  /** Feedback, without reading again what the look has read. */
  readonly feedback: LookEffects['feedback'];
}

/** Reads the summaries of all touchpoints, and the responses of both periods where they are few enough. */
export const gatherFindings = async (
  { effects, configuration, actions = [] }: FindingsContext,
  asked: AskedPeriods,
): Promise<GatheredFindings> => {
  const read = await readFindingsMaterial(effects, configuration, asked);
  const summarized = { ...read, actions, issues: await readIssueSeries(effects, read) };
  const { keeping, kept } = readOnce(effects.feedback);
  const look = await lookThrough({ ...effects, feedback: keeping }, summarized);
  return { material: withLook(summarized, look), look, feedback: kept };
};

/** The list of the whole journey, a stage or a touchpoint, in words, with the comments that each finding counts. */
export const tellFindings = async (
  { effects }: Pick<FindingsContext, 'effects'>,
  { material, look: { unreadByLanguage, notLookedAt }, feedback }: GatheredFindings,
  { lang, ...asked }: AskedPart & { readonly lang: 'en' | 'de' },
): Promise<FindingsAnswer> => {
  const undated = find(material, asked);
  const weeks = await readWeeks(effects, touchpointsToDate(undated, material), material);
  const found = dated(undated, material, weeks);
  return presentFindings(found, material, {
    asked,
    language: lang === 'de' ? german : english,
    counts: await countEvidence({ ...effects, feedback }, found, material),
    notLookedAt,
    ...(unreadByLanguage && { unreadByLanguage }),
  });
};

/** The answer of `GET /findings`. */
export const readFindings = async (
  context: FindingsContext,
  asked: AskedPeriods & AskedPart & { readonly lang: 'en' | 'de' },
): Promise<FindingsAnswer> => tellFindings(context, await gatherFindings(context, asked), asked);
