import type { Analysis, SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import { exampleCopy } from '../store/examples.ts';

const polarityOf = (label: SentimentLabel) => ({
  label,
  score: { negative: -0.6, neutral: 0, positive: 0.6 }[label],
});

/** A scored answer that mentions themes, and how it feels about all of them. */
export const heard = (themes: readonly string[], label: SentimentLabel): Analysis => ({
  status: 'scored',
  language: 'en',
  sentiment: { ...polarityOf(label), mixed: false },
  themes: themes.map((id) => ({ id, confidence: 1, sentiment: polarityOf(label), spans: [[0, 4]] })),
});

export const answerOn = (
  themes: readonly string[],
  label: SentimentLabel,
  question = 'Why?',
): Copy['answers'][number] => ({
  question,
  role: 'open',
  text: `text about ${themes.join(' and ')}`,
  analysis: heard(themes, label),
});

/** A respondent is a response's own unless it is named. */
export const planted = (index: number, changes: Partial<Copy> = {}): Copy =>
  exampleCopy({
    responseId: String(index).padStart(6, '0'),
    fingerprint: `said-${index}`,
    ...changes,
  });

export interface CrowdPlan {
  readonly n: number;
  /** What a complaint about delivery adds to the chance of a detractor. */
  readonly harm: number;
  /** Ask detractors alone what went wrong; they all say "refund". */
  readonly gated?: boolean | undefined;
}

/**
 * Delivery is mentioned by three in ten, and complained about. Parking is mentioned in the store alone, where a third more are
 * detractors whatever they mention. Colour does nothing. One in five says nothing.
 */
export const plantedCopies = (chance: () => number, plan: CrowdPlan): Copy[] =>
  Array.from({ length: plan.n }, (_, index) => plantedCopy(chance, plan, index));

const drawn = <Value>(chance: () => number, probability: number, value: Value): Value[] =>
  chance() < probability ? [value] : [];

const themesAt = (chance: () => number, touchpoint: string): string[] => [
  ...drawn(chance, 0.3, 'delivery'),
  ...drawn(chance, 0.2, 'colour'),
  ...drawn(chance, touchpoint === 'store' ? 0.4 : 0, 'parking'),
];

const riskOf = (touchpoint: string, harm: number): number =>
  0.15 + harm + (touchpoint === 'store' ? 0.35 : 0);

const plantedCopy = (chance: () => number, { harm, gated }: CrowdPlan, index: number): Copy => {
  const [touchpoint = 'web'] = drawn(chance, 0.5, 'store');
  const themes = themesAt(chance, touchpoint);
  const label = themes.includes('delivery') ? 'negative' : 'positive';
  const said = drawn(chance, 0.8, answerOn(themes, label));
  const isHarmed = said.length > 0 && label === 'negative';
  const rating = chance() < riskOf(touchpoint, isHarmed ? harm : 0) ? 3 : 9;
  const asked = gated && rating === 3 ? [answerOn(['refund'], 'negative', 'What went wrong?')] : [];
  const day = `2026-05-${String(1 + Math.floor(chance() * 28)).padStart(2, '0')}`;
  return planted(index, {
    touchpoint,
    cell: day,
    submittedAt: `${day}T10:00:00Z`,
    ratings: { 'nps:transactional': rating },
    asked: 2,
    answers: [...said, ...asked],
  });
};
