import type { Metric } from '../../response/scale.ts';

/** What names and wordings of columns, as rules read them, say about ratings; in the languages that exports come in. */

const npsName =
  /\bnps\b|net promoter|(?:likel(?:y|ihood|iness)|probab(?:le|ly|ility)|willing(?:ness)?)\b.{0,80}\brecommend|recommend\b.{0,80}\b(?:friend|colleague|family|others)|wahrscheinlich.{0,80}empfehl|weiterempfehl|recommand|recomend|recomiend|raccomand|consigliere|aanbeve|\bltr\b/;
const csatName =
  /\bc ?sat\b|\bo ?sat\b|\bsatisf(?:action|ied|y)|satisfait|satisfaccion|satisfech|satisfacao|satisfeit|zufrieden|soddisf|tevreden/;
const cesName =
  /\bces\b|customer effort|\befforts?\b|\besfuerzo\b|\besforco\b|\bsforzo\b|\bmoeite\b|how (?:easy|easily|simple|difficult|hard)\b|\bease of\b|easy (?:was|is|did|to (?:get|resolve|handle|do|find|use))|(?:made|makes) it easy|aufwand|wie (?:einfach|leicht|unkompliziert|schwer|schwierig|auf[wa]+e?ndig|muhsam)\b|facilite|que tan facil|hoe makkelijk/;
export const ratingName =
  /\bschulnoten?\b|^overall$|\bgesamteindruck\b|\bhow (?:was|were|is) (?:your|the|our)\b|\bratings?\b|\brated?\b|\bstars?\b|\bscores?\b|\bgrade\b|\bpoints\b|bewertung|\bsterne\b|\b(?:gesamt|durchschnitts)?note\b|punktzahl|puntuacion|calificacion|valoracion|\bnota\b|\bvoto\b|punteggio|valutazione|beoordeling|avaliacao/;
const recommends = /\brecommend(?:ation)?\b/;
/** What is recommended, or why: no score. */
const notHowLikely = /\b(?:what|which|who|whom|why|how many|how often|number of|counts?|ids?)\b/;

/** Names that may ask for a yes or no as well: only answers beyond 5 make an NPS of them. */
export const mayAskToRecommend = (words: string): boolean =>
  recommends.test(words) && !notHowLikely.test(words);
/** Marks of German schools: 1 is the best of 6. */
export const schoolMark = /\bschulnoten?\b/;
/** Numbers of something else than how good it was. */
export const notRatingName =
  /\bcounts?\b|number of|\bvotes?\b|\blikes\b|thumbs|helpful|confidence|probabilit|sentiment|polarity|version|duration|seconds|minutes|\bhours?\b|\bdays?\b|estimate|\bspent\b|\bage\b|price|amount|revenue|\bid\b|quiz|lead|credit/;

/** Names that leave it to the rest of the file what was asked. */
export const plainScoreName =
  /^(?:scores?|ratings?|answers?|values?|response value|survey (?:score|result)|results?|note|punktzahl|wert|antwort|ergebnis|valeur|reponse|resultat|puntuacion|calificacion|valor|respuesta|resultado|punteggio|voto|valore|risposta|nota|pontuacao|resposta|cijfer|waarde|antwoord)$/;

export const easyWords =
  /\beas(?:y|ily|ier|iest|e)\b|\bsimple\b|\bsimply\b|straightforward|effortless|smooth(?:ly)?\b|hassle free|einfach|leicht|unkompliziert|muhelos|facil|simpl[ei]|sencill|gemakkelijk|makkelijk|eenvoudig|semplice/;
const effortWords =
  /\beffort\b|personally have to|\b(?:work(?:ed)?|try|tried) (?:very |too |so |really )?hard\b|hassle(?! free)|jump through hoops|struggl|aufwand|\bmuhe\b|anstreng|\befforts?\b|esfuerzo|esforz|esforc|sforz|fatica|moeite|inspanning/;
export const hardWords =
  /difficult|\bhard(?:er)?\b|complicated|cumbersome|tedious|frustrating|painful|schwierig|schwer|kompliziert|umstandlich|muhsam|auf[wa]+e?ndig|dificil|complicad|difficile|complique|complicat|moeilijk|ingewikkeld/;
