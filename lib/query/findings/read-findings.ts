import { dated, find, touchpointsToDate } from '../../insights/findings/find.ts';
import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import type { AskedPart, DoneAction, FindingsMaterial } from '../../insights/findings/material.ts';
import { german } from '../../insights/findings/text/de.ts';
import { english } from '../../insights/findings/text/en.ts';
import { presentFindings } from '../../insights/findings/text/present-findings.ts';
import type { Stores } from '../../store/stores.ts';
import { type CheckEffects, checkResponses, type ResponseChecks, withChecks } from './check-responses.ts';
import { countEvidence } from './count-evidence.ts';
import { readIssueSeries } from './read-issue-series.ts';
import {
  type AskedPeriods,
  type FindingsSettings,
  readFindingsMaterial,
  readWeeks,
} from './read-material.ts';
import { readOnce } from './read-once.ts';

export interface FindingsContext {
  readonly effects: CheckEffects & Pick<Stores, 'issues'>;
  readonly configuration: FindingsSettings;
  /** Actions that were taken; default: none. */
  readonly actions?: readonly DoneAction[];
}

/** The input of the findings of two periods, for any part of the journey. */
export interface GatheredFindings {
  readonly material: FindingsMaterial;
  readonly checks: ResponseChecks;
  /** Feedback that does not read again what the checks have read. */
  readonly feedback: CheckEffects['feedback'];
}

/** Reads the summaries of all touchpoints, and the responses of both periods where they are few enough. */
export const gatherFindings = async (
  { effects, configuration, actions = [] }: FindingsContext,
  asked: AskedPeriods,
): Promise<GatheredFindings> => {
  const read = await readFindingsMaterial(effects, configuration, asked);
  const summarized = { ...read, actions, issues: await readIssueSeries(effects, read) };
  const { keeping, kept } = readOnce(effects.feedback);
  const checks = await checkResponses({ ...effects, feedback: keeping }, summarized);
  return { material: withChecks(summarized, checks), checks, feedback: kept };
};

/** Themes by their names in a language, where the taxonomy has them. */
export const themesIn = (
  themes: FindingsMaterial['themes'],
  language: 'en' | 'de',
): FindingsMaterial['themes'] =>
  new Map(
    [...themes].map(([id, theme]) => {
      const name = theme.names?.[language] ?? theme.name;
      return [id, name === undefined ? theme : { ...theme, name }] as const;
    }),
  );

/** The findings of the whole journey, a stage or a touchpoint, in words, with the number of comments of each. */
export const composeFindings = async (
  { effects }: Pick<FindingsContext, 'effects'>,
  { material: gathered, checks: { unreadByLanguage, notLookedAt }, feedback }: GatheredFindings,
  { lang, ...asked }: AskedPart & { readonly lang: 'en' | 'de' },
): Promise<FindingsAnswer> => {
  const material = { ...gathered, themes: themesIn(gathered.themes, lang) };
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
): Promise<FindingsAnswer> => composeFindings(context, await gatherFindings(context, asked), asked);
