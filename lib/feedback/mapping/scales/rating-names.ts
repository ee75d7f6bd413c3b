import type { Metric } from '../../response/scale.ts';

/** What names and wordings of columns, as rules read them, say about ratings; in the languages that exports come in. */

const npsName =
  /\bnps\b|net promoter|(?:likel(?:y|ihood|iness)|probab(?:le|ly|ility)|willing(?:ness)?)\b.{0,80}\brecommend|recommend\b.{0,80}\b(?:friend|colleague|family|others)|wahrscheinlich.{0,80}empfehl|weiterempfehl|recommand|recomend|recomiend|raccomand|consigliere|aanbeve|\bltr\b/;
const csatName =
  /\bc ?sat\b|\bo ?sat\b|\bsatisf(?:action|ied|y)|satisfait|satisfaccion|satisfech|satisfacao|satisfeit|zufrieden|soddisf|tevreden/;
const cesName =
  /\bces\b|customer effort|\beffort\b|how easy|\bease of\b|easy (?:was|is|did|to (?:get|resolve|handle|do|find|use))|(?:made|makes) it easy|aufwand|wie einfach|facilite|que tan facil|hoe makkelijk/;
export const ratingName =
  /\bschulnoten?\b|^overall$|\bgesamteindruck\b|\bhow (?:was|were|is) (?:your|the|our)\b|\bratings?\b|\brated?\b|\bstars?\b|\bscores?\b|\bgrade\b|\bpoints\b|bewertung|\bsterne\b|\bnote\b|punktzahl|puntuacion|calificacion|valoracion|\bnota\b|\bvoto\b|punteggio|valutazione|beoordeling|avaliacao/;
/** Names that may ask for a yes or no as well: only answers beyond 5 make an NPS of them. */
export const weakNpsName = /^(?:(?:likely|likelihood) to )?recommend(?:ation)?(?: score| likelihood| us)?$/;
/** Marks of German schools: 1 is the best of 6. */
export const schoolMark = /\bschulnoten?\b/;
/** Numbers of something else than how good it was. */
export const notRatingName =
  /\bcounts?\b|number of|\bvotes?\b|\blikes\b|thumbs|helpful|confidence|probabilit|sentiment|polarity|version|duration|seconds|minutes|\bhours?\b|\bdays?\b|estimate|\bspent\b|\bage\b|price|amount|revenue|\bid\b|quiz|lead|credit/;

/** Names that leave it to the rest of the file what was asked. */
export const plainScoreName = /^(?:scores?|ratings?|answers?|values?|response value|survey score)$/;

export const easyWords = /\beas(?:y|ier|e)\b|einfach|leicht|facil|gemakkelijk|makkelijk|semplice/;
export const effortWords =
  /how much effort|effort (?:did|do) you|personally have to|aufwand|muhe|esfuerzo|esforco|sforzo|moeite/;
export const hardWords = /difficult|hard\b|schwierig|schwer|dificil|difficile|moeilijk/;

export const transactionWords =
  /\bt ?nps\b|transaction|your (?:recent|last|latest)|(?:based on|after|following) (?:your|this|the)|this (?:visit|call|chat|purchase|order|delivery|interaction|experience)|today/;
export const relationshipWords = /\br ?nps\b|relationship|overall|in general|as a company|gesamt/;

/** The metric that a name or a wording asks for. */
export const metricByName = (words: string): Metric | undefined => {
  if (npsName.test(words)) return 'nps';
  if (cesName.test(words)) return 'ces';
  return csatName.test(words) ? 'csat' : undefined;
};
