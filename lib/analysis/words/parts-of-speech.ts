import { once } from 'remeda';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';

/** A tag of the Universal Dependencies (NOUN, VERB, ADJ …), `X` where no word is. */
export type PartOfSpeech = string;

/** On first use: it takes about a tenth of a second. */
const tagger = once(() => winkNLP(model, ['sbd', 'pos']));

/**
 * The part of speech of the English word at an offset (UTF-16), by universal tags: NOUN, VERB, ADJ and so on, `X` where no word is. A word
 * that the tagger splits has the tag of its first part: "can't" is AUX. By wink-nlp's tagger.
 *
 * @example const tagAt = partsOfSpeech('lost parcel'); // tagAt(0) = 'VERB', tagAt(5) = 'NOUN'
 */
export const partsOfSpeech = (text: string): ((offset: number) => PartOfSpeech) => {
  const wink = tagger();
  const tokens = wink.readDoc(text).tokens();
  const tags: readonly string[] = tokens.out(wink.its.pos);
  const tagOf = new Map<number, PartOfSpeech>();
  let end = 0;
  for (const [index, value] of tokens.out(wink.its.value).entries()) {
    const start = text.indexOf(value, end);
    end = start + value.length;
    for (let offset = start; offset < end; offset += 1) tagOf.set(offset, tags[index] ?? 'X');
  }
  return (offset) => tagOf.get(offset) ?? 'X';
};
