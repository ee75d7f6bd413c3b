import type { Disclosed } from '../../../disclosure/parts.ts';
import { parseScaleKey } from '../../../feedback/response/scale.ts';
import { addDays } from '../../../metrics/calendar/calendar.ts';
import { figuresOf } from '../../../metrics/figures/figures.ts';
import { headlinesOf } from '../../journey/facet-page.ts';
import { targetStatus } from '../../journey/scorecard.ts';
import type { ComparedFigure } from '../compared-figures.ts';
import { type CauseDraft, effectOf } from '../draft.ts';
import { type EvidenceCount, evidenceAskedBy, evidenceOf, evidenceOfStanding } from '../evidence.ts';
import { type AskedPart, type Found, type FoundDraft, heldBy, isSeasonal } from '../find.ts';
import type {
  Cause,
  Difference,
  Finding,
  FindingsAnswer,
  Folded,
  HeadlineScore,
  StandingProblem,
  What,
  Where,
} from '../finding.ts';
import { isMix } from '../journey-drafts.ts';
import type { BeforeAfter, FindingsMaterial, KnownDriver, Targets } from '../material.ts';
import { isBroken } from '../place-drafts.ts';
import { metricOf, orderOf, scaleOfMean, unitOf } from '../scales.ts';
import type { StandingDraft } from '../standing.ts';
import { mentionsOf, type TopicMove } from '../topics.ts';
import { isBeyondZero, type Scope, scopeKey, togetherAt } from '../untested-figures.ts';
import type { Language, Told, ToldList } from './language.ts';

/** Puts a list of findings into words: the answer of `GET /findings`. */
interface Telling {
  readonly material: FindingsMaterial;
  readonly language: Language;
  readonly counts: ReadonlyMap<string, EvidenceCount>;
  /** `in April`. */
  readonly inBefore: string;
}

const whereOf = (
  { touchpoint: id, stage: stageId, segment }: Scope,
  { material, language }: Pick<Telling, 'material' | 'language'>,
): Where => {
  const touchpoint = material.touchpoints.find((one) => one.id === id);
  const stage = touchpoint?.stage ?? material.stages.find((one) => one.id === stageId);
  const place = touchpoint?.name ?? stage?.name ?? language.everywhere;
  const owner = touchpoint?.owner === undefined ? {} : { owner: touchpoint.owner };
  return {
    ...(touchpoint && { touchpoint: { id: touchpoint.id, name: touchpoint.name, ...owner } }),
    ...(stage && { stage: { id: stage.id, name: stage.name } }),
    ...(segment && { segment }),
    name:
      segment === undefined ? place : `${place}, ${language.segmentName(segment.dimension, segment.value)}`,
  };
};

/** What a score is called. @example scaleNameOf('ces:1-7:easy', english) // 'Found it easy' */
export const scaleNameOf = (series: string, language: Language): string => {
  const asked = series === 'sentiment:net' ? undefined : parseScaleKey(series).name;
  return language.metricName(metricOf(series), asked);
};

type Series = Pick<ComparedFigure, 'series' | 'move' | 'checks'>;

const whatOf = ({ series, move, checks }: Series, language: Language): What => {
  if (checks !== undefined) return { series, metric: 'conflict', name: scaleNameOf(checks, language) };
  if (move !== undefined) {
    const { kind, id, name } = move.topic;
    return { series, metric: kind, name, [kind]: id };
  }
  return { series, metric: metricOf(series), name: scaleNameOf(series, language), ...scaleOfMean(series) };
};

const differenceOf = ({ change, unit, falseDiscoveryRate }: ComparedFigure): Difference => {
  const { difference: value, low, high, p } = change;
  return { value, low, high, unit, p, falseDiscoveryRate };
};

const toldOf = (figure: ComparedFigure, { language, inBefore }: Telling): Told => ({
  what: whatOf(figure, language),
  unit: figure.unit,
  verdict: figure.verdict,
  before: figure.change.before,
  after: figure.change.after,
  inBefore,
});

