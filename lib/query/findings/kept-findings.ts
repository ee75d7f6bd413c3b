import { hash } from 'node:crypto';
import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import type { AskedPart, FindingsMaterial } from '../../insights/findings/material.ts';
import { type SummaryKey, wholeTime } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { type KeptAnswers, keepAnswers } from '../kept-answers.ts';
import { placesWith } from '../touchpoint-list.ts';
import {
  composeFindings,
  type FindingsContext,
  type GatheredFindings,
  gatherFindings,
} from './read-findings.ts';
import type { AskedPeriods } from './read-material.ts';

/** Findings are looked for again only after something that they are made of has changed. */

const maxKept = { gathered: 4, answers: 60 } as const;

type Gathered = Pick<GatheredFindings, 'material' | 'checks'>;
type Asked = AskedPeriods & AskedPart & { readonly lang: 'en' | 'de' };

/** What findings are read from, and what shows that it has changed. */
export interface KeptFindingsContext extends FindingsContext {
  readonly configuration: FindingsContext['configuration'] & Pick<Configuration, 'themesMark'>;
}

export interface KeptFindings {
  readonly gathered: KeptAnswers<Gathered>;
  readonly answers: KeptAnswers<FindingsAnswer>;
}

export const keepFindings = (milliseconds: () => number): KeptFindings => ({
  gathered: keepAnswers({ maxKept: maxKept.gathered, milliseconds }),
  answers: keepAnswers({ maxKept: maxKept.answers, milliseconds }),
});

const wholeOf = (touchpoint: string): SummaryKey => ({ touchpoint, grain: 'all', period: wholeTime });

/**
 * The state of all that findings are made of, as a hash. It is read before them: what is written meanwhile has another state, so that
 * no answer outlives it. The whole of a touchpoint is written last whenever its responses were counted.
 */
export const readState = async ({
  effects,
  configuration,
  actions = [],
}: KeptFindingsContext): Promise<string> => {
  const { summaries, issues } = effects;
  const [journey, settings, themes, heard, marks, decisions] = await Promise.all([
    configuration.journey(),
    configuration.metrics(),
    configuration.themesMark(),
    summaries.readHeadlines('all', wholeTime, wholeTime),
    issues.marks(),
    issues.decisions(),
  ]);
  const places = placesWith(
    journey,
    heard.map(({ touchpoint }) => touchpoint),
  ).map(({ id }) => id);
  const revisions = await summaries.readRevisions(places.map(wholeOf));
  const decided = decisions.map(({ touchpoint, descriptor, revision }) => [
    touchpoint,
    descriptor.id,
    revision,
  ]);
  const state = [journey, settings, themes, actions, places, revisions, marks, decided];
  return hash('sha256', JSON.stringify(state));
};

const gatheredKey = async (context: KeptFindingsContext, periods: AskedPeriods): Promise<string> =>
  JSON.stringify([await readState(context), periods]);

/** Without the feedback that was read for it: texts are not kept for others. */
const gather = async (
  context: KeptFindingsContext,
  periods: AskedPeriods,
): Promise<GatheredFindings & { readonly kept: Gathered }> => {
  const gathered = await gatherFindings(context, periods);
  return { ...gathered, kept: { material: gathered.material, checks: gathered.checks } };
};

/** The input of findings: views that compare periods test these figures, all of them, so that no two views differ in what is significant. */
export const readKeptMaterial = async (
  { gathered }: KeptFindings,
  context: KeptFindingsContext,
  periods: AskedPeriods,
): Promise<FindingsMaterial> => {
  const key = await gatheredKey(context, periods);
  return (await gathered.get(key, async () => (await gather(context, periods)).kept)).material;
};

/** The answer of `GET /findings`, made anew only where anything that it is made of has changed. */
export const readKeptFindings = async (
  kept: KeptFindings,
  context: KeptFindingsContext,
  { range, against, today, ...asked }: Asked,
): Promise<FindingsAnswer> => {
  const periods: AskedPeriods = { range, against, today };
  const key = await gatheredKey(context, periods);
  return kept.answers.get(JSON.stringify([key, asked]), async () => {
    let { feedback } = context.effects;
    const gathered = await kept.gathered.get(key, async () => {
      const read = await gather(context, periods);
      feedback = read.feedback;
      return read.kept;
    });
    return composeFindings(context, { ...gathered, feedback }, asked);
  });
};
