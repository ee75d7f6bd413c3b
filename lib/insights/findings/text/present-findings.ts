import type { Disclosed } from '../../../disclosure/parts.ts';
import type { DayRange } from '../../../disclosure/series.ts';
import type { ComparedFigure } from '../compared/compared-figures.ts';
import { sumBeforeAfter } from '../compared/untested-figures.ts';
import type { EvidenceCount } from '../evidence.ts';
import { type Found, figuresInFindings } from '../find.ts';
import type { Finding, OngoingProblem } from '../finding.ts';
import type { FindingsAnswer } from '../findings-answer.ts';
import { type AskedPart, type BeforeAfter, type FindingsMaterial, touchpointsIn } from '../material.ts';
import { changeIn, measureOf } from './compared-fields.ts';
import { headlineScores } from './headline-scores.ts';
import type { Language, ListSummary } from './language.ts';
import type { Wording } from './names.ts';
import { presentFinding } from './present-finding.ts';
import { presentOngoing } from './present-ongoing.ts';

/** The answer of `GET /findings`: the list of findings, its table and its heading. */

type TableRow = FindingsAnswer['unchanged'][number];

/** The figures of the requested part that are in no listed finding. */
const otherFigures = (asked: AskedPart, found: Found, wording: Wording): TableRow[] => {
  const held = figuresInFindings(found.listed);
  const inside = new Set(touchpointsIn(asked, wording.material).map(({ id }) => id));
  const isAsked = ({ scope }: ComparedFigure): boolean => {
    if (scope.touchpoint !== undefined) return inside.has(scope.touchpoint);
    if (asked.touchpoint !== undefined) return false;
    return asked.stage === undefined || scope.stage === asked.stage;
  };
  return found.figures
    .filter((figure) => !held.has(figure) && isAsked(figure))
    .map((figure) => ({ ...measureOf(figure, wording), ...changeIn(figure), status: figure.status }));
};

/** Of the many issues only those that may have changed: `GET /issues` has all. */
const isInTable = ({ what, status }: TableRow): boolean =>
  what.issue === undefined || status === 'significant' || status === 'likely';

/** How many figures were compared, with the result. */
const countsOf = (found: Found, others: readonly TableRow[]) => {
  const listed = [...figuresInFindings(found.listed)];
  const held = listed.filter(({ status }) => status === 'significant').length;
  return {
    compared: others.filter(({ status }) => status !== 'too-few').length + listed.length,
    changed: others.filter(({ status }) => status === 'significant').length + held,
    held,
  };
};

const coverageOf = (touchpoints: readonly BeforeAfter[], { tally }: Disclosed) => {
  const { scored: read, asked, 'unsupported-language': unread } = tally.answers;
  return {
    responses: tally.responses,
    touchpoints: touchpoints.filter((one) => one.after.tally.responses > 0).length,
    asked,
    read,
    unread,
  };
};

const spanOf = (range: DayRange, { tally }: Disclosed, language: Language) => ({
  from: range.from,
  to: range.to,
  name: language.periodName(range),
  responses: tally.responses,
});

const periodsIn = (
  { period, against }: FindingsMaterial,
  { before, after }: BeforeAfter,
  language: Language,
): Pick<FindingsAnswer, 'period' | 'against'> => ({
  period: { ...spanOf(period, after, language), ...(period.part && { part: true as const }) },
  against: { ...spanOf(against, before, language), kind: against.kind },
});

const suppressionIn = ({ before, after }: BeforeAfter): Pick<FindingsAnswer, 'suppressed' | 'partial'> => ({
  ...(after.partial && after.tally.responses === 0 && { suppressed: true as const }),
  ...((before.partial || after.partial) && { partial: true as const }),
});

interface ListParts {
  readonly before: Disclosed;
  readonly counts: ReturnType<typeof countsOf>;
  readonly coverage: ReturnType<typeof coverageOf>;
  readonly findings: readonly Finding[];
  readonly ongoing: readonly OngoingProblem[];
}

/** What the heading and the summary report about the whole list. */
const summaryOf = (
  found: Found,
  { before, counts, coverage, findings, ongoing }: ListParts,
  { language, inBefore, material: { period, against } }: Wording,
): ListSummary => ({
  significant: found.significant,
  instruments: findings.filter(({ kind }) => kind === 'instrument').length,
  ...counts,
  ...coverage,
  earlier: before.partial && before.tally.responses === 0 ? 'suppressed' : before.tally.responses,
  now: language.inPeriod(period, period),
  inBefore,
  against: language.shortPeriod(against, period),
  worst: ongoing[0]?.text.headline,
  problems: ongoing.length,
});

/** The parameters of the list. */
export interface Presentation {
  readonly asked: AskedPart;
  readonly language: Language;
  /** What each query of the evidence returns, by its path. */
  readonly counts: ReadonlyMap<string, EvidenceCount>;
  readonly notLookedAt?: FindingsAnswer['notLookedAt'];
  readonly unreadByLanguage?: Readonly<Record<string, number>>;
}

const provisionalIn = (touchpoints: FindingsMaterial['touchpoints']): string[] =>
  [...new Set(touchpoints.flatMap(({ provisional = [] }) => provisional))].toSorted();

interface Remarks {
  readonly monthsWithout: readonly string[];
  readonly notChecked: FindingsAnswer['notLookedAt'];
  readonly provisional: readonly string[];
}

const detailOf = (
  list: ListSummary,
  { monthsWithout, notChecked, provisional }: Remarks,
  language: Language,
): string =>
  [
    language.summary(list),
    language.withoutFeedback(monthsWithout),
    language.provisional(provisional),
    language.notChecked(notChecked.map(({ what }) => what)),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');

/** A list of findings in words: the answer of `GET /findings`. Pure. */
export const presentFindings = (
  found: Found,
  material: FindingsMaterial,
  { asked, language, counts: evidence, notLookedAt = [], unreadByLanguage }: Presentation,
): FindingsAnswer => {
  const inBefore = language.inPeriod(material.against, material.period);
  const wording = { material, language, counts: evidence, inBefore };
  const inside = touchpointsIn(asked, material);
  const sum = sumBeforeAfter(inside);
  const ongoing = found.ongoing.map((draft) => presentOngoing(draft, wording));
  const findings = found.listed.map((draft) => presentFinding(draft, wording));
  const others = otherFigures(asked, found, wording);
  const counts = countsOf(found, others);
  const coverage = coverageOf(inside, sum.after);
  const list = summaryOf(found, { before: sum.before, counts, coverage, findings, ongoing }, wording);
  const suppression = suppressionIn(sum);
  const provisional = provisionalIn(inside);
  return {
    lang: language.code,
    ...periodsIn(material, sum, language),
    ...(asked.touchpoint && { touchpoint: asked.touchpoint }),
    ...(asked.stage && { stage: asked.stage }),
    ...(found.primaryScale && { primaryScale: found.primaryScale }),
    ...counts,
    coverage: {
      ...coverage,
      ...(unreadByLanguage && { unreadByLanguage }),
      ...(provisional.length > 0 && { provisional }),
    },
    scores: headlineScores(asked, found, wording),
    findings,
    more: found.more,
    ongoing,
    unchanged: others.filter(isInTable),
    notLookedAt,
    ...suppression,
    text: suppression.suppressed
      ? { heading: language.suppressed(), detail: '' }
      : {
          heading: language.heading(list),
          detail: detailOf(
            list,
            { monthsWithout: material.monthsWithout ?? [], notChecked: notLookedAt, provisional },
            language,
          ),
        },
  };
};
