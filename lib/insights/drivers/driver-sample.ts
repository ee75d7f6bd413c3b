import type { Analysis } from '../../analysis/analysis.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import { ClusteredScores } from '../../metrics/drivers/clustered-figure.ts';
import type { ClusteredObservation } from '../../metrics/drivers/clustering.ts';
import { clusterOf } from '../../metrics/drivers/clusters.ts';
import type { Gate } from '../../metrics/drivers/question-gates.ts';
import { addMark, type GrowingPeople, markOf } from '../../metrics/tally/respondents.ts';
import { type Adjustment, ObservationColumns } from './observation-columns.ts';
import { ReplyCounts } from './reply-counts.ts';
import { addMarks, type LabelCounts, ThemeMentions } from './theme-mentions.ts';

/** What is explained: a score of each response, or of each answer. */
export interface Explained {
  /** The response's score; undefined if it has none and is left out. Whole numbers. */
  readonly ofResponse?: (copy: Copy) => number | undefined;
  /** The answer's score, if answers are explained separately, within their question. */
  readonly ofAnswer?: (analysis: Scored) => number;
  /** The rating of a response, for questions that may have been asked of some ratings only. */
  readonly rating?: (copy: Copy) => number | undefined;
}

export type Scored = Extract<Analysis, { status: 'scored' }>;

/** The contribution of one cell to the test of an operational series. */
export interface CellScores {
  readonly touchpoint: string;
  readonly cell: string;
  n: number;
  sum: number;
}

const scoreOfLabel = { negative: -100, neutral: 0, positive: 100 } as const;

const controlsOf = ({ touchpoint, voice, solicited }: Copy): string[] => [
  `touchpoint ${touchpoint}`,
  ...(voice === 'customer' ? [] : [`voice ${voice}`]),
  ...(solicited ? [] : ['unsolicited']),
];

/**
 * What the driver analysis keeps of the stored responses of a period. Which questions were asked of some scores only is known at the
 * end; their answers are left out of the result.
 */
export class DriverSample {
  readonly #explained: Explained;
  readonly #columns = new ObservationColumns();
  readonly #replies = new ReplyCounts();
  readonly #mentions = new ThemeMentions();
  readonly cells = new Map<string, CellScores>();
  readonly scores = new ClusteredScores();
  /** Net sentiment of the answers. */
  readonly sentiment = new ClusteredScores();
  readonly #people = new Map<string, GrowingPeople>();

  constructor(explained: Explained) {
    this.#explained = explained;
  }

  /** Adds a response; one without a score is left out. */
  add(copy: Copy): void {
    const { ofResponse } = this.#explained;
    if (ofResponse === undefined) this.#addAnswers(copy);
    else this.#addResponse(copy, ofResponse(copy));
  }

  #addResponse(copy: Copy, outcome: number | undefined): void {
    if (outcome === undefined) return;
    const rating = this.#explained.rating?.(copy);
    if (rating !== undefined) this.#replies.add(copy, rating);
    for (const { question, analysis } of copy.answers) this.#hear(copy, question, analysis);
    this.#observe(copy, outcome, controlsOf(copy));
  }

  #addAnswers(copy: Copy): void {
    const { ofAnswer } = this.#explained;
    for (const { question, analysis } of copy.answers) {
      if (analysis.status !== 'scored' || ofAnswer === undefined) continue;
      this.#hear(copy, question, analysis);
      this.#observe(copy, ofAnswer(analysis), [...controlsOf(copy), `question ${question}`]);
    }
  }

  #hear(copy: Copy, question: string, analysis: Analysis): void {
    if (analysis.status !== 'scored') return;
    const { themes } = analysis;
    this.sentiment.add(scoreOfLabel[analysis.sentiment.label], clusterOf(copy));
    this.#columns.addAnswer(
      question,
      themes.map(({ id }) => id),
    );
    for (const { id, sentiment } of themes)
      this.#mentions.add({ question, theme: id, label: sentiment.label, mark: markOf(copy) });
  }

  #observe(copy: Copy, outcome: number, controls: readonly string[]): void {
    const { touchpoint } = copy;
    const cluster = clusterOf(copy);
    this.#columns.add({ outcome, cluster, touchpoint, controls });
    this.scores.add(outcome, cluster);
    this.#people.set(touchpoint, addMark(this.peopleAt(touchpoint), markOf(copy)));
    this.#addToCell(copy, outcome);
  }

  #addToCell({ touchpoint, cell: day }: Copy, outcome: number): void {
    const key = `${touchpoint}#${day}`;
    const cell = this.cells.get(key) ?? { touchpoint, cell: day, n: 0, sum: 0 };
    this.cells.set(key, cell);
    cell.n += 1;
    cell.sum += outcome;
  }

  /** Questions that were asked of some ratings only, and of which. */
  get gatedQuestions(): { readonly question: string; readonly shownTo: Gate }[] {
    return this.#columns.questions.toSorted().flatMap((question) => {
      const shownTo = this.#replies.gateOf(question);
      return shownTo === undefined ? [] : [{ question, shownTo }];
    });
  }

  get controlled(): Adjustment[] {
    return this.#columns.controlled;
  }

  /** Observations with a readable answer to a question that everybody was asked: their themes, and controls such as the touchpoint. */
  observations(): Generator<ClusteredObservation> {
    return this.#columns.byTheme(this.gatedQuestions.map(({ question }) => question));
  }

  /** All observations, each with its touchpoint instead of a theme. */
  byTouchpoint(): Generator<ClusteredObservation> {
    return this.#columns.byTouchpoint();
  }

  /** The respondents with a score at a touchpoint. */
  peopleAt(touchpoint: string): GrowingPeople {
    return this.#people.get(touchpoint) ?? new Set();
  }

  /** Whether the respondents with a score are more than none, but fewer than these. */
  isOfFewerThan(people: number): boolean {
    const all = [...this.#people.values()].reduce(addMarks, new Set<string>());
    return all !== 'many' && all.size > 0 && all.size < people;
  }

  /** The sentiment about a theme in answers to questions that everybody was asked, and by how many. */
  mentionsOf(theme: string): { readonly labels: LabelCounts; readonly people: GrowingPeople } {
    return this.#mentions.of(theme, (question) => this.#replies.gateOf(question) === undefined);
  }
}
