import type { Format } from '../shared/texts/format.ts';
import type { Translate } from '../shared/texts/texts.ts';
import { themeText } from '../shared/texts/theme-text.ts';
import type { CommentsText } from './texts.ts';

/** The signals that are listened for, in the order of docs/analyze.md. */
export const signals = [
  'complaint',
  'praise',
  'suggestion',
  'question',
  'bug-report',
  'churn-intent',
  'high-effort',
  'urgency',
  'competitor',
  'tip',
  'recommends',
  'warns',
  'coached-score',
  'score-text-conflict',
  'emotion:frustration',
  'emotion:worry',
  'emotion:disappointment',
  'emotion:confusion',
  'emotion:trust',
  'emotion:delight',
] as const satisfies readonly CommentsText[];

/** How far following a response up can be. */
export const followUps = ['open', 'in-progress', 'done'] as const;

/** A signal in words; one that is newer than this page by its id. */
export const signalText = (id: string, t: Translate<CommentsText>): string => {
  const known = signals.find((signal) => signal === id);
  return known === undefined ? themeText(id.replace('emotion:', '')) : t(known);
};

/** When it was written, as precisely as that is disclosed. @example writtenText('2025-05-30/2025-05-31', …) // '30 May 2025 to 31 May 2025' */
export const writtenText = (written: string, format: Format, t: Translate<CommentsText>): string => {
  const [from = '', to = from] = written.split('/');
  const isDated = (end: string): boolean => end !== 'undated';
  if (isDated(from) && isDated(to)) return format.span({ from, to });
  // Few people without a date are shown together with those of the first days.
  const dated = [from, to].filter(isDated).map((end) => format.period(end));
  return [t('undated'), ...dated].join(', ');
};

/** Everything that a comment is put into words with. */
export interface Words {
  readonly t: Translate<CommentsText>;
  readonly format: Format;
  touchpoint(id: string): string;
  /** By the taxonomy, in the reader's language. */
  theme(id: string): string;
  language(code: string): string;
  scores(ratings: Readonly<Record<string, number>>): string[];
}
