import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Random } from './random.ts';

/** One template a line in the YAML, one template an entry here. */
const templates = z.string().transform((text) => text.split('\n').filter((line) => line !== ''));

const topic = z.object({
  weight: z.number(),
  negative: templates.optional(),
  positive: templates.optional(),
  neutral: templates.optional(),
  wish: templates.optional(),
  agent: templates.optional(),
});
const touchpointGrammar = z.object({ topics: z.record(z.string(), topic) });

const moods = z.object({ negative: templates, positive: templates, neutral: templates });
const sharedGrammar = z.object({
  words: z.record(z.string(), templates),
  short: moods,
  noContent: templates,
  openers: moods.partial({ neutral: true }),
  closers: moods,
  bridges: templates,
  fillers: templates,
  languages: z.record(z.string(), z.object({ negative: templates, positive: templates })),
});

export type Topic = z.infer<typeof topic>;
export type TouchpointGrammar = z.infer<typeof touchpointGrammar>;
export type SharedGrammar = z.infer<typeof sharedGrammar>;

const readYaml = (name: string): unknown =>
  parse(readFileSync(new URL(`./grammar/${name}.yaml`, import.meta.url), 'utf8'));

export const loadSharedGrammar = (): SharedGrammar => sharedGrammar.parse(readYaml('shared'));

export const loadTouchpointGrammar = (touchpoint: string): TouchpointGrammar =>
  touchpointGrammar.parse(readYaml(touchpoint));

const innermostSlot = /\[([^[\]]*)\]|<(\w+)>/u;

/**
 * One sentence of a template: `[a|b]` becomes one of its sides, `<word>` one of the words.
 *
 * @example expand('[Great|Good] <item>', { item: ['rug'] }, random) // 'Good rug'
 */
export const expand = (
  template: string,
  words: Readonly<Record<string, readonly string[]>>,
  random: Random,
): string => {
  let text = template;
  for (let slot = innermostSlot.exec(text); slot !== null; slot = innermostSlot.exec(text)) {
    const choices = slot[2] === undefined ? (slot[1] ?? '').split('|') : (words[slot[2]] ?? [slot[2]]);
    text = text.slice(0, slot.index) + random.pick(choices) + text.slice(slot.index + slot[0].length);
  }
  return text
    .replace(/ {2,}/gu, ' ')
    .replace(/ (?=[.,!?](?:\s|$))/gu, '')
    .trimStart();
};
