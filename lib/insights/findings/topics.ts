import { sortBy } from 'remeda';
import { mentionDesignEffect } from '../../metrics/figures/design-effect.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { type TopicDesignEffect, topicDesignEffect } from '../../metrics/figures/share-design-effect.ts';
import type { ThemeTally } from '../../metrics/tally/tally.ts';
import { brokenIn } from '../changes/change-report.ts';
import type { FindingsMaterial, IssueSeries, MentionCounts, TouchpointMaterial } from './material.ts';

/** The topics of comments at a place in both periods: themes and issues in one shape. */

/** Answers of one period that mention a topic, among those that were scored. */
export interface TopicCounts extends MentionCounts {
  readonly scored: number;
  /** Absent: each answer counts on its own. */
  readonly designEffect?: TopicDesignEffect;
  /** Fewer people than the threshold: counted as many as it can be, in the most conservative way. */
  readonly atMost?: true;
}

export interface Topic {
  readonly kind: 'theme' | 'issue';
  readonly id: string;
  readonly name: string;
  /** The themes above it, the nearest first. */
  readonly parents: readonly string[];
  readonly before: TopicCounts;
  readonly after: TopicCounts;
  /** The earlier period was scored by another sentiment version, so its sentiment can't be compared. */
  readonly feelingBroken: boolean;
  /** Of a theme: equal for themes of the same comments. */
  readonly sameAs?: CommentsKey;
}

export const mentionsOf = ({ negative, neutral, positive }: MentionCounts): number =>
  negative + neutral + positive;

const words = (id: string): string => id.replaceAll(/[-_]/g, ' ');

/** The name of a theme: its own, otherwise its id in words. */
export const themeNameIn = ({ themes }: Pick<FindingsMaterial, 'themes'>, id: string): string =>
  themes.get(id)?.name ?? words(id);

/** The themes above a theme, the nearest first. */
const themesAbove = ({ themes }: Pick<FindingsMaterial, 'themes'>, id: string): string[] => {
  const above: string[] = [];
  for (let at = themes.get(id)?.parent; at !== undefined && !above.includes(at); at = themes.get(at)?.parent)
    above.push(at);
  return above;
};

const themesOfIssue = ({ theme }: IssueSeries, material: Pick<FindingsMaterial, 'themes'>): string[] =>
  theme === undefined ? [] : [theme, ...themesAbove(material, theme)];

const nobody: MentionCounts = { negative: 0, neutral: 0, positive: 0 };

/** A theme in one period: counted, known to be few, not mentioned, or undefined if more than a few people are suppressed. */
const countsInPeriod = (
  { tally, partial }: TouchpointMaterial['after'],
  id: string,
  few: ReadonlySet<string>,
): MentionCounts | 'few' | undefined => {
  const counted = tally.themes[id];
  if (counted !== undefined) return counted;
  if (few.has(id)) return 'few';
  return partial ? undefined : nobody;
};

const topicCounts = (counts: MentionCounts | 'few', scored: number, maxSuppressed: number): TopicCounts =>
  counts === 'few' ? { ...nobody, negative: maxSuppressed, scored, atMost: true } : { ...counts, scored };

const topicOf = (
  {
    before,
    after,
  }: {
    readonly before: MentionCounts | 'few' | undefined;
    readonly after: MentionCounts | 'few' | undefined;
  },
  scored: readonly [number, number],
  maxSuppressed: number,
): Pick<Topic, 'before' | 'after'> | undefined => {
  if (before === undefined || after === undefined) return undefined;
  if (before === 'few' && after === 'few') return undefined;
  return {
    before: topicCounts(before, scored[0], maxSuppressed),
    after: topicCounts(after, scored[1], maxSuppressed),
  };
};

/** A topic without its counts. */
export type NamedTopic = Pick<Topic, 'kind' | 'id' | 'name' | 'parents'>;

export const themeTopic = (id: string, material: FindingsMaterial): NamedTopic => ({
  ...{ kind: 'theme', id },
  name: themeNameIn(material, id),
  parents: themesAbove(material, id),
});

