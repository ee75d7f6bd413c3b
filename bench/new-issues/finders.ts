import { discoverThemes } from '../../lib/insights/discovery/discover.ts';
import { phrasesOf } from '../../lib/insights/discovery/phrases.ts';
import type { IssueClause } from '../../lib/insights/issues/clause.ts';
import { compareIssues } from '../../lib/insights/issues/find-issues.ts';
import type { Issue } from '../../lib/insights/issues/issue.ts';
import type { LabelledText, Trial } from './trials.ts';

/** For each new issue that is named, the week's comments in it, by place. */
export type Finder = (trial: Trial) => number[][];

/** An id that doesn't tell where in the week a comment stands. */
const idOf = (period: string, place: number): string =>
  `${(Math.imul(place + 1, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0')}-${period}-${place}`;
const placeIn = (responseId: string): number => Number(responseId.split('-')[2]);

/** Sentences as clauses: half-open offsets, none without a letter. */
const sentencesOf = (text: string): [number, number][] =>
  [...text.matchAll(/[^.!?;\n]*\p{L}[^.!?;\n]*/gu)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);

export const clausesOf = (texts: readonly LabelledText[], period: string): IssueClause[] =>
  texts.flatMap(({ text }, place) =>
    sentencesOf(text).map((span) => ({
      responseId: idOf(period, place),
      text,
      span,
      themes: [],
      sentiment: 'neutral' as const,
    })),
  );

export const isNewIssue = ({ change }: Issue): boolean =>
  change?.direction === 'began' || change?.direction === 'rose';

const byIssues: Finder = ({ earlier, week }) =>
  compareIssues(clausesOf(earlier, 'earlier'), clausesOf(week, 'week'))
    .filter(isNewIssue)
    .map(({ responseIds }) => responseIds.map(placeIn));

const keysOf = (text: string): string[] => phrasesOf(text).map(({ key }) => key);
const wholeKeyOf = (wording: string): string =>
  phrasesOf(wording).find(({ end, start }) => start === 0 && end === wording.length)?.key ?? wording;

const byDiscovery: Finder = ({ earlier, week }) => {
  const asResponses = (texts: readonly LabelledText[], period: string) =>
    texts.map(({ text }, place) => ({
      responseId: idOf(period, place),
      comments: [{ text, sentiment: { label: 'neutral', score: 0 } as const }],
    }));
  const keys = week.map(({ text }) => new Set(keysOf(text)));
  return discoverThemes(asResponses(week, 'week'), asResponses(earlier, 'earlier')).themes.map(
    ({ phrases }) => {
      const named = phrases.map(({ wording }) => wholeKeyOf(wording));
      return [...keys.keys()].filter((place) => named.some((key) => keys[place]?.has(key)));
    },
  );
};

export const finders: Readonly<Record<string, Finder>> = { issues: byIssues, discover: byDiscovery };
