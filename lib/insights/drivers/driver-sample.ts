import type { Analysis, SentimentLabel } from '../../analysis/analysis.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import { ClusteredScores } from '../../metrics/drivers/clustered-figure.ts';
import type { ClusteredObservation } from '../../metrics/drivers/clustering.ts';
import { clusterOf } from '../../metrics/drivers/clusters.ts';
import { type DriverObservation, featuresOf } from '../../metrics/drivers/driver-moments.ts';
import { type Gate, gateOf } from '../../metrics/drivers/question-gates.ts';
import { addMark, type GrowingPeople, markOf } from '../../metrics/tally/respondents.ts';

/** What is explained: a score of each response, or of each answer. */
export interface Explained {
  /** The response's score; undefined where it has none and is left out. Whole numbers. */
  readonly ofResponse?: (copy: Copy) => number | undefined;
  /** The answer's score, where answers are explained each on its own, within their question. */
  readonly ofAnswer?: (analysis: Scored) => number;
  /** What a response was rated, where questions may have been shown to some ratings only. */
  readonly rating?: (copy: Copy) => number | undefined;
}

export type Scored = Extract<Analysis, { status: 'scored' }>;

/** Names as small numbers. */
class Names {
  readonly #places = new Map<string, number>();
  readonly all: string[] = [];

  placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.all.length);
    return this.all.push(name) - 1;
  }

  at(place: number): string {
    return this.all[place] ?? '';
  }
}

export type LabelCounts = Readonly<Record<SentimentLabel, number>>;

interface Mentions {
  readonly labels: Record<SentimentLabel, number>;
  people: GrowingPeople;
}

/** What one cell adds to the test of an operational series. */
export interface CellScores {
  readonly touchpoint: string;
  readonly cell: string;
  n: number;
  sum: number;
}

const controlsOf = ({ touchpoint, voice, solicited }: Copy): string[] => [
  `touchpoint ${touchpoint}`,
  ...(voice === 'customer' ? [] : [`voice ${voice}`]),
  ...(solicited ? [] : ['unsolicited']),
];

const silent = -1;
const noTheme = -2;

const raise = (counts: Map<number, number>, value: number): void => {
  counts.set(value, (counts.get(value) ?? 0) + 1);
};

const countsAt = (all: Map<string, Map<number, number>>, key: string): Map<number, number> => {
  const known = all.get(key) ?? new Map<number, number>();
  all.set(key, known);
  return known;
};

/**
 * What the driver analysis keeps of the stored responses of a period: a handful of numbers each, so that a million fit in memory.
 * Which questions were shown to some scores only is known at the end; their answers are left out when it is read.
 */
export class DriverSample {
  readonly #explained: Explained;
  readonly #themes = new Names();
  readonly #questions = new Names();
  readonly #controls = new Names();
  readonly #touchpoints = new Names();
  /** One entry for each observation. */
  readonly #outcomes: number[] = [];
  readonly #clusters: number[] = [];
  readonly #controlsOf: number[] = [];
  readonly #touchpointsOf: number[] = [];
  readonly #ends: number[] = [];
  /** One entry for each theme found, and one for each question that was answered without any. */
  readonly #askedQuestions: number[] = [];
  readonly #mentionedThemes: number[] = [];
  /** By question and theme. */
  readonly #mentions = new Map<string, Mentions>();
  /** By batch; and by question and batch. */
  readonly #rated = new Map<string, Map<number, number>>();
  readonly #answered = new Map<string, Map<number, number>>();
  readonly #gates = new Map<string, Gate | undefined>();
  readonly cells = new Map<string, CellScores>();
  readonly scores = new ClusteredScores();
  readonly #people = new Map<string, GrowingPeople>();

  constructor(explained: Explained) {
    this.#explained = explained;
  }

  /** Takes a response in, once; one that has no score is left out. */
  add(copy: Copy): void {
    const { ofResponse } = this.#explained;
    if (ofResponse === undefined) this.#addAnswers(copy);
    else this.#addResponse(copy, ofResponse(copy));
  }

  #addResponse(copy: Copy, outcome: number | undefined): void {
    if (outcome === undefined) return;
    this.#countReplies(copy);
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

  #countReplies(copy: Copy): void {
    const rating = this.#explained.rating?.(copy);
    if (rating === undefined) return;
    raise(countsAt(this.#rated, copy.batchId), rating);
    for (const { question } of copy.answers)
      raise(countsAt(this.#answered, JSON.stringify([question, copy.batchId])), rating);
  }

  #hear(copy: Copy, question: string, analysis: Analysis): void {
    if (analysis.status !== 'scored') return;
    const asked = this.#questions.placeOf(question);
    for (const { id, sentiment } of analysis.themes) {
      this.#askedQuestions.push(asked);
      this.#mentionedThemes.push(this.#themes.placeOf(id));
      this.#count(question, id, sentiment.label, copy);
    }
    if (analysis.themes.length > 0) return;
    this.#askedQuestions.push(asked);
    this.#mentionedThemes.push(noTheme);
  }

  #count(question: string, theme: string, label: SentimentLabel, copy: Copy): void {
    const key = JSON.stringify([question, theme]);
    const mentions = this.#mentions.get(key) ?? {
      labels: { negative: 0, neutral: 0, positive: 0 },
      people: new Set<string>(),
    };
    mentions.labels[label] += 1;
    mentions.people = addMark(mentions.people, markOf(copy));
    this.#mentions.set(key, mentions);
  }

