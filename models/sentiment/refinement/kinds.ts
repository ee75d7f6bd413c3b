import { z } from 'zod';
import type { SentimentLabel } from '../../../lib/analysis/analysis.ts';
import { lexicon, lineList, phraseList } from '../../../lib/lexicon.ts';
import { dress, fill, phrasebookSlots, type Slots } from '../phrasebook.ts';

/** A sentence that the project writes itself, with the kind that it stands for. */
interface KindLine {
  readonly kind: string;
  readonly text: string;
  readonly label: SentimentLabel;
}

const { slots: ownSlots, kinds } = lexicon(
  'training/kinds',
  z.strictObject({
    slots: z.record(z.string(), phraseList),
    kinds: z.array(
      z.strictObject({
        name: z.string(),
        label: z.enum(['positive', 'negative', 'neutral']),
        /** How often a template with slots is filled. */
        variants: z.int().positive().default(16),
        templates: lineList,
      }),
    ),
  }),
)();

const slots: Slots = { ...phrasebookSlots, ...ownSlots };

/** Both lists of every slot; a word in both stands twice as often. */
const withMore = (more: Slots): Slots => ({
  ...slots,
  ...Object.fromEntries(
    Object.entries(more).map(([slot, words]) => [slot, [...(slots[slot] ?? []), ...words]]),
  ),
});

/** How often a template without slots is dressed. */
const plainVariants = 4;

/**
 * Sentences by kind, where the feeling lies in how words are put together or in a fact; the same `random` gives the same
 * lines. `more` adds words to the slots.
 *
 * @example kindPhrases(createRandom(1))[0]?.kind // 'trouble that is denied'
 */
export const kindPhrases = (random: () => number, more: Slots = {}): KindLine[] => {
  const choices = withMore(more);
  return kinds.flatMap(({ name, label, variants, templates }) =>
    templates.flatMap((template) =>
      Array.from({ length: template.includes('{') ? variants : plainVariants }, () => ({
        kind: name,
        text: dress(fill(template, random, choices), random),
        label,
      })),
    ),
  );
};