const foldedOf = (figure: ComparedFigure, telling: Telling): Folded => ({
  where: whereOf(figure.scope, telling),
  what: whatOf(figure, telling.language),
  unit: figure.unit,
  verdict: figure.verdict,
  certainty: figure.status === 'proven' ? 'proven' : 'likely',
  before: figure.change.before,
  after: figure.change.after,
  difference: differenceOf(figure),
});

const causeOf = ({ move, certainty, falseDiscoveryRate, sinceWeek }: CauseDraft): Cause => {
  const { topic, share } = move;
  const { negative, neutral, positive } = topic.after;
  const { before, after, difference: value, low, high, p } = share;
  return {
    kind: topic.kind,
    id: topic.id,
    name: topic.name,
    before,
    after,
    difference: { value, low, high, unit: 'share', p, falseDiscoveryRate },
    n: mentionsOf(topic.after),
    negative,
    neutral,
    positive,
    certainty,
    ...(sinceWeek === undefined ? {} : { sinceWeek }),
    ...feelingOf(move, falseDiscoveryRate),
  };
};

const feelingOf = ({ net }: TopicMove, falseDiscoveryRate: number): Pick<Cause, 'feeling'> => {
  if (net?.enough !== true) return {};
  const { before, after, difference: value, low, high, p } = net;
  return {
    feeling: { before, after, difference: { value, low, high, unit: 'points', p, falseDiscoveryRate } },
  };
};

/** A topic that is spoken of as much as before, and felt about otherwise, is told by how it is felt about. */
const toldCause = (cause: Cause, { language, inBefore: inPeriod }: Telling): string => {
  const inBefore = cause.sinceWeek === undefined ? inPeriod : language.beforeDay(cause.sinceWeek);
  const told = { ...cause, inBefore };
  const isLikely = cause.certainty === 'likely';
  const { feeling, difference } = cause;
  const isOnlyFelt =
    feeling !== undefined &&
    isBeyondZero(feeling.difference) &&
    (difference === undefined || !isBeyondZero(difference));
  return isOnlyFelt ? language.feltCause(told, feeling, isLikely) : language.cause(told, isLikely);
};

const kindOf = (draft: FoundDraft): Finding['kind'] => {
  if (draft.lead.move !== undefined) return draft.lead.move.topic.kind;
  if (draft.lead.checks !== undefined) return isBroken(draft.lead) ? 'instrument' : 'conflict';
  if (isMix(draft)) return 'mix';
  return draft.lead.series === 'sentiment:net' ? 'sentiment' : 'score';
};

const sinceSentence = (draft: FoundDraft, told: Told, { language, material }: Telling): string[] => {
  const { since } = draft;
  if (since === undefined) return [];
  const isEarlier = since.through !== undefined && addDays(since.through, 6) < material.period.from;
  const spell = since.through === undefined ? 'step' : isEarlier ? 'earlier' : 'within';
  const { series } = since;
  const { move } = draft.lead;
  const what = whatOf({ series, ...(series === told.what.series && move && { move }) }, language);
  return [language.since({ ...since, unit: unitOf(series), what, spell })];
};

const mixSentence = ({ mix, lead }: FoundDraft, { language }: Telling): string[] => {
  if (mix === undefined) return [];
  const write = (value: number): string => language.difference(value, lead.unit);
  const [part, whole] = [write(mix.mix.value), write(mix.difference)];
  return [language.mix({ part, whole, by: mix.by, unit: lead.unit })];
};

/** Other scores of the same place that moved with it. */
const alsoSentences = ({ lead, folded }: FoundDraft, telling: Telling): string[] =>
  folded
    .filter(({ scope, move }) => move === undefined && scopeKey(scope) === scopeKey(lead.scope))
    .filter(({ status }) => status === 'proven')
    .toSorted((one, other) => orderOf(one.series) - orderOf(other.series))
    .slice(0, 2)
    .map((figure) => telling.language.also(toldOf(figure, telling)));

