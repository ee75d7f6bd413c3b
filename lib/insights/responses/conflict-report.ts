import { sortBy, uniqueBy } from 'remeda';
import type { Sentiment, SentimentLabel } from '../../analysis/analysis.ts';
import { suppressedCells } from '../../disclosure/suppression.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import {
  type ClusteredFigure,
  ClusteredScores,
  clusteredFigure,
} from '../../metrics/drivers/clustered-figure.ts';
import { clusterOf } from '../../metrics/drivers/clusters.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { type ConfidentialityThresholds, defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import {
  addMark,
  countPeople,
  finishPeople,
  type GrowingPeople,
  markOf,
} from '../../metrics/tally/respondents.ts';
import type { IssuesOf, MentionedIssue } from '../issues/mentioned-issue.ts';
import { QuotePool } from '../quotes/quote-pool.ts';
import type { Quote, QuoteCandidate } from '../quotes/quotes.ts';
import { type Pole, polesOn } from './poles.ts';

/** A conflict of score and text: promoters who complain, or detractors who praise. */
export interface Conflict {
  readonly scale: string;
  readonly kind: 'promoters-who-complain' | 'detractors-who-praise';
  /** Responses in conflict. */
  readonly responses: number;
  /** Their share, 0..1, of those at that end of the scale with a readable comment. */
  readonly share: ClusteredFigure;
  /** What they mention, most responses first; themes below the minimum group size are left out. */
  readonly themes: readonly { readonly theme: string; readonly responses: number }[];
  /** What they say below the level of themes, most responses first; issues below the minimum group size are left out. */
  readonly issues: readonly ConflictIssue[];
  /** Empty if they are fewer than ten people. */
  readonly quotes: readonly Quote[];
}

export interface ConflictIssue extends Omit<MentionedIssue, 'label'> {
  readonly responses: number;
}

export interface ConflictOptions {
  /** Default 30. */
  readonly minimumSample?: number;
  readonly thresholds?: ConfidentialityThresholds;
  readonly satisfiedFrom?: Readonly<Record<string, number>>;
  /** Quotes of each. Default 3. */
  readonly quotes?: number;
  /** Default: no issues are known. */
  readonly issuesOf?: IssuesOf;
}

const against: Record<Pole, { kind: Conflict['kind']; label: SentimentLabel; asked: string }> = {
  satisfied: { kind: 'promoters-who-complain', label: 'negative', asked: 'improve' },
  dissatisfied: { kind: 'detractors-who-praise', label: 'positive', asked: 'praise' },
};

/** The sentiment of unprompted comments: naming faults on request is not a contradiction. */
const feelingsOf = ({ answers }: Copy, asked: string): Sentiment[] =>
  answers.flatMap(({ analysis, role }) =>
    analysis.status === 'scored' && role !== asked ? [analysis.sentiment] : [],
  );

/** Clearly one sentiment: a mixed answer is not a contradiction either. */
const isWholly = (feelings: readonly Sentiment[], label: SentimentLabel): boolean =>
  feelings.some((feeling) => feeling.label === label) &&
  feelings.every((feeling) => !feeling.mixed && (feeling.label === label || feeling.label === 'neutral'));

const themesOf = ({ answers }: Copy, label: SentimentLabel): Set<string> =>
  new Set(
    answers.flatMap(({ analysis }) =>
      analysis.status === 'scored'
        ? analysis.themes.filter(({ sentiment }) => sentiment.label === label).map(({ id }) => id)
        : [],
    ),
  );

/** A quote has the label that it illustrates: both the answer, and the quoted part of a longer one. */
const speaksFor = ({ label: felt, excerpt, themes }: QuoteCandidate, label: SentimentLabel): boolean =>
  felt === label &&
  (!excerpt ||
    (themes.some((theme) => theme.label === label) && themes.every((theme) => theme.label === label)));

/** Responses that mention something, by an id, and their people. */
class TopicCounts<Topic> {
  readonly #counts = new Map<string, { readonly topic: Topic; responses: number; people: GrowingPeople }>();

  add(id: string, topic: Topic, copy: Copy): void {
    const count = this.#counts.get(id) ?? { topic, responses: 0, people: new Set<string>() };
    count.responses += 1;
    count.people = addMark(count.people, markOf(copy));
    this.#counts.set(id, count);
  }

