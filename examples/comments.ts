import type { SharedGrammar, Topic, TouchpointGrammar } from './grammar.ts';
import { expand } from './grammar.ts';
import { inSomeHand } from './handwriting.ts';
import type { Random } from './random.ts';

export type Mood = 'negative' | 'neutral' | 'positive' | 'mixed';

/** What a customer is about to write. */
export interface Occasion {
  readonly mood: Mood;
  /** ISO 639-1; `en` or a language of the shared grammar. */
  readonly language: string;
  /** Some topics are on everybody's mind: their weight is multiplied by this. */
  readonly emphasis?: Readonly<Record<string, number>>;
}

export interface Writer {
  /** Why the customer feels so. */
  reason(occasion: Occasion, random: Random): string;
  /** What was good; also of a customer who is not happy. */
  praise(occasion: Occasion, random: Random): string;
  /** What could be better; also of a customer who is happy. */
  improve(occasion: Occasion, random: Random): string;
  /** A remark of two or three words. */
  short(mood: Mood, random: Random): string;
  /** What one types to get past a question. */
  noContent(random: Random): string;
  /** What the company says in a conversation. */
  agent(random: Random): string;
}

type Kind = 'negative' | 'positive' | 'neutral' | 'wish' | 'agent';
const joinsOn = /[,\w]\s$/u;
const mayBeLowered = /^[A-Z][a-z]/u;

const joined = (start: string, sentence: string): string =>
  joinsOn.test(start) && mayBeLowered.test(sentence)
    ? start + sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : start + sentence;

/** A writer for one touchpoint. */
export const createWriter = (shared: SharedGrammar, grammar: TouchpointGrammar): Writer => {
  const write = (lines: readonly string[], random: Random): string =>
    expand(random.pick(lines), shared.words, random);

  const topicsWith = (kind: Kind): [string, Topic][] =>
    Object.entries(grammar.topics).filter(([, topic]) => topic[kind] !== undefined);

  const sentences = (kind: Kind, count: number, occasion: Occasion, random: Random): string[] => {
    const left = new Map(topicsWith(kind));
    return Array.from({ length: Math.min(count, left.size) }, () => {
      const weights = Object.fromEntries(
        [...left].map(([id, topic]) => [id, topic.weight * (occasion.emphasis?.[id] ?? 1)]),
      );
      const id = random.pickWeighted(weights);
      const lines = left.get(id)?.[kind] ?? [];
      left.delete(id);
      return write(lines, random);
    });
  };

  const howMany = (random: Random): number => Number(random.pickWeighted({ 1: 50, 2: 33, 3: 12, 4: 5 }));

  const around = (mood: 'negative' | 'positive', said: readonly string[], random: Random): string => {
    const opener = random.chance(0.14) ? write(shared.openers[mood], random) : '';
    const filler = random.chance(0.22) ? [write(shared.fillers, random)] : [];
    const closer = random.chance(0.2) ? [write(shared.closers[mood], random)] : [];
    return joined(opener, [...said.slice(0, 1), ...filler, ...said.slice(1), ...closer].join(' '));
  };

  const bridged = (first: string, second: string, random: Random): string =>
    `${first} ${joined(write(shared.bridges, random), second)}`;

  const full: Record<Mood, (occasion: Occasion, random: Random) => string> = {
    negative: (occasion, random) =>
      around('negative', sentences('negative', howMany(random), occasion, random), random),
    positive: (occasion, random) =>
      around('positive', sentences('positive', howMany(random), occasion, random), random),
    neutral: (occasion, random) => {
      const said = sentences('neutral', random.chance(0.3) ? 2 : 1, occasion, random);
      return [...said, ...(random.chance(0.3) ? [write(shared.closers.neutral, random)] : [])].join(' ');
    },
    mixed: (occasion, random) => {
      const good = sentences('positive', 1, occasion, random).join(' ');
      const bad = sentences('negative', 1, occasion, random).join(' ');
      return random.chance(0.7) ? bridged(good, bad, random) : bridged(bad, good, random);
    },
  };

  const short = (mood: Mood, random: Random): string =>
    write(shared.short[mood === 'mixed' ? 'neutral' : mood], random);

  const foreign = (occasion: Occasion, random: Random): string | undefined => {
    const lines = shared.languages[occasion.language];
    return lines && write(occasion.mood === 'positive' ? lines.positive : lines.negative, random);
  };

  const reason = (occasion: Occasion, random: Random): string =>
    foreign(occasion, random) ??
    inSomeHand(
      random.chance(0.16) ? short(occasion.mood, random) : full[occasion.mood](occasion, random),
      random,
    );

  return {
    short,
    reason,
    noContent: (random) => random.pick(shared.noContent),
    agent: (random) => sentences('agent', 1, { mood: 'neutral', language: 'en' }, random).join(' '),
    praise: (occasion, random) =>
      foreign({ ...occasion, mood: 'positive' }, random) ??
      inSomeHand(sentences('positive', random.chance(0.2) ? 2 : 1, occasion, random).join(' '), random),
    improve: (occasion, random) =>
      foreign({ ...occasion, mood: 'negative' }, random) ??
      inSomeHand(sentences(random.chance(0.6) ? 'wish' : 'negative', 1, occasion, random).join(' '), random),
  };
};