const issueTopic = (issue: IssueSeries, material: FindingsMaterial): NamedTopic => ({
  ...{ kind: 'issue', id: issue.id, name: issue.name },
  parents: themesOfIssue(issue, material),
});

const issuesOf = (touchpoint: string, { issues }: FindingsMaterial): IssueSeries[] =>
  issues.filter((issue) => issue.touchpoint === touchpoint);

/** The issues of a touchpoint. */
export const issueTopics = (touchpoint: string, material: FindingsMaterial): NamedTopic[] =>
  issuesOf(touchpoint, material).map((issue) => issueTopic(issue, material));

/** Themes that say how it was, not what: they are never a cause. */
export const generic: ReadonlySet<string> = new Set(['overall']);

/** Of the comments with a theme in both periods, and of these with their sentiment about it. */
interface CommentsKey {
  readonly comments: string;
  readonly sentiments: string;
}

/** Who mentioned a theme, and how often; where they are too many to be known, what they felt instead. Few people are unknown. */
const commentsKey = (counts: readonly (ThemeTally | MentionCounts | 'few')[]): CommentsKey | undefined => {
  if (counts.includes('few')) return undefined;
  const known = counts.map((one) => (one !== 'few' && 'people' in one ? one : { ...nobody, people: [] }));
  const sentiments = known.map((one) => sortBy(Object.entries(one), ([name]) => name));
  const comments = known.map((one, index) =>
    one.people === 'many' ? sentiments[index] : [mentionsOf(one), one.people],
  );
  return { comments: JSON.stringify(comments), sentiments: JSON.stringify(sentiments) };
};

const themesAt = (
  touchpoint: TouchpointMaterial,
  material: FindingsMaterial,
  maxSuppressed: number,
): Omit<Topic, 'feelingBroken'>[] => {
  const { before, after, few } = touchpoint;
  const scored = [before.tally.answers.scored, after.tally.answers.scored] as const;
  const ids = new Set([...Object.keys(before.tally.themes), ...Object.keys(after.tally.themes)]);
  return [...ids]
    .filter((id) => !generic.has(id))
    .toSorted()
    .flatMap((id) => {
      const counts = {
        before: countsInPeriod(before, id, few.before),
        after: countsInPeriod(after, id, few.after),
      };
      const counted = topicOf(counts, scored, maxSuppressed);
      if (counted === undefined) return [];
      const sameAs = commentsKey([counts.before ?? 'few', counts.after ?? 'few']);
      return [{ ...themeTopic(id, material), ...counted, ...(sameAs && { sameAs }) }];
    });
};

const issuesAt = (
  { id, before, after }: TouchpointMaterial,
  material: FindingsMaterial,
  maxSuppressed: number,
): Omit<Topic, 'feelingBroken'>[] => {
  const scored = [before.tally.answers.scored, after.tally.answers.scored] as const;
  return issuesOf(id, material).flatMap((issue) => {
    const counted = topicOf(issue, scored, maxSuppressed);
    return counted === undefined ? [] : [{ ...issueTopic(issue, material), ...counted }];
  });
};

const inflated = (
  named: NamedTopic,
  counts: TopicCounts,
  { tally }: TouchpointMaterial['after'],
): TopicCounts => {
  const { share, text } = topicDesignEffect(tally, named);
  const ofIssue =
    counts.byPerson && mentionDesignEffect(tally.clusters?.['text'], counts.scored, counts.byPerson);
  return { ...counts, designEffect: { share: ofIssue ?? share, text } };
};

