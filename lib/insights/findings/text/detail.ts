import { addDays } from '../../../metrics/calendar/calendar.ts';
import type { ComparedFigure } from '../compared/compared-figures.ts';
import { orderOf, unitOf } from '../compared/scales.ts';
import { scopeKey } from '../compared/untested-figures.ts';
import { type FoundDraft, isSeasonal } from '../find.ts';
import type { Cause, FindingAction } from '../finding.ts';
import { isMix } from '../journey-drafts.ts';
import type { FindingsMaterial } from '../material.ts';
import { isBroken } from '../place-drafts.ts';
import { causeSentence, verdictOfCause } from './causes.ts';
import { changeIn } from './compared-fields.ts';
import type { FigureChange, StepOrPeriod } from './language.ts';
import { scaleNameOf, type Wording, whatOf } from './names.ts';

/** The sentences below the headline of a finding. */

const maxCauses = 2;
const maxOtherScores = 2;

/** A figure as a sentence needs it. */
export const figureChange = (figure: ComparedFigure, { language, inBefore }: Wording): FigureChange => ({
  what: whatOf(figure, language),
  unit: figure.unit,
  verdict: figure.verdict,
  before: figure.change.before,
  after: figure.change.after,
  inBefore,
});

const formOf = (
  { through }: Pick<StepOrPeriod, 'through'>,
  { period }: FindingsMaterial,
): StepOrPeriod['form'] => {
  if (through === undefined) return 'step';
  return addDays(through, 6) < period.from ? 'earlier' : 'within';
};

const stepOrPeriodOf = (
  { since, lead }: FoundDraft,
  { language, material }: Wording,
): StepOrPeriod | undefined => {
  if (since === undefined) return undefined;
  const { series } = since;
  const { move } = lead;
  const what = whatOf({ series, ...(series === lead.series && move && { move }) }, language);
  return { ...since, unit: unitOf(series), what, form: formOf(since, material) };
};

/** The weeks that make the difference of a finding's own figure: its headline is about them, not about the whole periods. */
export const differentWeeksOf = (draft: FoundDraft, wording: Wording): StepOrPeriod | undefined => {
  const weeks = stepOrPeriodOf(draft, wording);
  return weeks?.form === 'step' || weeks?.series !== draft.lead.series ? undefined : weeks;
};

/** The step or the weeks that a sentence is about. A step at the beginning of the period is what the headline compares. */
const namedSince = (draft: FoundDraft, wording: Wording): StepOrPeriod | undefined => {
  const since = stepOrPeriodOf(draft, wording);
  return since?.form === 'step' && since.week === wording.material.period.from ? undefined : since;
};

const sinceSentence = (draft: FoundDraft, wording: Wording): string[] => {
  const { language, material } = wording;
  const since = namedSince(draft, wording);
  if (since === undefined) return [];
  if (differentWeeksOf(draft, wording)) {
    const inAfter = language.inPeriod(material.period, material.against);
    return [language.weeksInNumbers(since, figureChange(draft.lead, wording), inAfter)];
  }
  return [language.since(since)];
};

const confinedSentence = ({ confined }: FoundDraft, { language }: Wording): string[] => {
  const segment = confined?.scope.segment;
  return segment === undefined
    ? []
    : [language.confined(language.segmentName(segment.dimension, segment.value))];
};

/** Other scores of the same place that moved with it, but for the one whose weeks are named. */
const otherScores = (draft: FoundDraft, wording: Wording): string[] => {
  const { lead, merged } = draft;
  const named = namedSince(draft, wording)?.series;
  return merged
    .filter(({ scope, move }) => move === undefined && scopeKey(scope) === scopeKey(lead.scope))
    .filter(({ series }) => series !== named)
    .filter(({ status }) => status === 'significant')
    .toSorted((one, other) => orderOf(one.series) - orderOf(other.series))
    .slice(0, maxOtherScores)
    .map((figure) => wording.language.also(figureChange(figure, wording)));
};

const mixSentence = ({ mix, lead }: FoundDraft, { language }: Wording): string[] => {
  if (mix === undefined) return [];
  const write = (value: number): string => language.difference(value, lead.unit);
  const [part, whole] = [write(Math.abs(mix.mix.value)), write(Math.abs(mix.difference))].map((text) =>
    text.replace('+', ''),
  );
  const isAll = Math.abs(mix.mix.value) >= Math.abs(mix.difference);
  return [language.mix({ part: part ?? '', whole: whole ?? '', isAll, by: mix.by, unit: lead.unit })];
};

/** What was done at the place of a finding in either period. */
export const actionsAt = ({ scope }: FoundDraft, { material }: Wording): FindingAction[] =>
  material.actions
    .filter(({ touchpoint }) => touchpoint === scope.touchpoint)
    .filter(({ date }) => material.against.from <= date && date <= material.period.to)
    .map((action) => ({ ...action }));

const instrumentSentence = ({ lead }: FoundDraft, { language }: Wording): string[] =>
  lead.checks === undefined || !isBroken(lead)
    ? []
    : [language.checkInstrument(scaleNameOf(lead.checks, language))];

const doubtSentence = ({ lead }: FoundDraft, { language }: Wording): string[] => {
  if (lead.repeated !== undefined) return [language.repeated(lead.repeated)];
  return lead.status === 'significant' ? [] : [language.notCertain(changeIn(lead).difference)];
};

/** Since when, what comments mention, what else moved, what was done, and how sure it is. May be empty. */
export const detailOf = (draft: FoundDraft, causes: readonly Cause[], wording: Wording): string =>
  [
    ...sinceSentence(draft, wording),
    ...confinedSentence(draft, wording),
    ...(isMix(draft) ? [] : causes)
      .filter(({ certainty }) => certainty === 'significant')
      .slice(0, maxCauses)
      .map((cause) => {
        const verdict = verdictOfCause(cause, draft.verdict, wording.material.period.from);
        return causeSentence(cause, verdict, wording);
      }),
    ...otherScores(draft, wording),
    ...mixSentence(draft, wording),
    ...(isSeasonal(draft) ? [wording.language.seasonal()] : []),
    ...actionsAt(draft, wording).map((action) => wording.language.action(action)),
    ...instrumentSentence(draft, wording),
    ...doubtSentence(draft, wording),
  ].join(' ');
