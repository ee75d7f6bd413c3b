import { sortBy } from 'remeda';
import { suppressedCells } from '../../disclosure/suppression.ts';
import type { CountedCopy } from '../../feedback/response/copy.ts';
import { type Change, changeOf } from '../../metrics/comparisons/change.ts';
import {
  type ClusteredFigure,
  ClusteredScores,
  clusteredFigure,
} from '../../metrics/drivers/clustered-figure.ts';
import { clusterOf } from '../../metrics/drivers/clusters.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import {
  addMark,
  countPeople,
  finishPeople,
  type GrowingPeople,
  markOf,
} from '../../metrics/tally/respondents.ts';
import { ratingToExplain, type ScoreToExplain } from '../drivers/explained.ts';

/** A score of one scale: of all respondents, of those with and of those without comments. */
export interface ScaleScores {
  readonly scale: string;
  readonly unit: ScoreToExplain['unit'];
  readonly everyone: ClusteredFigure;
  /** Both are absent if one of them is empty or below the minimum group size. */
  readonly commenters?: ClusteredFigure;
  readonly silent?: ClusteredFigure;
  /** With comments compared with without. */
  readonly difference?: Change<ClusteredFigure>;
}

export interface ScoreReportOptions {
  /** Default 30. */
  readonly minimumSample?: number;
  /** Default 5. */
  readonly minRespondents?: number;
  /** The lowest rating that counts as satisfied, by the key of its CSAT scale. */
  readonly satisfiedFrom?: Readonly<Record<string, number>>;
}

/** There is a comment, and it has content. */
const isCommenter = ({ answers }: CountedCopy): boolean =>
  answers.some(({ analysis }) => analysis.status !== 'no-content');

/** A respondent who was not asked, or whose texts are suppressed, counts on neither side. */
const groupOf = (copy: CountedCopy): Group => {
  if (copy.asked === 0) return 'unasked';
  return isCommenter(copy) ? 'commenters' : 'silent';
};

const groups = ['everyone', 'commenters', 'silent', 'unasked'] as const;
type Group = (typeof groups)[number];

class Sample {
  readonly explain: ScoreToExplain;
  readonly scores: Record<Group, ClusteredScores> = {
    everyone: new ClusteredScores(),
    commenters: new ClusteredScores(),
    silent: new ClusteredScores(),
    unasked: new ClusteredScores(),
  };
  readonly people: Record<Group, GrowingPeople> = {
    everyone: new Set(),
    commenters: new Set(),
    silent: new Set(),
    unasked: new Set(),
  };

  constructor(scale: string, satisfied: number | undefined) {
    this.explain = ratingToExplain(scale, satisfied);
  }

  add(copy: CountedCopy, rating: number): void {
    const score = this.explain.ofRating?.(rating) ?? rating;
    for (const group of ['everyone', groupOf(copy)] as const) {
      this.scores[group].add(score, clusterOf(copy));
      this.people[group] = addMark(this.people[group], markOf(copy));
    }
  }

  peopleIn(group: Group): number {
    return countPeople(finishPeople(this.people[group]));
  }
}

/** The scores of a set of responses by scale, with intervals that account for several responses of one respondent or account. */
export class ScoreReport {
  readonly #samples = new Map<string, Sample>();
  readonly #options: ScoreReportOptions;

  constructor(options: ScoreReportOptions = {}) {
    this.#options = options;
  }

  /** Adds a response. */
  add(copy: CountedCopy): void {
    for (const [scale, rating] of Object.entries(copy.ratings)) {
      const sample = this.#samples.get(scale) ?? new Sample(scale, this.#options.satisfiedFrom?.[scale]);
      this.#samples.set(scale, sample);
      sample.add(copy, rating);
    }
  }

  /** By scale, in order; scales below the minimum group size are left out. */
  scales(): ScaleScores[] {
    return sortBy([...this.#samples], ([scale]) => scale).flatMap(([scale, sample]) =>
      this.#ofScale(scale, sample),
    );
  }

  #ofScale(scale: string, sample: Sample): ScaleScores[] {
    const { minimumSample = defaultMinimumSample, minRespondents = defaultThresholds.figures } =
      this.#options;
    const suppressed = suppressedCells(
      Object.fromEntries(groups.map((group) => [group, sample.peopleIn(group)])),
      [{ total: 'everyone', parts: ['commenters', 'silent', 'unasked'] }],
      minRespondents,
    );
    const { kind, unit } = sample.explain;
    const figureOf = (group: Group): ClusteredFigure | undefined =>
      suppressed.has(group) ? undefined : clusteredFigure(sample.scores[group], kind, minimumSample);
    const [everyone, commenters, silent] = groups.map(figureOf);
    if (everyone === undefined) return [];
    if (commenters === undefined || silent === undefined) return [{ scale, unit, everyone }];
    return [{ scale, unit, everyone, commenters, silent, difference: changeOf(silent, commenters) }];
  }
}