  /** Most responses first, without those of fewer people. */
  ranked(minPeople: number): (Topic & { readonly responses: number })[] {
    return sortBy(
      [...this.#counts].filter(([, { people }]) => sizeOf(people) >= minPeople),
      [([, { responses }]) => responses, 'desc'],
      ([id]) => id,
    ).map(([, { topic, responses }]) => ({ ...topic, responses }));
  }
}

const sizeOf = (people: GrowingPeople): number => countPeople(finishPeople(people));

/** One end of one scale. */
class End {
  readonly #pole: Pole;
  readonly #scores = new ClusteredScores();
  readonly #pool = new QuotePool();
  readonly #themes = new TopicCounts<{ readonly theme: string }>();
  readonly #issues = new TopicCounts<Omit<MentionedIssue, 'label'>>();
  readonly #issuesOf: IssuesOf;
  #people: { all: GrowingPeople; conflict: GrowingPeople; rest: GrowingPeople } = {
    all: new Set(),
    conflict: new Set(),
    rest: new Set(),
  };

  constructor(pole: Pole, issuesOf: IssuesOf) {
    this.#pole = pole;
    this.#issuesOf = issuesOf;
  }

  add(copy: Copy): void {
    const { label, asked } = against[this.#pole];
    const feelings = feelingsOf(copy, asked);
    if (feelings.length === 0) return;
    const isConflict = isWholly(feelings, label);
    this.#scores.add(Number(isConflict), clusterOf(copy));
    for (const group of ['all', isConflict ? 'conflict' : 'rest'] as const)
      this.#people[group] = addMark(this.#people[group], markOf(copy));
    if (isConflict) this.#addConflict(copy, { kind: against[this.#pole].kind, label, asked });
  }

  #addConflict(copy: Copy, { label, asked }: (typeof against)[Pole]): void {
    this.#pool.add(
      copy,
      (candidate) => copy.answers[candidate.answer]?.role !== asked && speaksFor(candidate, label),
    );
    for (const theme of themesOf(copy, label)) this.#themes.add(theme, { theme }, copy);
    const said = this.#issuesOf(copy).filter((issue) => issue.label === label);
    for (const { label: _, ...issue } of uniqueBy(said, ({ id }) => id))
      this.#issues.add(issue.id, issue, copy);
  }

  conflict(scale: string, options: ConflictOptions): Conflict[] {
    const { minimumSample = defaultMinimumSample, thresholds = defaultThresholds, quotes = 3 } = options;
    const { all, conflict, rest } = this.#people;
    const suppressed = suppressedCells(
      { all: sizeOf(all), conflict: sizeOf(conflict), rest: sizeOf(rest) },
      [{ total: 'all', parts: ['conflict', 'rest'] }],
      thresholds.figures,
    );
    const share = clusteredFigure(this.#scores, 'share', minimumSample);
    const responses = this.#scores.count(1);
    if (share === undefined || responses === 0 || suppressed.has('conflict')) return [];
    return [
      {
        ...{ scale, kind: against[this.#pole].kind, responses, share },
        themes: this.#themes.ranked(thresholds.figures),
        issues: this.#issues.ranked(thresholds.figures),
        quotes: this.#pool.choose(quotes, { minRespondents: thresholds.quotes }),
      },
    ];
  }
}

/** Conflicts of score and text in the same response, scale by scale. */
export class ConflictReport {
  readonly #options: ConflictOptions;
  readonly #ends = new Map<string, Record<Pole, End>>();
  readonly #poleOf: (scale: string, rating: number) => Pole | undefined;

  constructor(options: ConflictOptions = {}) {
    this.#options = options;
    this.#poleOf = polesOn(options.satisfiedFrom);
  }

  /** Adds a response. */
  add(copy: Copy): void {
    for (const [scale, rating] of Object.entries(copy.ratings)) {
      const { issuesOf = () => [] } = this.#options;
      const ends = this.#ends.get(scale) ?? {
        satisfied: new End('satisfied', issuesOf),
        dissatisfied: new End('dissatisfied', issuesOf),
      };
      this.#ends.set(scale, ends);
      const pole = this.#poleOf(scale, rating);
      if (pole !== undefined) ends[pole].add(copy);
    }
  }

  /** By scale; conflicts below the minimum group size, and those that would reveal the rest, are left out. */
  conflicts(): Conflict[] {
    return sortBy([...this.#ends], ([scale]) => scale).flatMap(([scale, { satisfied, dissatisfied }]) =>
      [satisfied, dissatisfied].flatMap((end) => end.conflict(scale, this.#options)),
    );
  }
}
