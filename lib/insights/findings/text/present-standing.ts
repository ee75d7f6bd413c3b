import { targetStatus } from '../../journey/scorecard.ts';
import { orderOf, unitOf } from '../compared/scales.ts';
import { figuresNow } from '../compared/untested-figures.ts';
import { evidenceOf, evidenceOfStanding } from '../evidence.ts';
import type { StandingProblem } from '../finding.ts';
import type { FindingsMaterial, KnownDriver } from '../material.ts';
import type { StandingDraft } from '../standing.ts';
import { mentionsOf } from '../topics.ts';
import { atPlace, isOnlyPlace, scaleNameOf, type Wording, whatOf, whatOfTopic, whereOf } from './names.ts';
import { knownStatus, targetsOf } from './targets.ts';

/** A standing problem in words: what customers complain about as much as before. */

/** The score of a touchpoint that has a target, otherwise the one with the highest priority. */
const scoreAt = (
  { touchpoint }: StandingDraft,
  { material, language }: Wording,
): StandingProblem['score'] => {
  const figures = figuresNow(touchpoint, material.settings);
  const targets = targetsOf({ touchpoint: touchpoint.id }, material);
  const [first] = [...figures].toSorted(
    ([one], [other]) =>
      Number(targets[other] !== undefined) - Number(targets[one] !== undefined) ||
      orderOf(one) - orderOf(other),
  );
  if (first === undefined) return undefined;
  const [series, figure] = first;
  const target = targets[series];
  return {
    what: whatOf({ series }, language),
    unit: unitOf(series),
    figure,
    ...(target === undefined ? {} : { target, status: targetStatus(target, figure) }),
  };
};

const scoreSentence = (
  { what, figure, unit, target, status = 'too-few' }: NonNullable<StandingProblem['score']>,
  language: Wording['language'],
): string => {
  const aim = target === undefined ? '' : `, ${language.target(target, unit, knownStatus(status))}`;
  return `${language.scoreOf(what, figure, unit)}${aim}.`;
};

const maxDriverRate = 0.05;

/** Only an association with a lower score, proven among all themes. Complaints have a low sentiment by definition. */
const driverOf = ({ topic }: StandingDraft, { drivers }: FindingsMaterial): KnownDriver | undefined => {
  const driver = topic.kind === 'theme' ? drivers?.get(topic.id) : undefined;
  return driver !== undefined &&
    driver.scale !== 'sentiment:net' &&
    driver.effect.high < 0 &&
    driver.falseDiscoveryRate <= maxDriverRate
    ? driver
    : undefined;
};

const driverFields = ({
  effect: { value: effect, low, high },
  unit,
  falseDiscoveryRate,
}: KnownDriver): NonNullable<StandingProblem['driver']> => ({ effect, low, high, unit, falseDiscoveryRate });

export const presentStanding = (draft: StandingDraft, wording: Wording): StandingProblem => {
  const { touchpoint, topic, counts: mentionCounts, share, impact, isFirst } = draft;
  const { language, material, counts, inBefore } = wording;
  const { negative, positive } = mentionCounts;
  const where = whereOf({ touchpoint: touchpoint.id }, wording);
  const n = mentionsOf(mentionCounts);
  const score = scoreAt(draft, wording);
  const driver = driverOf(draft, material);
  const headline = language.standing({ name: topic.name, after: share, n, negative, positive, inBefore });
  // Without a target, the only score there is stands above the list.
  const isTelling = score !== undefined && (score.target !== undefined || !isOnlyPlace(material));
  const sentences = [
    draft.named.length > 0 && language.named(draft.named),
    draft.mostly && language.mostly(draft.mostly),
    isTelling && isFirst && scoreSentence(score, language),
    driver && language.driver(scaleNameOf(driver.scale, language), driver.effect, driver.unit),
  ];
  return {
    id: `standing:${touchpoint.id}:${topic.kind}:${topic.id}`,
    where,
    what: whatOfTopic(topic, `${topic.kind}:${topic.id}:share`),
    share,
    n,
    negative,
    ...(score && { score }),
    impact,
    ...(driver && { driver: driverFields(driver) }),
    evidence: evidenceOf(evidenceOfStanding(draft, material), counts, n),
    text: { headline: atPlace(where, headline, wording), detail: sentences.filter(Boolean).join(' ') },
  };
};
