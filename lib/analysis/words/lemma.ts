const irregular = new Map(
  (
    'went:go goes:go took:take taken:take brought:bring paid:pay sent:send broke:break broken:break ' +
    'kept:keep told:tell said:say got:get gotten:get gave:give given:give came:come ' +
    'felt:feel found:find bought:buy sold:sell spoke:speak spoken:speak knew:know known:know wrote:write ' +
    'written:write hung:hang held:hold made:make spent:spend stood:stand understood:understand threw:throw ' +
    'thrown:throw wore:wear worn:wear tore:tear torn:tear froze:freeze frozen:freeze ate:eat eaten:eat ' +
    'drank:drink slept:sleep drove:drive driven:drive flew:fly flown:fly rang:ring chose:choose chosen:choose ' +
    'forgot:forget forgotten:forget hid:hide hidden:hide fell:fall fallen:fall ' +
    'met:meet ran:run sat:sit taught:teach thought:think won:win built:build ' +
    'charged:charge people:person men:man women:woman children:child staffs:staff dishes:dish ' +
    'worse:bad worst:bad slower:slow cheaper:cheap faster:fast tasted:taste tasting:taste wasted:waste ' +
    'wasting:waste used:use using:use shoes:shoe sizes:size freezes:freeze nicest:nice lied:lie lying:lie has:have had:have did:do does:do done:do is:be are:be was:be ' +
    'were:be been:be being:be am:be'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Words that look inflected and are not. */
const uninflected = new Set(
  (
    'during something nothing anything everything evening morning ceiling king ring spring string thing wing bring ' +
    'bus plus gas always perhaps yes this us is as was his its less unless across news express access process address ' +
    'business wireless business series species bed red need feed speed seed indeed wed fed led hundred sacred shed ' +
    'pudding wedding building clothing seating lighting parking booking dining banking ' +
    'over under after never ever other rather either neither however together number customer manager server order ' +
    'offer water waiter driver paper computer dinner counter corner letter answer former later user weather whether ' +
    'setting serving helping dressing inviting charming lively understanding welcoming caring packing opening ' +
    'gone lost left stuck stolen going beginning landing boarding rating heading reading being loving amazing missing closed closely highly ' +
    'only early timely lately hardly likely nearly really hourly weekly monthly yearly fully family reply apply supply fly july holly italy daily friendly lovely lonely ugly silly jelly belly rally'
  ).split(' '),
);

const vowel = /[aeiouy]/;
/** Stems that lost an "e" before -ing and -ed: serv(e), charg(e), handl(e), updat(e), provid(e), compar(e). */
const lostE =
  /(?:[csvzu]|ul|[^aeiou][gl]|dg|[^aeo]at|[^aeiou][iu]d|[^aeo][iu]r|(?:[^aeiouv]|^)[^v]or|[^eo]ar|[^aeiou]et|[iou]n[eg]?)$/;
const keptWithoutE = /(?:ss|cus|mus|ng|ain|oin|[^aeiou]in|un|on|ll|rl|wl|x)$/;
const shortClosed = /^[^aeiou]*[aeiou][^aeiouwxy]$/;
const doubled = /([bdfgklmnprt])\1$/;

const restore = (stem: string): string => {
  if (/(?:ll|ss|ff|zz)$/.test(stem))
    return stem.length > 5 && !stem.endsWith('stall') && stem.endsWith('ll') ? stem.slice(0, -1) : stem;
  if (doubled.test(stem)) return stem.slice(0, -1);
  if (/(?:[^n]g|ch?ang|arrang)$/.test(stem) && /(?:rg|dg|ang|ag)$/.test(stem)) return `${stem}e`;
  if (shortClosed.test(stem)) return `${stem}e`;
  return lostE.test(stem) && !keptWithoutE.test(stem) ? `${stem}e` : stem;
};

const withoutEnding = (word: string, ending: string): string | undefined => {
  const stem = word.slice(0, -ending.length);
  return word.endsWith(ending) && stem.length >= 2 && vowel.test(stem) ? stem : undefined;
};

const singular = (word: string): string | undefined => {
  if (!word.endsWith('s') || word.length < 4 || /(?:ss|us|is)$/.test(word)) return undefined;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  return /(?:ss|x|zz|ch|sh|[^h]o)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
};

const verbBase = (word: string): string | undefined => {
  if (word.endsWith('ied') && word.length > 4) return `${word.slice(0, -3)}y`;
  const stem = withoutEnding(word, 'ing') ?? (word.length > 4 ? withoutEnding(word, 'ed') : undefined);
  return stem === undefined ? undefined : restore(stem);
};

const adjectiveBase = (word: string): string | undefined => {
  if (word.length > 5 && /i(?:er|est|ly)$/.test(word)) return word.replace(/i(?:er|est|ly)$/, 'y');
  const stem = (word.length > 5 ? withoutEnding(word, 'est') : undefined) ?? withoutEnding(word, 'ly');
  return stem === undefined || stem.length < 3 ? undefined : stem;
};

/**
 * The form that stands for a word's inflections: plural, tense, comparison and -ly. Derived words stay apart (delivery is
 * not deliver), because a taxonomy tells them apart. Takes and gives lower case; a word it doesn't know comes back as it is.
 *
 * @example ['charges', 'charging', 'charged'].map(lemmaOf) // ['charge', 'charge', 'charge']
 */
export const lemmaOf = (word: string): string => {
  const bare = word.replace(/'s?$/, '');
  const known = irregular.get(bare);
  if (known !== undefined) return known;
  if (bare.length < 4 || uninflected.has(bare)) return bare;
  return singular(bare) ?? verbBase(bare) ?? adjectiveBase(bare) ?? bare;
};