/** What turns it round: "was not easy", "little effort", "without any hassle". */
const negatedEasy =
  /\b(?:not|never|isn t|wasn t|hardly|nicht|pas|non|nao|niet|no (?:fue|es|ha sido)) (?:very |at all |so |that |really |sehr |tres |muy |erg )?(?:eas|simple|straightforward|smooth|einfach|leicht|facil|sencill|semplice|makkelijk|gemakkelijk|eenvoudig)/;
const negatedEffort =
  /\b(?:little|low|minimal|less|no|not much|without (?:much|any)?|hardly any|wenig|kaum|ohne(?: grossen| viel)?|peu d|sans|poco|sin|sem|pouco|weinig|geen|zonder) ?(?:effort|efforts|hassle|difficult\w*|aufwand|muhe|esfuerzo|esforco|sforzo|moeite|inspanning)|\b(?:not|never|didn t|did not|don t|do not)\b.{0,24}\b(?:effort|hassle|hard|difficult|complicated)|\bnicht (?:schwer|schwierig|kompliziert)|effort was low/;

/** Which way an effort score runs by its wording; undefined where the wording does not tell. */
export const directionOfWording = (words: string): 'easy' | 'effort' | undefined => {
  if (negatedEffort.test(words)) return 'easy';
  if (negatedEasy.test(words)) return 'effort';
  const [easy, hard] = [easyWords.test(words), hardWords.test(words)];
  if (easy && hard) return undefined;
  if (easy) return 'easy';
  return hard || isEffortTold(words) ? 'effort' : undefined;
};

/** "Customer effort score" names what is measured; "I had to put in effort", "how much effort" tell its direction. */
const isEffortTold = (words: string): boolean =>
  effortWords.test(words) &&
  !/^(?:the |your |our |overall )?(?:customer |client |user )?effort(?: score| rating| level)?(?: ces)?$/.test(
    words,
  );

export const transactionWords =
  /\bt ?nps\b|transaction|your (?:recent|last|latest)|(?:based on|after|following) (?:your|this|the)|this (?:visit|call|chat|purchase|order|delivery|interaction|experience)|today/;
export const relationshipWords = /\br ?nps\b|relationship|overall|in general|as a company|gesamt/;

/** "The process was easy", "Getting help took too long and was a hassle": somebody agrees to it, or not. */
const effortStatement =
  /\b(?:was|were|is|are|been|found|find|made|makes|make|felt|took|takes|required|requires|had to|have to|war|waren|ist|musste|etait|est|fue|era|e stato|foi|was het|du|tuve|costo|ho dovuto|tive|kostte|moest)\b/;

const isEffortStatement = (words: string): boolean =>
  effortStatement.test(words) && directionOfWording(words) !== undefined;

/** The metric that a name or a wording asks for. */
export const metricByName = (words: string): Metric | undefined => {
  if (npsName.test(words)) return 'nps';
  if (cesName.test(words)) return 'ces';
  if (csatName.test(words)) return 'csat';
  return !words.includes('?') && isEffortStatement(words) ? 'ces' : undefined;
};

export const dissatisfiedWords =
  /\b(?:dissatisf|unsatisf|unhapp|disappoint)|unzufrieden|enttauscht|insatisf|insatisfech|insoddisf|delus|ontevreden|teleurgesteld|decep|decu\b/;

/** The metric of a statement that customers agree to or not. */
export const metricOfStatement = (words: string): Metric | undefined =>
  metricByName(words) ??
  (dissatisfiedWords.test(words) || /\bhappy with|\bpleased with/.test(words) ? 'csat' : undefined);

/** Names that ask how it was: words of praise and blame below them are answers. */
export const asksForOpinion =
  /\bhow (?:did|do|does|would|was|were|is|are)\b|\bexperiences?\b|\bfeedback\b|\bmood\b|\bfeel(?:ing)?\b|\bopinion\b|\bimpression\b|\bthumbs?\b|\bsmileys?\b|\bhappiness\b|\bavis\b|valoracion|opinion|stimmung|eindruck|erfahrung|ervaring|esperienza|experiencia|hat es|gefallen|wie (?:war|fanden|zufrieden)|comment (?:etait|s est)|como (?:fue|foi)|com[e ] (?:e stat|era)|hoe (?:was|vond)/;