const actionsAt = ({ scope }: FoundDraft, { material }: Telling) =>
  material.actions
    .filter(({ touchpoint }) => touchpoint === scope.touchpoint)
    .filter(({ date }) => material.against.from <= date && date <= material.period.to)
    .map((action) => ({ ...action }));

const instrumentSentence = ({ lead }: FoundDraft, language: Language): string[] =>
  lead.checks === undefined || !isBroken(lead)
    ? []
    : [language.checkInstrument(scaleNameOf(lead.checks, language))];

const detailOf = (
  draft: FoundDraft,
  { causes, told }: { readonly causes: readonly Cause[]; readonly told: Told },
  telling: Telling,
): string => {
  const { language } = telling;
  const { confined } = draft;
  return [
    ...sinceSentence(draft, told, telling),
    ...(confined?.scope.segment === undefined
      ? []
      : [
          language.confined(
            language.segmentName(confined.scope.segment.dimension, confined.scope.segment.value),
          ),
        ]),
    ...causes.slice(0, 2).map((cause) => toldCause(cause, telling)),
    ...alsoSentences(draft, telling),
    ...mixSentence(draft, telling),
    ...(isSeasonal(draft) ? [language.seasonal()] : []),
    ...actionsAt(draft, telling).map((action) => language.action(action)),
    ...instrumentSentence(draft, language),
    ...(draft.lead.repeated === undefined ? [] : [language.repeated(draft.lead.repeated)]),
    ...(draft.lead.status === 'proven' || draft.lead.repeated !== undefined
      ? []
      : [language.notCertain(differenceOf(draft.lead))]),
  ].join(' ');
};

const lastYearOf = ({ lead }: FoundDraft): Pick<Finding, 'lastYear'> => {
  if (lead.lastYear === undefined) return {};
  const { difference: value, low, high, p } = lead.lastYear;
  return { lastYear: { value, low, high, unit: lead.unit, p, falseDiscoveryRate: 1 } };
};

const findingOf = (draft: FoundDraft, telling: Telling): Finding => {
  const { lead, scope, folded, mix } = draft;
  const { language, material, counts } = telling;
  const kind = kindOf(draft);
  const told = toldOf(lead, telling);
  const where = whereOf(scope, telling);
  const causes = draft.causes.map(causeOf);
  const actions = actionsAt(draft, telling);
  const changed = kind === 'mix' && mix ? language.mixChanged(told, mix.by) : language.changed(told);
  return {
    id: `${kind}:${scopeKey(scope)}:${lead.series}`,
    kind,
    verdict: kind === 'mix' ? 'neither' : draft.verdict,
    certainty: lead.status === 'proven' ? 'proven' : 'likely',
    where,
    what: told.what,
    unit: lead.unit,
    ...(draft.since && { since: draft.since }),
    before: lead.change.before,
    after: lead.change.after,
    difference: differenceOf(lead),
    ...(mix && { mix: { by: mix.by, customers: mix.customers, mix: mix.mix } }),
    ...lastYearOf(draft),
    causes,
    ...(actions.length > 0 && { actions }),
    evidence: evidenceOf(evidenceAskedBy(draft, material), counts),
    alsoExplains: folded.map((figure) => foldedOf(figure, telling)),
    effect: effectOf(lead),
    text: {
      headline: `${where.name}: ${changed}`,
      detail: detailOf(draft, { causes, told }, telling),
    },
  };
};

const targetsOf = ({ touchpoint, stage }: Scope, material: FindingsMaterial): Targets => {
  if (touchpoint !== undefined)
    return material.touchpoints.find(({ id }) => id === touchpoint)?.targets ?? {};
  if (stage !== undefined) return material.stages.find(({ id }) => id === stage)?.targets ?? {};
  return material.targets ?? {};
};

