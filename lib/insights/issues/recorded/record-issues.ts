import { idStartOf } from '../../../feedback/response/identity/places.ts';
import { cellKind, daysBetween } from '../../../metrics/calendar/calendar.ts';
import { type IssueClause, personOf, wordingOf } from '../clause.ts';
import { hashOf } from '../descriptor.ts';
import type { TracedIssue } from '../issue.ts';
import type { IssueDescriptor } from '../issue-descriptor.ts';
import { matchIssues } from '../match-issues.ts';
import type { Mention, QuotePlace, RecordedIssue, RecordedIssues } from './recorded-issues.ts';

/** Increased with every change of how issues are found, so that stored ones are found again. */
export const methodOfIssues = 7;

/** The maximum of stored issues that are no longer found, of splits and of merges. */
const maxRemembered = 100;

/** The clauses that were searched for issues: those of a touchpoint on some days. */
export interface IssueSource {
  readonly touchpoint: string;
  readonly from: string;
  readonly to: string;
  /** A hash of everything that was read, and of the settings that influence the result. */
  readonly source: string;
}

/** One hash of clauses in their fixed order, and of everything else that influences the result. */
export const sourceOf = (clauses: readonly IssueClause[], settings: readonly unknown[]): string =>
  hashOf(
    [
      methodOfIssues,
      JSON.stringify(settings),
      ...clauses.map((clause) => hashOf(JSON.stringify(clause))),
    ].join(' '),
  );

/** Numbers for keys, in order of first occurrence. */
const numberer = (): ((key: string) => number) => {
  const numbers = new Map<string, number>();
  return (key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
};

/** One mention for each answer: several sentences of one count once, with the sentiment of the first. */
const mentionsOf = (
  clauses: readonly IssueClause[],
  { from }: IssueSource,
  personNumber: (person: string) => number,
): Mention[] => {
  const answers = Map.groupBy(clauses, ({ responseId, answer = 0 }) => `${responseId} ${answer}`);
  return [...answers.values()].flatMap(([first]): Mention[] => {
    if (first === undefined) return [];
    const { responseId, answer = 0, day = 'undated', sentiment } = first;
    const when = cellKind(day) === 'day' ? daysBetween(from, day) : day;
    return [[idStartOf(responseId), answer, when, sentiment, personNumber(personOf(first))]];
  });
};

const placeOf = (clause: IssueClause): QuotePlace => {
  const { responseId, answer = 0, day = 'undated', span } = clause;
  return { response: idStartOf(responseId), answer, day, span: [...span], words: hashOf(wordingOf(clause)) };
};

const recordOf = (traced: TracedIssue, descriptor: IssueDescriptor, mentions: Mention[]): RecordedIssue => {
  const { keywords, themes, concentrations, loudSource, change, quotes } = traced;
  return {
    descriptor,
    keywords: [...keywords],
    themes: [...themes],
    concentrations: concentrations.map((one) => ({ ...one })),
    ...(loudSource === undefined ? {} : { loudSource }),
    change: { ...change },
    mentions,
    quotes: quotes.map(placeOf),
  };
};

/** First seen on a day that was read now: the new result replaces the stored one, because responses may have been removed. */
const withoutDaysOf =
  ({ from }: IssueSource) =>
  ({ firstSeen, ...descriptor }: IssueDescriptor): IssueDescriptor =>
    firstSeen === undefined || firstSeen >= from ? descriptor : { ...descriptor, firstSeen };

const lastSeenFirst = (left: IssueDescriptor, right: IssueDescriptor): number => {
  const [one, other] = [left.lastSeen ?? '', right.lastSeen ?? ''];
  return Number(one < other) - Number(one > other) || (left.id < right.id ? -1 : 1);
};

/** The newest first, each once. */
const remembered = <Each extends { readonly id: string }>(
  newest: readonly Each[],
  known: readonly Each[],
): Each[] =>
  [...new Map([...known, ...newest].map((one) => [one.id, one])).values()].reverse().slice(0, maxRemembered);

/**
 * The issues of a touchpoint as they are stored, with the identities that they had before. Recording the same again changes nothing.
 *
 * @param previous as stored; undefined the first time
 * @param decided issues with decisions: they are recognized even if nothing else is stored of them
 */
export const recordIssues = (
  found: readonly TracedIssue[],
  source: IssueSource,
  {
    previous,
    decided = [],
  }: { readonly previous?: RecordedIssues | undefined; readonly decided?: readonly IssueDescriptor[] },
): RecordedIssues => {
  const known = [
    ...(previous?.issues ?? []).map(({ descriptor }) => descriptor),
    ...(previous?.unseen ?? []),
  ];
  const stored = new Map([...decided, ...known].map((one) => [one.id, one]));
  const before = [...stored.values()].map(withoutDaysOf(source));
  const { issues, splits, merges, unseen } = matchIssues(
    before,
    found.map(({ descriptor }) => descriptor),
  );
  const personNumber = numberer();
  return {
    ...source,
    method: methodOfIssues,
    issues: found.map((traced, place) =>
      recordOf(traced, issues[place] ?? traced.descriptor, mentionsOf(traced.clauses, source, personNumber)),
    ),
    unseen: unseen
      .map(({ id }) => stored.get(id))
      .filter((one) => one !== undefined)
      .toSorted(lastSeenFirst)
      .slice(0, maxRemembered),
    splits: remembered(splits, previous?.splits ?? []),
    merges: remembered(merges, previous?.merges ?? []),
  };
};
