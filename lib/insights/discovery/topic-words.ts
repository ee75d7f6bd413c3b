import { lemmaOf } from '../../analysis/words/lemma.ts';

/**
 * What a word can do in a phrase. A `topic` word names something; an `opinion` only judges, so that it needs a topic beside
 * it ("bad service"); a `negator` may open a phrase ("can't log in"), a `particle` may close it ("sign up"); a `link` may
 * stand inside ("lack of stock"); a `break` ends every phrase.
 */
export type WordRole = 'topic' | 'opinion' | 'negator' | 'particle' | 'link' | 'break';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const links = setOf('of the a an my your our their his her its to for on at with from by');

const particles = setOf('in up out off down back through over away');

const negators = setOf(
  "no not never can't cannot cant won't wont doesn't doesnt didn't didnt don't dont isn't isnt wasn't wasnt " +
    "couldn't couldnt wouldn't wouldnt hasn't haven't without",
);

/** Closed classes, and words that stand in comments about anything. Compared as written and by lemma. */
const breaks = setOf(
  'i im id ill ive you youre he she it we they me him us them this that these those there here who whom whose which what ' +
    "when where why how and or but if because so as than then though although while until unless since before after i'm i'd " +
    "i'll i've you're he's she's it's we're they're that's there's what's let's we've they've you've we'll " +
    'is am are was were be been being have has had do does did will would can could should shall may might must ' +
    'about into onto upon per via within between among during against under above below across around along near ' +
    'very really quite so too just only even also still again ever always often sometimes usually maybe perhaps almost ' +
    'more most less least much many few several some any all both each every either neither other another such same own ' +
    'else enough one two three four five six seven eight nine ten first second third last next once twice ' +
    'now today yesterday tomorrow already yet soon ago later recently currently lately ' +
    'get got gotten go went gone going come came make made take took give gave put let say said tell told know knew think ' +
    'thought see saw seen look find found feel felt seem want wanted need try tried use used keep kept become ' +
    'thing things stuff something anything everything nothing someone anyone everyone nobody somebody way lot lots bit kind ' +
    'sort etc please thanks thank sorry hello hi yes ok okay well actually basically literally definitely probably simply ' +
    'however therefore otherwise anyway instead rather pretty totally absolutely completely extremely super highly truly ' +
    'time times day days week weeks month months year years hour hours minute minutes moment ' +
    'people person guy guys customer customers company year-old able lol omg u ur r n ya yeah',
);

/** Verdicts: they say how, not what. */
const opinions = setOf(
  'good great nice fine excellent amazing awesome fantastic wonderful perfect brilliant superb outstanding lovely best better ' +
    'bad poor terrible horrible awful worst worse disappointing disappointed unacceptable ridiculous rubbish useless pathetic ' +
    'disgusting shocking appalling dreadful mediocre average decent okay alright cool super love loved loves like liked likes ' +
    'enjoy enjoyed hate hated happy unhappy satisfied dissatisfied pleased annoyed annoying frustrated frustrating angry ' +
    'recommend recommended impressed glad sad favorite favourite beautiful fun interesting easy hard difficult simple ' +
    'big small huge new old whole real little long short high low right wrong sure different important ' +
    'ever stars star rating review experience overall work works working job thank appreciate appreciated highly ' +
    'useful helpful exceptional wow far help helped helping happen happened garbage trash crap sucks suck worth waste wonderful pleasant unpleasant incredible',
);

const closed: readonly (readonly [ReadonlySet<string>, WordRole])[] = [
  [negators, 'negator'],
  [links, 'link'],
  [particles, 'particle'],
  [breaks, 'break'],
  [opinions, 'opinion'],
];

const minTopicWordLength = 3;

/**
 * The role of a word, in lower case with straight apostrophes. Numbers break phrases.
 *
 * @example ['refund', 'terrible', 'the', 'is'].map(roleOf) // ['topic', 'opinion', 'link', 'break']
 */
export const roleOf = (word: string): WordRole => {
  const known = closed.find(([words]) => words.has(word));
  if (known !== undefined) return known[1];
  if (/^\p{N}+$/u.test(word) || word.length < minTopicWordLength) return 'break';
  const lemma = lemmaOf(word);
  if (breaks.has(lemma)) return 'break';
  return opinions.has(lemma) ? 'opinion' : 'topic';
};