/** The score of a touchpoint that has a target, else the one that comes first. */
const scoreAt = (draft: StandingDraft, telling: Telling): StandingProblem['score'] => {
  const { material, language } = telling;
  const { touchpoint } = draft;
  const figures = headlinesOf(figuresOf(touchpoint.after.tally, material.settings));
  const targets = targetsOf({ touchpoint: touchpoint.id }, material);
  const [first] = [...figures.keys()].toSorted(
    (one, other) =>
      Number(targets[other] !== undefined) - Number(targets[one] !== undefined) ||
      orderOf(one) - orderOf(other),
  );
  const figure = first === undefined ? undefined : figures.get(first);
  if (first === undefined || figure === undefined) return undefined;
  const target = targets[first];
  return {
    what: whatOf({ series: first }, language),
    unit: unitOf(first),
    figure,
    ...(target === undefined ? {} : { target, status: targetStatus(target, figure) }),
  };
};

const knownStatus = (status: string): 'met' | 'missed' | 'open' | 'too-few' =>
  status === 'met' || status === 'missed' || status === 'open' ? status : 'too-few';

const scoreSentence = (score: NonNullable<StandingProblem['score']>, language: Language): string => {
  const { what, figure, unit, target, status = 'too-few' } = score;
  const aim = target === undefined ? '' : `, ${language.target(target, unit, knownStatus(status))}`;
  return `${language.scoreOf(what, figure, unit)}${aim}.`;
};

/** Only what goes with a lower score, proven among all themes. */
const driverOf = ({ topic }: StandingDraft, { drivers }: FindingsMaterial): KnownDriver | undefined => {
  const driver = topic.kind === 'theme' ? drivers?.get(topic.id) : undefined;
  return driver !== undefined && driver.effect.high < 0 && driver.falseDiscoveryRate <= 0.05
    ? driver
    : undefined;
};

const standingProblemOf = (draft: StandingDraft, telling: Telling): StandingProblem => {
  const { touchpoint, topic, spoken, share, impact } = draft;
  const { language, material, counts, inBefore } = telling;
  const where = whereOf({ touchpoint: touchpoint.id }, telling);
  const n = mentionsOf(spoken);
  const score = scoreAt(draft, telling);
  const driver = driverOf(draft, material);
  const told = {
    name: topic.name,
    after: share,
    n,
    negative: spoken.negative,
    positive: spoken.positive,
    inBefore,
  };
  return {
    id: `standing:${touchpoint.id}:${topic.kind}:${topic.id}`,
    where,
    what: {
      series: `${topic.kind}:${topic.id}:share`,
      metric: topic.kind,
      name: topic.name,
      [topic.kind]: topic.id,
    },
    share,
    n,
    negative: spoken.negative,
    ...(score && { score }),
    impact,
    ...(driver && {
      driver: {
        effect: driver.effect.value,
        low: driver.effect.low,
        high: driver.effect.high,
        unit: driver.unit,
        falseDiscoveryRate: driver.falseDiscoveryRate,
      },
    }),
    evidence: evidenceOf(evidenceOfStanding(draft, material), counts),
    text: {
      headline: `${where.name}: ${language.standing(told)}`,
      detail: [
        ...(score === undefined ? [] : [scoreSentence(score, language)]),
        ...(driver === undefined
          ? []
          : [language.driver(scaleNameOf(driver.scale, language), driver.effect, driver.unit)]),
      ].join(' '),
    },
  };
};

const verdictOfScore = (figure: ComparedFigure | undefined): HeadlineScore['verdict'] => {
  if (figure === undefined) return 'not-compared';
  const { status, verdict } = figure;
  if (verdict === 'neither' || status === 'unchanged' || status === 'too-few') return 'unchanged';
  return status === 'proven' ? verdict : `likely-${verdict}`;
};

const insideOf = ({ touchpoint, stage }: AskedPart, { touchpoints }: FindingsMaterial) =>
  touchpoints.filter(
    ({ id, stage: own }) =>
      (touchpoint === undefined || id === touchpoint) && (stage === undefined || own?.id === stage),
  );

