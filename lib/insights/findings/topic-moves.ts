import { type Change, changeOf } from '../../metrics/comparisons/change.ts';
import { type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { mentionsOf, type Topic, type TopicCounts } from './topics.ts';

/** The figures of a topic in one period. */
export interface TopicFigures {
  readonly share: Figure & { readonly atMost?: true };
  /** Its net sentiment in points; absent if nobody, or few people, mentioned it. */
  readonly net?: Figure;
  /** Its contribution to net sentiment over all answers, in points. */
  readonly added: Figure;
}

export const topicFigures = (counts: TopicCounts, minimumSample: number): TopicFigures => {
  const { negative, positive, scored, designEffect, atMost } = counts;
  const mentions = mentionsOf(counts);
  const makeShare = figureMaker(minimumSample, designEffect?.share);
  const make = figureMaker(minimumSample, designEffect?.text);
  return {
    share: { ...makeShare.share(mentions, scored), ...(atMost ? { atMost } : {}) },
    ...(mentions === 0 || atMost ? {} : { net: make.net(positive, negative, mentions) }),
    added: makeShare.net(positive, negative, scored),
  };
};

/** How a topic changed. */
export interface TopicMove {
  readonly topic: Topic;
  readonly share: Change;
  readonly net?: Change;
  /** Its contribution to the change of net sentiment, in points. */
  readonly added: Change;
}

export const moveOf = (topic: Topic, minimumSample: number): TopicMove => {
  const before = topicFigures(topic.before, minimumSample);
  const after = topicFigures(topic.after, minimumSample);
  const isFelt = before.net !== undefined && after.net !== undefined && !topic.feelingBroken;
  return {
    topic,
    share: changeOf(before.share, after.share),
    ...(isFelt && before.net && after.net ? { net: changeOf(before.net, after.net) } : {}),
    added: changeOf(before.added, after.added),
  };
};