  #observe(copy: Copy, outcome: number, controls: readonly string[]): void {
    const cluster = clusterOf(copy);
    this.#outcomes.push(outcome);
    this.#clusters.push(cluster);
    this.#controlsOf.push(this.#controls.placeOf(JSON.stringify(controls)));
    this.#touchpointsOf.push(this.#touchpoints.placeOf(copy.touchpoint));
    this.#ends.push(this.#mentionedThemes.length);
    this.scores.add(outcome, cluster);
    this.#people.set(copy.touchpoint, addMark(this.peopleAt(copy.touchpoint), markOf(copy)));
    const key = `${copy.touchpoint}#${copy.cell}`;
    const cell = this.cells.get(key) ?? { touchpoint: copy.touchpoint, cell: copy.cell, n: 0, sum: 0 };
    this.cells.set(key, cell);
    cell.n += 1;
    cell.sum += outcome;
  }

  /** Questions that were shown to some ratings only, and to which. */
  get gatedQuestions(): { readonly question: string; readonly shownTo: Gate }[] {
    return this.#questions.all.toSorted().flatMap((question) => {
      const shownTo = this.#gateOf(question);
      return shownTo === undefined ? [] : [{ question, shownTo }];
    });
  }

  #gateOf(question: string): Gate | undefined {
    if (this.#gates.has(question)) return this.#gates.get(question);
    const rated = new Map<number, number>();
    const answered = new Map<number, number>();
    for (const [key, replies] of this.#answered) {
      const [asked, batchId = ''] = JSON.parse(key) as [string, string];
      if (asked !== question) continue;
      addAll(answered, replies);
      addAll(rated, this.#rated.get(batchId) ?? new Map());
    }
    const gate = gateOf({ rated, answered });
    this.#gates.set(question, gate);
    return gate;
  }

  /** Observations with a readable answer to a question that everybody was asked: their themes, and touchpoint and the like as controls. */
  *observations(): Generator<ClusteredObservation> {
    const gated = new Set(this.gatedQuestions.map(({ question }) => this.#questions.placeOf(question)));
    const controls = this.#controls.all.map((names) => JSON.parse(names) as string[]);
    const shapes = new Map<string, Shape>();
    for (const [index, outcome] of this.#outcomes.entries()) {
      const themes = this.#themesOf(index, gated);
      if (themes === undefined) continue;
      const control = this.#controlsOf[index] ?? 0;
      const key = `${control} ${themes.join(' ')}`;
      const shared =
        shapes.get(key) ??
        shapeOf(
          themes.map((theme) => this.#themes.at(theme)),
          controls[control],
        );
      shapes.set(key, shared);
      yield { ...shared, outcome, cluster: this.#clusters[index] ?? 0 };
    }
  }

  /** Undefined where nothing readable was said to a question that everybody was asked. */
  #themesOf(index: number, gated: ReadonlySet<number>): number[] | undefined {
    const themes: number[] = [];
    let mentioned = silent;
    for (let at = this.#ends[index - 1] ?? 0; at < (this.#ends[index] ?? 0); at += 1) {
      if (gated.has(this.#askedQuestions[at] ?? 0)) continue;
      mentioned = this.#mentionedThemes[at] ?? noTheme;
      if (mentioned !== noTheme) themes.push(mentioned);
    }
    return mentioned === silent ? undefined : themes;
  }

  /** All observations, each with its touchpoint in place of a theme. */
  *byTouchpoint(): Generator<ClusteredObservation> {
    const touchpoints = this.#touchpoints.all.map((name) => shapeOf([name]));
    for (const [index, outcome] of this.#outcomes.entries())
      yield {
        ...(touchpoints[this.#touchpointsOf[index] ?? 0] ?? shapeOf([])),
        outcome,
        cluster: this.#clusters[index] ?? 0,
      };
  }

  /** Whose scores a touchpoint has. */
  peopleAt(touchpoint: string): GrowingPeople {
    return this.#people.get(touchpoint) ?? new Set();
  }

  /** Whether those who have a score are some, and fewer than these. */
  isOfFewerThan(people: number): boolean {
    const all = [...this.#people.values()].reduce(addMarks, new Set<string>());
    return all !== 'many' && all.size > 0 && all.size < people;
  }

  /** The sentiment about a theme in answers to questions that everybody was asked, and by how many. */
  mentionsOf(theme: string): { readonly labels: LabelCounts; readonly people: GrowingPeople } {
    const labels = { negative: 0, neutral: 0, positive: 0 };
    let people: GrowingPeople = new Set();
    for (const [key, mentions] of this.#mentions) {
      const [question = '', id] = JSON.parse(key) as string[];
      if (id !== theme || this.#gateOf(question) !== undefined) continue;
      for (const label of ['negative', 'neutral', 'positive'] as const)
        labels[label] += mentions.labels[label];
      people = addMarks(people, mentions.people);
    }
    return { labels, people };
  }
}

/** What observations with the same themes and controls share. */
type Shape = Required<Pick<DriverObservation, 'themes' | 'controls' | 'features'>>;

const shapeOf = (themes: readonly string[], controls: readonly string[] = []): Shape => ({
  themes,
  controls,
  features: featuresOf({ outcome: 0, themes, controls }),
});

const addAll = (into: Map<number, number>, counts: ReadonlyMap<number, number>): void => {
  for (const [value, count] of counts) into.set(value, (into.get(value) ?? 0) + count);
};

const addMarks = (people: GrowingPeople, added: GrowingPeople): GrowingPeople =>
  added === 'many' ? 'many' : [...added].reduce(addMark, people);
