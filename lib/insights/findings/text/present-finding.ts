import type { ComparedFigure } from '../compared/compared-figures.ts';
import { scopeKey } from '../compared/untested-figures.ts';
import { effectOf } from '../draft.ts';
import { commentsCountedBy, evidenceAskedBy, evidenceOf } from '../evidence.ts';
import type { FoundDraft } from '../find.ts';
import type { Finding, Merged } from '../finding.ts';
import { isMix } from '../journey-drafts.ts';
import { isBroken } from '../place-drafts.ts';
import { causeOf } from './causes.ts';
import { certaintyOf, changeIn, differenceOf, measureOf } from './compared-fields.ts';
import { actionsAt, detailOf, differentWeeksOf, figureChange } from './detail.ts';
import { atPlace, type Wording, whatOf, whereOf } from './names.ts';

/** One finding in words. */

const kindOf = (draft: FoundDraft): Finding['kind'] => {
  if (draft.lead.move !== undefined) return draft.lead.move.topic.kind;
  if (draft.lead.checks !== undefined) return isBroken(draft.lead) ? 'instrument' : 'conflict';
  if (isMix(draft)) return 'mix';
  return draft.lead.series === 'sentiment:net' ? 'sentiment' : 'score';
};

const mergedOf = (figure: ComparedFigure, wording: Wording): Merged => ({
  ...measureOf(figure, wording),
  verdict: figure.verdict,
  certainty: certaintyOf(figure),
  ...changeIn(figure),
});

const changeInWords = (draft: FoundDraft, kind: Finding['kind'], wording: Wording): string => {
  const { language } = wording;
  const change = figureChange(draft.lead, wording);
  if (kind === 'mix' && draft.mix) return language.mixChanged(change, draft.mix.by);
  const weeks = differentWeeksOf(draft, wording);
  return weeks === undefined ? language.changed(change) : language.changedForWeeks(weeks, change);
};

const headlineOf = (draft: FoundDraft, kind: Finding['kind'], wording: Wording): string => {
  return atPlace(whereOf(draft.scope, wording), changeInWords(draft, kind, wording), wording);
};

export const presentFinding = (draft: FoundDraft, wording: Wording): Finding => {
  const { lead, scope, merged, mix } = draft;
  const { material, counts } = wording;
  const kind = kindOf(draft);
  const causes = draft.causes.map(causeOf);
  const actions = actionsAt(draft, wording);
  return {
    id: `${kind}:${scopeKey(scope)}:${lead.series}`,
    kind,
    verdict: kind === 'mix' ? 'neither' : draft.verdict,
    certainty: certaintyOf(lead),
    where: whereOf(scope, wording),
    what: whatOf(lead, wording.language),
    unit: lead.unit,
    ...(draft.since && { since: draft.since }),
    ...changeIn(lead),
    ...(mix && { mix: { by: mix.by, customers: mix.customers, mix: mix.mix } }),
    ...(lead.lastYear && { lastYear: differenceOf(lead.lastYear, lead.unit, 1) }),
    causes,
    ...(actions.length > 0 && { actions }),
    evidence: evidenceOf(evidenceAskedBy(draft, material), counts, commentsCountedBy(draft, material)),
    alsoExplains: merged.map((figure) => mergedOf(figure, wording)),
    effect: effectOf(lead),
    text: { headline: headlineOf(draft, kind, wording), detail: detailOf(draft, causes, wording) },
  };
};
