import type { Format } from '../shared/texts/format.ts';
import type { Translate } from '../shared/texts/texts.ts';
import type { CommentsText } from './texts.ts';

/** How far following a response up can be. */
export const followUps = ['open', 'in-progress', 'done'] as const;

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
