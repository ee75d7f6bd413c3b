import { featureValue, type Lesson } from './lessons.ts';

/** What a fit sees of a text. */
export interface FitText {
  /** Numbers of its features, from 0; see `FitQuestion.features`. */
  readonly features: Int32Array;
  /** Themes that seeds find, with how much each find counts. */
  readonly found: ReadonlyMap<string, number>;
  readonly meaning?: Float64Array;
}

/** What a lesson says without labels. */
export interface Prior {
  readonly bias: number;
  readonly themes: Readonly<Record<string, number>>;
}

/** The question that lessons are fitted to: of which class is a text? */
export interface FitQuestion<Text extends FitText> {
  /** One for each lesson; lesson n answers for class n. */
  readonly priors: readonly Prior[];
  /** At least as many as there are lessons. */
  readonly classes: number;
  readonly classOf: (text: Text) => number;
  /** The probability of each lesson's class, by its logit. */
  readonly probabilities: (logits: readonly number[]) => readonly number[];
  /** Names of features, by number. */
  readonly features: readonly string[];
}

const rounds = 30;
const wordRate = 0.2;
const biasRate = 0.02;
/** How far each round draws the weights back to what they were without labels. */
const pull = 0.3;
const keptWords = 2000;
const minWeight = 0.05;

class Learner {
  #bias: number;
  readonly #prior: Prior;
  readonly #themes: Map<string, number>;
  readonly #words: Float64Array;
  readonly #meaning: Float64Array;

  constructor(prior: Prior, features: number, dimensions: number) {
    this.#prior = prior;
    this.#bias = prior.bias;
    this.#themes = new Map(Object.entries(prior.themes));
    this.#words = new Float64Array(features);
    this.#meaning = new Float64Array(dimensions);
  }

  logitOf({ features, found, meaning = new Float64Array() }: FitText): number {
    let sum = 0;
    for (const feature of features) sum += this.#words[feature] ?? 0;
    let logit = this.#bias + sum * featureValue(features.length);
    for (const [id, strength] of found) logit += (this.#themes.get(id) ?? 0) * strength;
    for (let index = 0; index < meaning.length; index += 1)
      logit += (this.#meaning[index] ?? 0) * (meaning[index] ?? 0);
    return logit;
  }

  learn({ features, found, meaning = new Float64Array() }: FitText, error: number, rate: number): void {
    this.#bias -= rate * biasRate * error;
    const step = rate * wordRate * error;
    const wordStep = step * featureValue(features.length);
    for (const feature of features) this.#words[feature] = (this.#words[feature] ?? 0) - wordStep;
    for (const [id, strength] of found) this.#themes.set(id, (this.#themes.get(id) ?? 0) - step * strength);
    for (let index = 0; index < meaning.length; index += 1)
      this.#meaning[index] = (this.#meaning[index] ?? 0) - step * (meaning[index] ?? 0);
  }

  drawBack(share: number): void {
    for (const weights of [this.#words, this.#meaning])
      for (let index = 0; index < weights.length; index += 1)
        weights[index] = (weights[index] ?? 0) * (1 - share);
    for (const [id, value] of this.#themes) {
      const prior = this.#prior.themes[id] ?? 0;
      this.#themes.set(id, prior + (value - prior) * (1 - share));
    }
  }

  lesson(names: readonly string[]): Lesson {
    const meaning = [...this.#meaning].map(hundredths);
    return {
      bias: hundredths(this.#bias),
      themes: Object.fromEntries([...this.#themes].map(([id, value]) => [id, hundredths(value)])),
      words: strongest(this.#words, names),
      ...(meaning.length > 0 ? { meaning } : {}),
    };
  }
}

const hundredths = (value: number): number => Math.round(value * 100) / 100 || 0;

const strongest = (weights: Float64Array, names: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    [...weights]
      .map((value, index): [string, number] => [names[index] ?? '', value])
      .filter(([, value]) => Math.abs(value) >= minWeight)
      .sort(([nameA, a], [nameB, b]) => Math.abs(b) - Math.abs(a) || (nameA < nameB ? -1 : 1))
      .slice(0, keptWords)
      .map(([name, value]) => [name, hundredths(value)]),
  );

/** Rare and frequent classes weigh alike, half way. */
const balanceOf = <Text extends FitText>(texts: readonly Text[], question: FitQuestion<Text>): number[] => {
  const counts = new Array<number>(question.classes).fill(0);
  for (const text of texts) counts[question.classOf(text)] = (counts[question.classOf(text)] ?? 0) + 1;
  return counts.map((count) => Math.sqrt(texts.length / question.classes / Math.max(1, count)));
};

/**
 * Logistic regression by gradient steps, each round drawn back to what the lessons say without labels. The same texts in the same
 * order give the same lessons; no texts give the priors.
 *
 * @returns One lesson for each prior of the question.
 */
export const fitLessons = <Text extends FitText>(
  texts: readonly Text[],
  question: FitQuestion<Text>,
): Lesson[] => {
  const dimensions = texts[0]?.meaning?.length ?? 0;
  const learners = question.priors.map((prior) => new Learner(prior, question.features.length, dimensions));
  const balance = balanceOf(texts, question);
  for (let round = 0; round < rounds; round += 1) {
    const rate = 1 - round / rounds;
    for (const text of texts) {
      const truth = question.classOf(text);
      const guesses = question.probabilities(learners.map((learner) => learner.logitOf(text)));
      learners.forEach((learner, index) => {
        const error = (guesses[index] ?? 0) - (index === truth ? 1 : 0);
        learner.learn(text, (balance[truth] ?? 1) * error, rate);
      });
    }
    for (const learner of learners) learner.drawBack(rate * wordRate * pull);
  }
  return learners.map((learner) => learner.lesson(question.features));
};