/** The figure of a series at a place; where one touchpoint alone has the series, that touchpoint's. */
const comparedAt = ({ touchpoint, stage }: AskedPart, found: Found, material: FindingsMaterial) => {
  const wanted = scopeKey({ ...(touchpoint && { touchpoint }), ...(stage && { stage }) });
  const inside = new Set(insideOf({ touchpoint, stage }, material).map(({ id }) => id));
  return (series: string): ComparedFigure | undefined => {
    const plain = found.figures.filter(
      ({ scope, series: one }) => scope.segment === undefined && one === series,
    );
    const alone = plain.filter(({ scope }) => scope.touchpoint !== undefined && inside.has(scope.touchpoint));
    return (
      plain.find(({ scope }) => scopeKey(scope) === wanted) ?? (alone.length === 1 ? alone[0] : undefined)
    );
  };
};

/** A score by its name; of two of one name, each with its scale too. @example 'Satisfied (1–5)' */
const headlineName = (series: string, all: Iterable<string>, language: Language): string => {
  const name = scaleNameOf(series, language);
  const isAlone = [...all].every((other) => other === series || scaleNameOf(other, language) !== name);
  return isAlone ? name : `${name} (${(series.split(':')[1] ?? '').replace('-', '–')})`;
};

const headlineScores = (asked: AskedPart, found: Found, telling: Telling): HeadlineScore[] => {
  const { material, language, inBefore } = telling;
  const now = headlinesOf(figuresOf(togetherAt(insideOf(asked, material)).after.tally, material.settings));
  const targets = targetsOf(
    { ...(asked.touchpoint && { touchpoint: asked.touchpoint }), ...(asked.stage && { stage: asked.stage }) },
    material,
  );
  const comparedOf = comparedAt(asked, found, material);
  return [...now]
    .toSorted(([one, { n }], [other, { n: m }]) => orderOf(one) - orderOf(other) || m - n)
    .map(([series, figure]): HeadlineScore => {
      const compared = comparedOf(series);
      const verdict = verdictOfScore(compared);
      const target = targets[series];
      const status = target === undefined ? undefined : knownStatus(targetStatus(target, figure));
      const unit = unitOf(series);
      const sentences = [
        ...(target === undefined || status === undefined ? [] : [language.target(target, unit, status)]),
        compared === undefined
          ? language.notCompared()
          : language.compared({ before: compared.change.before, unit, inBefore, verdict }),
      ];
      return {
        what: { ...whatOf({ series }, language), name: headlineName(series, now.keys(), language) },
        unit,
        figure,
        ...(compared && { previous: compared.change.before, difference: differenceOf(compared) }),
        verdict,
        ...(target === undefined || status === undefined ? {} : { target: { value: target, status } }),
        text: sentences.join(' · '),
      };
    });
};

/** The figures of what was asked for that no listed finding tells of. */
const restOf = (asked: AskedPart, found: Found, telling: Telling): FindingsAnswer['unchanged'] => {
  const held = heldBy(found.listed);
  const inside = new Set(insideOf(asked, telling.material).map(({ id }) => id));
  const isAsked = ({ scope }: ComparedFigure): boolean => {
    if (scope.touchpoint !== undefined) return inside.has(scope.touchpoint);
    if (asked.touchpoint !== undefined) return false;
    return asked.stage === undefined || scope.stage === asked.stage;
  };
  return found.figures
    .filter((figure) => !held.has(figure) && isAsked(figure))
    .map((figure) => ({
      where: whereOf(figure.scope, telling),
      what: whatOf(figure, telling.language),
      unit: figure.unit,
      before: figure.change.before,
      after: figure.change.after,
      difference: differenceOf(figure),
      status: figure.status,
    }));
};

/** Of the many issues only those that may have changed: `GET /issues` has all. */
const isInTable = ({ what, status }: FindingsAnswer['unchanged'][number]): boolean =>
  what.issue === undefined || status === 'proven' || status === 'likely';

