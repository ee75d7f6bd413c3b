import { z } from 'zod';
import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { lexicon, lineList, phraseList } from '../../lib/lexicon.ts';

/**
 * Sentences that the project writes itself, from templates: what labelled reviews hold too rarely to be learned from
 * them (negated complaints, wishes, relief, rivals, ratings in the text, bare topics). `{slot}` is filled from `slots`.
 */

export interface PhrasebookLine {
  readonly text: string;
  readonly label: SentimentLabel;
}

const { slots, facts, templates } = lexicon(
  'training/phrasebook',
  z.strictObject({
    slots: z.record(z.string(), phraseList),
    facts: lineList,
    templates: z.strictObject({ positive: lineList, negative: lineList, neutral: lineList }),
  }),
)();

export const phrasebookSlots: Slots = slots;

const slotPattern = /\{(\w+)\}/g;

/** What a `{slot}` can be, by its name. */
export type Slots = Readonly<Record<string, readonly string[]>>;

export const fill = (template: string, random: () => number, choicesOf: Slots): string =>
  template.replaceAll(slotPattern, (_, slot: string) => {
    const choices = choicesOf[slot] ?? [];
    return choices[Math.floor(random() * choices.length)] ?? '';
  });

/** Capitals and marks as customers set them. */
export const dress = (text: string, random: () => number): string => {
  const draw = random();
  if (draw < 0.06) return text.toUpperCase();
  const capital = draw < 0.6 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  if (/[?)\p{So}]$/u.test(text)) return capital;
  return capital + (random() < 0.4 ? '.' : random() < 0.15 ? '!' : '');
};

/**
 * Each template `variants` times with freshly drawn words; the same `random` gives the same lines.
 *
 * @example phrasebook(createRandom(1), 1)[0].label // 'positive'
 */
export const phrasebook = (random: () => number, variants: number): PhrasebookLine[] =>
  (Object.keys(templates) as SentimentLabel[]).flatMap((label) =>
    templates[label].flatMap((template) =>
      Array.from({ length: variants }, () => ({ text: dress(fill(template, random, slots), random), label })),
    ),
  );

const storiesPerLabel = 800;

const pick = <T>(items: readonly T[], random: () => number): T =>
  items[Math.floor(random() * items.length)] as T;

const tell = (label: SentimentLabel, random: () => number): string => {
  const opinions = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(templates[label], random));
  const told = [pick(facts, random), ...opinions, ...(random() < 0.5 ? [pick(facts, random)] : [])];
  return told
    .map((template) => fill(template, random, slots))
    .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`)
    .join(' ');
};

/**
 * Comments of several sentences, facts between what the customer thought: one feeling in ten words of none is a feeling.
 *
 * @example stories(createRandom(1)).length // 1600
 */
export const stories = (random: () => number): PhrasebookLine[] =>
  (['positive', 'negative'] as const).flatMap((label) =>
    Array.from({ length: storiesPerLabel }, () => ({ text: tell(label, random), label })),
  );
