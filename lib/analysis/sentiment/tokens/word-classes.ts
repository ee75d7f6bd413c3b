import { outOfRange } from '../../../out-of-range.ts';
import { hashOf } from '../../words/word-hash.ts';

/** What a word or mark does to its neighbours, as bits that can be combined. */
export const wordClass = {
  negator: 1,
  scopeEnd: 2,
  sentenceEnd: 4,
  but: 8,
  clauseMark: 16,
  contrast: 32,
  mark: 64,
  determiner: 128,
  limiter: 256,
  past: 512,
  accustomed: 1024,
  wish: 2048,
  modal: 4096,
  perfect: 8192,
  now: 16_384,
  compared: 32_768,
  notCompared: 65_536,
  until: 131_072,
  gone: 262_144,
  ended: 524_288,
  passive: 1_048_576,
  waiting: 2_097_152,
  trouble: 4_194_304,
} as const;

const members: readonly (readonly [flag: number, words: string])[] = [
  [wordClass.negator, "not n't no never nothing nobody none nor neither hardly barely scarcely without"],
  [wordClass.scopeEnd, '. , ! ? ; : !! ?? ?! ... -- but'],
  [wordClass.sentenceEnd, '. ! ? !! ?? ?! ...'],
  [wordClass.but, 'but'],
  [wordClass.clauseMark, '; --'],
  [wordClass.contrast, 'but however although though whereas unfortunately except'],
  [wordClass.determiner, 'the my our your their'],
  [wordClass.limiter, 'only just merely simply'],
  [wordClass.past, 'used previously formerly initially originally'],
  [wordClass.accustomed, "get gets getting got be am is are 's 're 'm"],
  [wordClass.wish, 'wish wished'],
  [wordClass.modal, 'would could should might'],
  [wordClass.perfect, "have 've"],
  [wordClass.now, 'now today nowadays finally anymore since'],
  [wordClass.compared, 'than unlike'],
  [wordClass.notCompared, 'more other'],
  [wordClass.until, 'until'],
  [wordClass.waiting, 'wait waits waited waiting stay stays stayed staying'],
  [wordClass.gone, 'gone disappeared vanished unfounded'],
  [wordClass.ended, 'resolved solved fixed sorted repaired cured healed'],
  [
    wordClass.trouble,
    'problem problems issue issues trouble troubles fault faults faulty bug bugs error errors glitch glitches defect defects leak leaks crash crashes crack cracks scratch scratches stain stains dent dents delay delays hiccup hiccups difficulty difficulties complaint complaints smell noise damage mistake mistakes mess broken',
  ],
  [wordClass.passive, "been was were is are got 's 're"],
  [wordClass.mark, '. , ! ? !! ?? ?! ... ; : - -- / & % + $ *'],
];

const size = 1024;
const slotOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 22;
const slotHashes = new Uint32Array(size);
const slotFlags = new Uint32Array(size);

const register = (hash: number, flag: number): void => {
  let slot = slotOf(hash);
  while (slotFlags[slot] !== 0 && slotHashes[slot] !== hash) slot = (slot + 1) % size;
  slotHashes[slot] = hash;
  slotFlags[slot] = (slotFlags[slot] ?? outOfRange(slot)) | flag;
};
for (const [flag, words] of members) for (const word of words.split(' ')) register(hashOf(word), flag);

/**
 * The classes of a word by its hash, 0 for most. A table of its own, as this is asked for every token of every text.
 *
 * @example classesOf(hashOf('never')) & wordClass.negator // 1
 */
export const classesOf = (hash: number): number => {
  let slot = slotOf(hash);
  while (slotFlags[slot] !== 0) {
    if (slotHashes[slot] === hash) return slotFlags[slot] ?? outOfRange(slot);
    slot = (slot + 1) % size;
  }
  return 0;
};
