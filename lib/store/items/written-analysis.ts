import type {
  Analysis,
  Polarity,
  SentimentLabel,
  Signal,
  Span,
  ThemeMention,
} from '../../analysis/analysis.ts';

const letterOf = { negative: '-', neutral: '0', positive: '+' } as const;
type Letter = (typeof letterOf)[SentimentLabel];
const labelOf: Readonly<Record<Letter, SentimentLabel>> = {
  '-': 'negative',
  '0': 'neutral',
  '+': 'positive',
};

/** Start and end of each span, one after the other. */
type Places = number[];
type WrittenTheme = [id: string, confidence: number, label: Letter, score: number, places: Places];
type WrittenSignal = [id: string, places: Places];
type WrittenScored = [
  status: 'scored',
  language: string,
  label: Letter,
  score: number,
  mixed: 0 | 1,
  themes: WrittenTheme[],
  signals?: WrittenSignal[],
];

/** An analysis as it is stored: by position, scores and confidences in hundredths, a third of its size with names. */
export type WrittenAnalysis =
  | WrittenScored
  | [status: 'no-content']
  | [status: 'unsupported-language', language: string, failure?: string];

const hundredths = (value: number): number => Math.round(value * 100);

const writePlaces = (spans: readonly Span[]): Places => spans.flat();

const readPlaces = (places: Places): Span[] =>
  Array.from(
    { length: places.length / 2 },
    (_, index): Span => [places[2 * index] ?? 0, places[2 * index + 1] ?? 0],
  );

const writeTheme = ({ id, confidence, sentiment, spans }: ThemeMention): WrittenTheme => [
  id,
  hundredths(confidence),
  letterOf[sentiment.label],
  hundredths(sentiment.score),
  writePlaces(spans),
];

const readPolarity = (letter: Letter, score: number): Polarity => ({
  label: labelOf[letter],
  score: score / 100,
});

const readTheme = ([id, confidence, letter, score, places]: WrittenTheme): ThemeMention => ({
  id,
  confidence: confidence / 100,
  sentiment: readPolarity(letter, score),
  spans: readPlaces(places),
});

const readSignal = ([id, places]: WrittenSignal): Signal => ({ id, spans: readPlaces(places) });

type Unread = Extract<Analysis, { status: 'unsupported-language' }>;

const writeUnread = ({ status, language, failure }: Unread): WrittenAnalysis =>
  failure === undefined ? [status, language] : [status, language, failure];

/** @example writeAnalysis({ status: 'no-content' }) // ['no-content'] */
export const writeAnalysis = (analysis: Analysis): WrittenAnalysis => {
  if (analysis.status === 'no-content') return [analysis.status];
  if (analysis.status === 'unsupported-language') return writeUnread(analysis);
  const { status, language, sentiment, themes, signals } = analysis;
  const written: WrittenScored = [
    status,
    language,
    letterOf[sentiment.label],
    hundredths(sentiment.score),
    sentiment.mixed ? 1 : 0,
    themes.map(writeTheme),
  ];
  if (signals !== undefined) written.push(signals.map(({ id, spans }) => [id, writePlaces(spans)]));
  return written;
};

/** The inverse of {@link writeAnalysis}. */
export const readAnalysis = (written: WrittenAnalysis): Analysis => {
  if (written[0] === 'no-content') return { status: written[0] };
  if (written[0] === 'unsupported-language') {
    const [status, language, failure] = written;
    return { status, language, ...(failure === undefined ? {} : { failure }) };
  }
  const [status, language, letter, score, mixed, themes, signals] = written;
  return {
    status,
    language,
    sentiment: { ...readPolarity(letter, score), mixed: mixed === 1 },
    themes: themes.map(readTheme),
    ...(signals === undefined ? {} : { signals: signals.map(readSignal) }),
  };
};
