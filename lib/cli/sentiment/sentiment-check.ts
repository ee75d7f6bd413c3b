import { sortBy } from 'remeda';
import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import {
  type Calibration,
  type CheckedComment,
  calibrationOf,
  calibrationsBy,
} from '../../analysis/sentiment/adaptation/calibrate.ts';
import { isProvisional } from '../../analysis/sentiment/languages/provisional-languages.ts';
import type { LanguageModels } from '../../analysis/sentiment/languages/shipped-languages.ts';
import type { SentimentModel } from '../../analysis/sentiment/sentiment-model.ts';
import type { LabelledSample } from './labelled-file.ts';

/** The result of `verbatim calibrate`, as JSON. It contains no comment. */
export interface SentimentCheck {
  /** The sentiment version that was checked. */
  readonly sentiment: string;
  /** Every row of the file is in one count; `checked` have a label and were scored. */
  readonly rows: {
    readonly read: number;
    readonly checked: number;
    readonly withoutLabel: number;
    readonly withoutComment: number;
    readonly leftOut: number;
    readonly 'no-content': number;
    readonly 'unsupported-language': number;
  };
  readonly overall?: Calibration;
  readonly byTouchpoint: Readonly<Record<string, Calibration>>;
  readonly byLanguage: Readonly<Record<string, Calibration>>;
  readonly byChannel: Readonly<Record<string, Calibration>>;
  /** Languages among the checked comments whose built-in model is below its goals, as ISO 639-1. */
  readonly provisional: readonly string[];
}

/** What scores the comments: the model for English, and those for the other languages. */
export interface CheckedEngines {
  readonly sentiment: SentimentModel;
  readonly languages: LanguageModels;
}

interface CheckedAnswer extends CheckedComment {
  readonly touchpoint: string;
  readonly language: string;
  readonly channel: string;
}

const sorted = <Value>(groups: ReadonlyMap<string, Value>): Record<string, Value> =>
  Object.fromEntries(sortBy([...groups], ([name]) => name));

const confidenceOf = ({ sentiment, languages }: CheckedEngines, text: string, language: string): number => {
  const { probabilities = [0, 1, 0] } = (languages.modelOf(language) ?? sentiment).score(text);
  return Math.max(...probabilities);
};

/** Scores every labelled comment as the pipeline would. */
export const checkSentiment = (
  { rows, answers, withoutLabel, withoutComment, leftOut }: LabelledSample,
  analyzer: Analyzer,
  engines: CheckedEngines,
): SentimentCheck => {
  const unread = { 'no-content': 0, 'unsupported-language': 0 };
  const checked = answers.flatMap(({ answer, label, touchpoint, channel = '' }): CheckedAnswer[] => {
    const analysis = analyzer.analyze(answer);
    if (analysis.status !== 'scored') {
      unread[analysis.status] += 1;
      return [];
    }
    const { language, sentiment } = analysis;
    const confidence = confidenceOf(engines, answer.text, language);
    return [{ expected: label, found: sentiment.label, confidence, touchpoint, channel, language }];
  });
  const overall = calibrationOf(checked);
  const withChannel = checked.filter(({ channel }) => channel !== '');
  const byLanguage = sorted(calibrationsBy(checked, ({ language }) => language));
  return {
    sentiment: analyzer.versions.sentiment,
    rows: { read: rows, checked: checked.length, withoutLabel, withoutComment, leftOut, ...unread },
    ...(overall === undefined ? {} : { overall }),
    byTouchpoint: sorted(calibrationsBy(checked, ({ touchpoint }) => touchpoint)),
    byLanguage,
    byChannel: sorted(calibrationsBy(withChannel, ({ channel }) => channel)),
    provisional: Object.keys(byLanguage).filter(isProvisional),
  };
};
