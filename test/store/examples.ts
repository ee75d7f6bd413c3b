import type { Analysis, SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { Copy, Departure } from '../../lib/feedback/response/copy.ts';
import type { Review } from '../../lib/feedback/reviews/review.ts';
import { textMark } from '../../lib/feedback/reviews/reviewed.ts';
import type { BatchHeader } from '../../lib/store/batches/batch.ts';

type Answer = Copy['answers'][number];

interface Scored {
  readonly label?: SentimentLabel;
  readonly score?: number;
  readonly themes?: Extract<Analysis, { status: 'scored' }>['themes'];
}

/** An answer that is scored: neutral, 0 and without a theme by default. */
export const scoredAnswer = (
  text: string,
  { label = 'neutral', score = 0, themes = [] }: Scored = {},
): Answer => ({
  question: 'Why?',
  role: 'open',
  text,
  analysis: { status: 'scored', language: 'en', sentiment: { label, mixed: false, score }, themes },
});

const quick = scoredAnswer('Quick', {
  label: 'positive',
  score: 0.5,
  themes: [
    { id: 'delivery', confidence: 0.9, sentiment: { label: 'positive', score: 0.5 }, spans: [[0, 5]] },
  ],
});

/** A copy as it is in the table, with what a test wants different. */
export const exampleCopy = (changes: Partial<Copy> = {}): Copy => ({
  row: 1,
  responseId: 'response-1',
  occurrence: 0,
  fingerprint: 'said-1',
  touchpoint: 'delivery',
  cell: '2026-05-31',
  submittedAt: '2026-05-31T10:20:00Z',
  datePrecision: 'time',
  voice: 'customer',
  solicited: true,
  ratings: { 'nps:transactional': 9 },
  attributes: {},
  asked: 1,
  answers: [quick],
  batchId: 'batch-1',
  uploadedAt: '2026-06-01T00:00:00.000Z',
  versions: { sentiment: 'lexicon-1', theme: 'cx-core-1' },
  ...changes,
});

/** What a later batch says of the copy above. */
export const exampleDeparture = (changes: Partial<Departure> = {}): Departure => ({
  touchpoint: 'delivery',
  cell: '2026-05-31',
  from: 'batch-1',
  fromRun: 'r1',
  to: 'batch-2',
  toRun: 'r1',
  uploadedAt: '2026-07-01T00:00:00.000Z',
  page: 0,
  responses: ['response-1'],
  ...changes,
});

export const exampleHeader = (changes: Partial<BatchHeader> = {}): BatchHeader => ({
  batchId: 'batch-1',
  objectKey: 'uploads/delivery/may.csv',
  contentHash: 'content-1',
  uploadedAt: '2026-06-01T00:00:00.000Z',
  ...changes,
});

/** What somebody says of the copy above. */
export const exampleReview = (changes: Partial<Review> = {}): Review => ({
  touchpoint: 'delivery',
  cell: '2026-05-31',
  responseId: 'response-1',
  batchId: 'batch-1',
  respondent: 'hash',
  corrections: [
    {
      question: 'Why?',
      text: textMark('Quick'),
      label: 'negative',
      themes: ['speed'],
      by: 'a@x.org',
      at: '2026-06-02T00:00:00.000Z',
    },
  ],
  followUp: { status: 'open', owner: 'Support', by: 'a@x.org', at: '2026-06-02T00:00:00.000Z' },
  ...changes,
});
