import type { Analysis } from '../../analysis/analysis.ts';
import {
  addThemesToSample,
  addToSample,
  clusterMark,
  type GrowingSample,
  startSample,
} from './cluster-sample.ts';
import type { Author } from './respondents.ts';

/** The part of a response that samples of respondents count. */
export interface SampledResponse extends Author {
  readonly ratings: Readonly<Record<string, number>>;
  /** One of 64 groups; see {@link clusterMark}. */
  readonly sampleGroup?: string | undefined;
  /** The number of comment columns of its file. */
  readonly asked: number;
  readonly answers: readonly { readonly analysis: Analysis }[];
}

/** The value of a key, started where it is not known yet. */
export const entryOf = <Value>(map: Map<string, Value>, key: string, start: () => Value): Value => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = start();
  map.set(key, fresh);
  return fresh;
};

const scoreOfLabel = { negative: -1, neutral: 0, positive: 1 } as const;

type Samples = Map<string, GrowingSample>;

/** Why a comment field where something was typed has no score. */
export const unscored = ['no-content', 'unsupported-language'] as const;

const countAsked = (into: Samples, { asked, answers }: SampledResponse, mark: string): void => {
  const sample = entryOf(into, 'asked', startSample);
  for (let field = 0; field < asked; field += 1) addToSample(sample, mark, Number(field < answers.length));
  const why = answers.map(({ analysis }) => analysis.status).filter((status) => status !== 'scored');
  addThemesToSample(sample, mark, why);
};

const countScored = (into: Samples, { answers }: SampledResponse, mark: string): void => {
  for (const { analysis } of answers) {
    if (analysis.status !== 'scored') continue;
    const sample = entryOf(into, 'text', startSample);
    addToSample(sample, mark, scoreOfLabel[analysis.sentiment.label]);
    const themes = analysis.themes.map(({ id }) => id);
    addThemesToSample(sample, mark, themes);
  }
};

/** What a response adds to the samples of respondents: each is a cluster, and so is a response of an unknown one that has several answers. */
export const countClusters = (into: Samples, response: SampledResponse): void => {
  const { respondent, responseId, sampleGroup, ratings, asked, answers } = response;
  const mark = clusterMark(respondent ?? responseId, sampleGroup);
  const isKnown = respondent !== undefined;
  if (isKnown)
    for (const [scale, value] of Object.entries(ratings))
      addToSample(entryOf(into, scale, startSample), mark, value);
  if (asked > (isKnown ? 0 : 1)) countAsked(into, response, mark);
  const scored = answers.filter(({ analysis }) => analysis.status === 'scored').length;
  if (isKnown || scored > 1) countScored(into, response, mark);
};