/** The topics of a touchpoint; none if the themes of the earlier period are of another version. */
export const topicsAt = (touchpoint: TouchpointMaterial, material: FindingsMaterial): Topic[] => {
  const broken = brokenIn(touchpoint);
  if (broken.includes('themes')) return [];
  const { before, after } = touchpoint;
  if (before.tally.answers.scored === 0 || after.tally.answers.scored === 0) return [];
  const maxSuppressed = Math.max(0, thresholdsOf(material.settings).figures - 1);
  const feelingBroken = broken.includes('sentiment');
  return [
    ...issuesAt(touchpoint, material, maxSuppressed),
    ...themesAt(touchpoint, material, maxSuppressed),
  ].map((topic) => ({
    ...topic,
    before: inflated(topic, topic.before, before),
    after: inflated(topic, topic.after, after),
    feelingBroken,
  }));
};

/** The topics of a touchpoint in the later period alone, without those that only a few people mention; the version of the earlier period does not matter. */
export const topicsNow = (
  touchpoint: TouchpointMaterial,
  material: FindingsMaterial,
): (NamedTopic & { readonly counts: TopicCounts })[] => {
  const { after } = touchpoint;
  const { scored } = after.tally.answers;
  const issues = issuesOf(touchpoint.id, material).flatMap((issue) =>
    issue.after === 'few'
      ? []
      : [{ ...issueTopic(issue, material), counts: topicCounts(issue.after, scored, 0) }],
  );
  const themes = Object.entries(touchpoint.after.tally.themes).map(([id, counts]) => ({
    ...themeTopic(id, material),
    counts: topicCounts(counts, scored, 0),
  }));
  return [...issues, ...themes]
    .filter(({ id }) => !generic.has(id))
    .map((topic) => ({ ...topic, counts: inflated(topic, topic.counts, after) }));
};

/** By the answers of each: a person at several touchpoints counts at each. */
const meanDesignEffect = (all: readonly TopicCounts[], kind: keyof TopicDesignEffect): number => {
  const answers = all.reduce((sum, { scored }) => sum + scored, 0);
  return all.reduce(
    (sum, { scored, designEffect }) => sum + (scored / answers) * (designEffect?.[kind] ?? 1),
    0,
  );
};

const sumTopicCounts = (all: readonly TopicCounts[]): TopicCounts => {
  const sumOf = (key: 'negative' | 'neutral' | 'positive' | 'scored'): number =>
    all.reduce((sum, counts) => sum + counts[key], 0);
  return {
    negative: sumOf('negative'),
    neutral: sumOf('neutral'),
    positive: sumOf('positive'),
    scored: sumOf('scored'),
    designEffect: { share: meanDesignEffect(all, 'share'), text: meanDesignEffect(all, 'text') },
    ...(all.some(({ atMost }) => atMost) ? { atMost: true } : {}),
  };
};

/** Themes are of the same comments over several touchpoints if they are at each of these. */
const sameOverAll = (
  same: readonly (readonly [touchpoint: number, topic: Topic])[],
): CommentsKey | undefined => {
  const keys = same.flatMap(([touchpoint, { sameAs }]) =>
    sameAs === undefined ? [] : [{ touchpoint, ...sameAs }],
  );
  if (keys.length < same.length) return undefined;
  return {
    comments: JSON.stringify(keys.map(({ touchpoint, comments }) => [touchpoint, comments])),
    sentiments: JSON.stringify(keys.map(({ touchpoint, sentiments }) => [touchpoint, sentiments])),
  };
};

/** The same themes over several touchpoints, as far as each can be compared there. */
export const sumTopics = (all: readonly (readonly Topic[])[]): Topic[] => {
  const themes = all.flatMap((topics, touchpoint) =>
    topics.filter(({ kind }) => kind === 'theme').map((topic) => [touchpoint, topic] as const),
  );
  return [...Map.groupBy(themes, ([, { id }]) => id).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length < 2) return [];
    const { sameAs: _sameAs, ...topic } = first[1];
    const sameAs = sameOverAll(same);
    return [
      {
        ...topic,
        before: sumTopicCounts(same.map(([, { before }]) => before)),
        after: sumTopicCounts(same.map(([, { after }]) => after)),
        feelingBroken: same.some(([, { feelingBroken }]) => feelingBroken),
        ...(sameAs && { sameAs }),
      },
    ];
  });
};
