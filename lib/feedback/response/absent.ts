/** What people and tools type where there is nothing to say: it leaves the denominator and is no value of its own. */
const absentWords = new Set(
  `
  -|--|---|–|—|.|?|/|n/a|n\\a|na|n.a.|n.a|n/r|nr|nan|null|nil|none|(none)|undefined|unknown|missing|blank|(blank)|empty|
  no answer|no response|no opinion|not applicable|not answered|not sure|not rated|unrated|unsure|skipped|skip|
  don't know|don’t know|dont know|do not know|i don't know|i don’t know|i do not know|dk|don't know / not applicable|don't know/not applicable|
  prefer not to say|prefer not to answer|rather not say|offered|unoffered|
  keine angabe|k. a.|k.a.|weiß nicht|weiss nicht|ich weiß nicht|nicht zutreffend|trifft nicht zu|
  sans réponse|sans objet|ne sait pas|je ne sais pas|non applicable|
  no sabe|no contesta|ns/nc|no aplica|no sé|non so|non applicabile|não sei|não se aplica|weet ik niet|niet van toepassing|n.v.t.|nvt
  `
    .split('|')
    .map((word) => word.trim()),
);

/** True for a cell that is blank or says that there is no answer ("N/A", "-", "Don't know"). */
export const isAbsent = (cell: string): boolean => {
  const word = cell.trim();
  return word === '' || (word.length <= 40 && absentWords.has(word.toLowerCase()));
};

const placeholderName =
  /^(?:an? )?(?:google|app store|apple|amazon|facebook|verified|anonymous|deleted|unknown|guest|private|test|kindle|registered)?[ _-]*(?:user|customer|guest|visitor|reviewer|account|person|client|member|buyer|anonymous|anonym|anonyme|anónimo|anonimo|unknown|nobody|someone|kunde|gast)$/i;

/** What redaction puts in the place of a name or an address. */
const replaced = /^\[\p{L}+\]$/u;

/** True for a name that stands for nobody in particular ("A Google user", "Anonymous"): such a respondent is missing, not one person. */
export const isPlaceholderName = (name: string): boolean =>
  isAbsent(name) || placeholderName.test(name.trim()) || replaced.test(name.trim());
