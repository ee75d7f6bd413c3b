import { scaleWord } from '../../response/ratings.ts';
import type { Metric } from '../../response/scale.ts';

/** Scales whose answers are words, lowest first; synonyms of one answer are parted by `/`. */
interface WordScale {
  readonly metric: Extract<Metric, 'csat' | 'ces' | 'rating'>;
  readonly min: number;
  readonly direction?: 'easy' | 'effort';
  /** The words are said of anything: only a column whose name asks for a rating is on this scale. */
  readonly needsName?: true;
  readonly answers: readonly string[];
}

const neutral =
  'neutral/neither satisfied nor dissatisfied/neither/neither dissatisfied nor satisfied/ok/okay/so-so/average';

const wordScales: readonly WordScale[] = [
  // Zendesk's satisfaction survey, with and without a comment.
  {
    metric: 'csat',
    min: 0,
    needsName: true,
    answers: [
      "bad/bad with comment/badwithcomment/bad, i'm unsatisfied",
      "good/good with comment/goodwithcomment/good, i'm satisfied",
    ],
  },
  { metric: 'csat', min: 0, answers: ['unsatisfied/dissatisfied/not satisfied/unhappy', 'satisfied/happy'] },
  {
    metric: 'csat',
    min: 1,
    answers: ['unsatisfied/dissatisfied/not satisfied/unhappy/sad', neutral, 'satisfied/happy'],
  },
  {
    metric: 'csat',
    min: 1,
    answers: [
      'very dissatisfied/extremely dissatisfied/very unsatisfied/very unhappy/extremely unhappy/completely dissatisfied',
      'dissatisfied/somewhat dissatisfied/unsatisfied/unhappy',
      neutral,
      'satisfied/somewhat satisfied/happy',
      'very satisfied/extremely satisfied/very happy/extremely happy/completely satisfied',
    ],
  },
  {
    metric: 'csat',
    min: 1,
    answers: [
      'extremely dissatisfied/very dissatisfied/completely dissatisfied',
      'moderately dissatisfied/dissatisfied/mostly dissatisfied',
      'slightly dissatisfied/somewhat dissatisfied',
      neutral,
      'slightly satisfied/somewhat satisfied',
      'moderately satisfied/satisfied/mostly satisfied',
      'extremely satisfied/very satisfied/completely satisfied',
    ],
  },
  {
    metric: 'csat',
    min: 1,
    answers: [
      'sehr unzufrieden',
      'unzufrieden/eher unzufrieden',
      'neutral/teils teils/teils',
      'zufrieden/eher zufrieden',
      'sehr zufrieden',
    ],
  },
  {
    metric: 'csat',
    min: 1,
    answers: [
      'très insatisfait',
      'insatisfait/plutôt insatisfait',
      'neutre/ni satisfait ni insatisfait',
      'satisfait/plutôt satisfait',
      'très satisfait',
    ],
  },
  {
    metric: 'csat',
    min: 1,
    answers: [
      'muy insatisfecho',
      'insatisfecho/algo insatisfecho',
      'neutral/ni satisfecho ni insatisfecho',
      'satisfecho/algo satisfecho',
      'muy satisfecho',
    ],
  },
  {
    metric: 'ces',
    min: 1,
    direction: 'easy',
    answers: [
      'very difficult/extremely difficult',
      'difficult/somewhat difficult',
      'neither easy nor difficult/neutral/neither',
      'easy/somewhat easy',
      'very easy/extremely easy',
    ],
  },
  {
    metric: 'ces',
    min: 1,
    direction: 'easy',
    answers: [
      'extremely difficult/very difficult',
      'moderately difficult/difficult',
      'slightly difficult/somewhat difficult',
      'neither easy nor difficult/neutral/neither',
      'slightly easy/somewhat easy',
      'moderately easy/easy',
      'extremely easy/very easy',
    ],
  },
  {
    metric: 'ces',
    min: 1,
    direction: 'effort',
    answers: [
      'very low effort',
      'low effort',
      'neutral/neither/moderate effort',
      'high effort',
      'very high effort',
    ],
  },
  { metric: 'rating', min: 1, needsName: true, answers: ['🙁/☹️/☹/😞', '😐/😑', '🙂/😊/☺️'] },
  { metric: 'rating', min: 1, needsName: true, answers: ['😡/😠/😢', '😐/😑', '😀/😃/😄/😍'] },
  {
    metric: 'rating',
    min: 1,
    needsName: true,
    answers: ['😡/😠/🤬/😭/😢', '🙁/☹️/☹/😞/😕/😟', '😐/😑', '🙂/😊/☺️', '😀/😃/😄/😁/😍/🤩'],
  },
  {
    metric: 'rating',
    min: 1,
    needsName: true,
    answers: ['bad/terrible', 'fine/ok/okay', 'awesome/great/amazing'],
  },
  {
    metric: 'rating',
    min: 1,
    needsName: true,
    answers: ['poor/bad', 'fair/average/ok/okay', 'good', 'excellent/great'],
  },
  {
    metric: 'rating',
    min: 1,
    needsName: true,
    answers: ['poor/bad', 'fair/average/ok/okay', 'good', 'very good', 'excellent/great'],
  },
  {
    metric: 'rating',
    min: 1,
    needsName: true,
    answers: [
      'very poor/very bad/terrible',
      'poor/bad',
      'fair/average/ok/okay/neutral',
      'good',
      'excellent/very good/great',
    ],
  },
];

const agreement: readonly (readonly string[])[] = [
  [
    'strongly disagree',
    'disagree/somewhat disagree',
    'neutral/neither agree nor disagree/neither',
    'agree/somewhat agree',
    'strongly agree',
  ],
  [
    'strongly disagree',
    'disagree',
    'somewhat disagree/slightly disagree',
    'neutral/neither agree nor disagree/neither',
    'somewhat agree/slightly agree',
    'agree',
    'strongly agree',
  ],
];

const valuesOf = (answers: readonly string[], min: number): Map<string, number> =>
  new Map(answers.flatMap((words, place) => words.split('/').map((word) => [word, min + place] as const)));

const covers = (values: ReadonlyMap<string, number>, words: readonly string[]): boolean =>
  words.every((word) => values.has(word));

export interface MatchedWords {
  readonly metric: Metric | undefined;
  readonly direction?: 'easy' | 'effort';
  readonly min: number;
  readonly max: number;
  readonly values: Readonly<Record<string, number>>;
  readonly needsName: boolean;
}

/**
 * The shortest scale on which every one of the words is an answer, at least two different ones, undefined where none
 * is. A scale of agreement has no metric of its own: what was agreed to decides.
 */
export const matchWordScale = (cells: Iterable<string>): MatchedWords | undefined => {
  const words = [...new Set([...cells].map(scaleWord))];
  if (words.length > 9) return undefined;
  const candidates = [
    ...wordScales,
    ...agreement.map((answers) => ({
      metric: undefined,
      min: 1,
      answers,
      direction: undefined,
      needsName: undefined,
    })),
  ];
  for (const { metric, min, answers, direction, needsName = false } of candidates) {
    const values = valuesOf(answers, min);
    if (!covers(values, words) || new Set(words.map((word) => values.get(word))).size < 2) continue;
    return {
      metric,
      min,
      max: min + answers.length - 1,
      values: Object.fromEntries(values),
      needsName,
      ...(direction === undefined ? {} : { direction }),
    };
  }
  return undefined;
};