/** Everything that the list is asked for. */
export interface ToTell {
  readonly asked: AskedPart;
  readonly language: Language;
  /** What each query of {@link evidenceAskedBy} returns, by its path. */
  readonly counts: ReadonlyMap<string, EvidenceCount>;
  readonly notLookedAt?: FindingsAnswer['notLookedAt'];
  readonly unreadByLanguage?: Readonly<Record<string, number>>;
}

/** How many figures were compared, and what came of them. */
const countsOf = (found: Found, rest: FindingsAnswer['unchanged']) => {
  const listed = [...heldBy(found.listed)];
  const held = listed.filter(({ status }) => status === 'proven').length;
  return {
    compared: rest.filter(({ status }) => status !== 'too-few').length + listed.length,
    changed: rest.filter(({ status }) => status === 'proven').length + held,
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

const periodsIn = (
  { period, against }: FindingsMaterial,
  { before, after }: BeforeAfter,
  language: Language,
): Pick<FindingsAnswer, 'period' | 'against'> => ({
  period: {
    from: period.from,
    to: period.to,
    name: language.periodName(period),
    responses: after.tally.responses,
    ...(period.part && { part: true as const }),
  },
  against: {
    from: against.from,
    to: against.to,
    name: language.periodName(against),
    responses: before.tally.responses,
    kind: against.kind,
  },
});

const suppressionIn = ({ before, after }: BeforeAfter): Pick<FindingsAnswer, 'suppressed' | 'partial'> => ({
  ...(after.partial && after.tally.responses === 0 && { suppressed: true as const }),
  ...((before.partial || after.partial) && { partial: true as const }),
});

interface ListParts {
  readonly counts: ReturnType<typeof countsOf>;
  readonly coverage: ReturnType<typeof coverageOf>;
  readonly findings: readonly Finding[];
  readonly standing: readonly StandingProblem[];
}

/** What the heading and the summary say of the whole list. */
const listOf = (
  found: Found,
  { counts, coverage, findings, standing }: ListParts,
  { language, inBefore, material: { period, against } }: Telling,
): ToldList => ({
  proven: found.proven,
  likely: findings.filter(({ certainty }) => certainty === 'likely').length,
  instruments: findings.filter(({ kind }) => kind === 'instrument').length,
  ...counts,
  ...coverage,
  now: language.inPeriod(period, period),
  inBefore,
  against: language.shortPeriod(against, period),
  worst: standing[0]?.text.headline,
});

/** A list of findings in words: the answer of `GET /findings`. */
export const tell = (
  found: Found,
  material: FindingsMaterial,
  { asked, language, counts: evidence, notLookedAt = [], unreadByLanguage }: ToTell,
): FindingsAnswer => {
  const inBefore = language.inPeriod(material.against, material.period);
  const telling = { material, language, counts: evidence, inBefore };
  const inside = insideOf(asked, material);
  const together = togetherAt(inside);
  const standing = found.standing.map((draft) => standingProblemOf(draft, telling));
  const findings = found.listed.map((draft) => findingOf(draft, telling));
  const rest = restOf(asked, found, telling);
  const counts = countsOf(found, rest);
  const coverage = coverageOf(inside, together.after);
  const list = listOf(found, { counts, coverage, findings, standing }, telling);
  const suppression = suppressionIn(together);
  return {
    lang: language.code,
    ...periodsIn(material, together, language),
    ...(asked.touchpoint === undefined ? {} : { touchpoint: asked.touchpoint }),
    ...(asked.stage === undefined ? {} : { stage: asked.stage }),
    ...(found.steersBy === undefined ? {} : { steersBy: found.steersBy }),
    ...counts,
    coverage: { ...coverage, ...(unreadByLanguage && { unreadByLanguage }) },
    scores: headlineScores(asked, found, telling),
    findings,
    more: found.more,
    standing,
    unchanged: rest.filter(isInTable),
    notLookedAt,
    ...suppression,
    text: suppression.suppressed
      ? { heading: language.suppressed(), detail: '' }
      : { heading: language.heading(list), detail: language.summary(list) },
  };
};
