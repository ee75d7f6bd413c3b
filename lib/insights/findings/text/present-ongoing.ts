import { targetStatus } from '../../journey/scorecard.ts';
import { orderOf, unitOf } from '../compared/scales.ts';
import { figuresNow } from '../compared/untested-figures.ts';
import { evidenceOf, evidenceOfOngoing } from '../evidence.ts';
import type { OngoingProblem } from '../finding.ts';
import type { FindingsMaterial, KnownDriver } from '../material.ts';
import type { OngoingDraft } from '../ongoing.ts';
import { mentionsOf } from '../topics.ts';
import { atPlace, isOnlyPlace, scaleNameOf, type Wording, whatOf, whatOfTopic, whereOf } from './names.ts';
import { knownStatus, targetsOf } from './targets.ts';

/** An ongoing problem in words: what customers complain about as much as before. */

/** The score of a touchpoint that has a target, otherwise the one with the highest priority. */
const scoreAt = ({ touchpoint }: OngoingDraft, { material, language }: Wording): OngoingProblem['score'] => {
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
  { what, figure, unit, target, status = 'too-few' }: NonNullable<OngoingProblem['score']>,
  language: Wording['language'],
): string => {
  const aim = target === undefined ? '' : `, ${language.target(target, unit, knownStatus(status))}`;
  return `${language.scoreOf(what, figure, unit)}${aim}.`;
};

const maxDriverRate = 0.05;

/** Only an association with a lower score, significant among all themes. Complaints have a low sentiment by definition. */
const driverOf = ({ topic }: OngoingDraft, { drivers }: FindingsMaterial): KnownDriver | undefined => {
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
}: KnownDriver): NonNullable<OngoingProblem['driver']> => ({ effect, low, high, unit, falseDiscoveryRate });

export const presentOngoing = (draft: OngoingDraft, wording: Wording): OngoingProblem => {
  const { touchpoint, topic, counts: mentionCounts, share, impact, isFirst } = draft;
  const { language, material, counts, inBefore } = wording;
  const { negative, positive } = mentionCounts;
  const where = whereOf({ touchpoint: touchpoint.id }, wording);
  const n = mentionsOf(mentionCounts);
  const score = scoreAt(draft, wording);
  const driver = driverOf(draft, material);
  const headline = language.ongoing({ name: topic.name, after: share, n, negative, positive, inBefore });
  // Without a target, the only score there is stands above the list.
  const isTelling = score !== undefined && (score.target !== undefined || !isOnlyPlace(material));
  const sentences = [
    draft.named.length > 0 && language.named(draft.named),
    draft.mostly && language.mostly(draft.mostly),
    isTelling && isFirst && scoreSentence(score, language),
    driver && language.driver(scaleNameOf(driver.scale, language), driver.effect, driver.unit),
  ];
  return {
    id: `ongoing:${touchpoint.id}:${topic.kind}:${topic.id}`,
    where,
    what: whatOfTopic(topic, `${topic.kind}:${topic.id}:share`),
    share,
    n,
    negative,
    ...(score && { score }),
    impact,
    ...(driver && { driver: driverFields(driver) }),
    evidence: evidenceOf(evidenceOfOngoing(draft, material), counts, n),
    text: { headline: atPlace(where, headline, wording), detail: sentences.filter(Boolean).join(' ') },
  };
};
