import type { AnswerToAnalyze } from '../analyzer-contract.ts';
import { likeliestLabel, type Probabilities, scoreOf } from './model/trained-model.ts';
import type { ScoredClause, ScoredText, SentimentModel } from './sentiment-model.ts';

type Role = NonNullable<AnswerToAnalyze['role']>;

/**
 * How likely an answer is each label where the question has asked for one side: "the staff" below "What did you like?" is praise.
 * Weak enough that clear words win: "Nothing, everything was perfect" below "What could be better?" stays positive.
 */
const expected: Readonly<Partial<Record<Role, Probabilities>>> = {
  praise: [0.15, 0.35, 0.5],
  improve: [0.5, 0.35, 0.15],
};

const weighed = (probabilities: Probabilities, prior: Probabilities): Probabilities => {
  const [negative, neutral, positive] = [
    probabilities[0] * prior[0],
    probabilities[1] * prior[1],
    probabilities[2] * prior[2],
  ];
  const sum = negative + neutral + positive;
  return [negative / sum, neutral / sum, positive / sum];
};

const inView = <Scored extends ScoredText | ScoredClause>(scored: Scored, prior: Probabilities): Scored => {
  if (scored.probabilities === undefined) return scored;
  const probabilities = weighed(scored.probabilities, prior);
  return { ...scored, probabilities, label: likeliestLabel(probabilities), score: scoreOf(probabilities) };
};

/**
 * A model that reads answers to a question of that role: what the question asked for is evidence beside the words. The same model
 * for an open question, for a reason, and for an engine without probabilities.
 *
 * @example askedModel(model, 'praise').score('The staff').score > model.score('The staff').score // true
 */
export const askedModel = (model: SentimentModel, role: Role = 'open'): SentimentModel => {
  const prior = expected[role];
  if (prior === undefined) return model;
  const score = (text: string): ScoredText => {
    const scored = model.score(text);
    if (scored.clauses.length === 0) return scored;
    return { ...inView(scored, prior), clauses: scored.clauses.map((clause) => inView(clause, prior)) };
  };
  return { version: model.version, score };
};
