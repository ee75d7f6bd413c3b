import type { ClusteredObservation } from '../../metrics/drivers/clustering.ts';
import { type DriverObservation, featuresOf } from '../../metrics/drivers/driver-moments.ts';

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

/** What effects are adjusted for besides the other themes. `solicited`: whether feedback was asked for. */
export type Adjustment = 'touchpoint' | 'voice' | 'solicited' | 'question';

/** What observations with the same themes and controls share. */
type Shape = Required<Pick<DriverObservation, 'themes' | 'controls' | 'features'>>;

const shapeOf = (themes: readonly string[], controls: readonly string[] = []): Shape => ({
  themes,
  controls,
  features: featuresOf({ outcome: 0, themes, controls }),
});

/** One observation without its themes, which are added before it. */
export interface Observed {
  readonly outcome: number;
  readonly cluster: number;
  readonly touchpoint: string;
  readonly controls: readonly string[];
}

const silent = -1;
const noTheme = -2;

/** Observations as a handful of numbers each, so that a million fit in memory. */
export class ObservationColumns {
  readonly #themes = new Names();
  readonly #questions = new Names();
  readonly #touchpoints = new Names();
  readonly #controlNames = new Names();
  /** By the place of their name. */
  readonly #controls: (readonly string[])[] = [];
  /** One entry for each observation. */
  readonly #outcomes: number[] = [];
  readonly #clusters: number[] = [];
  readonly #controlsOf: number[] = [];
  readonly #touchpointsOf: number[] = [];
  readonly #ends: number[] = [];
  /** One entry for each theme that is mentioned, and one for each question that was answered without any. */
  readonly #askedQuestions: number[] = [];
  readonly #mentionedThemes: number[] = [];

  /** An answer of the next observation, with its themes. */
  addAnswer(question: string, themes: readonly string[]): void {
    const asked = this.#questions.placeOf(question);
    const places = themes.length === 0 ? [noTheme] : themes.map((theme) => this.#themes.placeOf(theme));
    for (const place of places) {
      this.#askedQuestions.push(asked);
      this.#mentionedThemes.push(place);
    }
  }

  add({ outcome, cluster, touchpoint, controls }: Observed): void {
    const control = this.#controlNames.placeOf(JSON.stringify(controls));
    this.#controls[control] ??= controls;
    this.#outcomes.push(outcome);
    this.#clusters.push(cluster);
    this.#controlsOf.push(control);
    this.#touchpointsOf.push(this.#touchpoints.placeOf(touchpoint));
    this.#ends.push(this.#mentionedThemes.length);
  }

  /** What the controls tell apart: only what differs between observations. */
  get controlled(): Adjustment[] {
    const all = new Set(this.#controls.flat());
    const distinct = (kind: string): number =>
      [...all].filter((control) => control.startsWith(`${kind} `)).length;
    return [
      ...(distinct('touchpoint') > 1 ? (['touchpoint'] as const) : []),
      ...(distinct('voice') > 0 ? (['voice'] as const) : []),
      ...(all.has('unsolicited') ? (['solicited'] as const) : []),
      ...(distinct('question') > 1 ? (['question'] as const) : []),
    ];
  }

  /** Every question with an answer, in the order of first sight. */
  get questions(): readonly string[] {
    return this.#questions.all;
  }

  /** Observations with a readable answer to a question that is not left out: their themes and controls. */
  *byTheme(leftOut: readonly string[]): Generator<ClusteredObservation> {
    const skipped = new Set(leftOut.map((question) => this.#questions.placeOf(question)));
    const shapes = new Map<string, Shape>();
    for (const [index, outcome] of this.#outcomes.entries()) {
      const themes = this.#themesOf(index, skipped);
      if (themes === undefined) continue;
      const control = this.#controlsOf[index] ?? 0;
      const key = `${control} ${themes.join(' ')}`;
      const shared =
        shapes.get(key) ??
        shapeOf(
          themes.map((theme) => this.#themes.at(theme)),
          this.#controls[control],
        );
      shapes.set(key, shared);
      yield { ...shared, outcome, cluster: this.#clusters[index] ?? 0 };
    }
  }

  /** Undefined where nothing readable was said to a question that is not left out. */
  #themesOf(index: number, leftOut: ReadonlySet<number>): number[] | undefined {
    const themes: number[] = [];
    let mentioned = silent;
    for (let at = this.#ends[index - 1] ?? 0; at < (this.#ends[index] ?? 0); at += 1) {
      if (leftOut.has(this.#askedQuestions[at] ?? 0)) continue;
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
}
