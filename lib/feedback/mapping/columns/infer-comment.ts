import type { AnswerRole } from '../../response/response.ts';
import type { ColumnMeaning } from '../mapping.ts';
import type { ColumnInference, FoundColumn } from './column-inference.ts';
import { isShortName } from './header-words.ts';
import type { ProfiledColumn } from './table-profile.ts';

/** Finds out whether customers wrote a column in their own words, and what they were asked for. */

const commentName =
  /\b(?:comments?|reviews?|feedback|verbatims?|text|content|body|messages?|description|remarks?|opinions?|testimonial|complaints?|suggestions?|transcript|conversation|chat|tweet|answers?|title|subject|headline|summary|pros|cons|liked?|disliked?|improvements?|thoughts?|ideas?|kommentare?|bemerkung(?:en)?|anmerkung(?:en)?|meinung|nachricht|rezension|freitext|commentaires?|avis|remarques?|titre|comentarios?|opinion|resena|mensaje|titulo|commento|commenti|recensione|opmerking(?:en)?|toelichting|sugerencias?|sugestoes|suggerimenti|suggesties|anregung(?:en)?)\b|(?:kommentar|meinung|bemerkung|anmerkung|rezension|begrundung|vorschlag|kritik|feedback)(?:e|en)?\b/;
const asksInWords =
  /\b(?:what|why|how (?:can|could|did|do|would|was)|tell us|tell me|describe|explain|anything|elaborate|in your own words|share|warum|was (?:hat|war|konnen|gefallt)|wie konnen|pourquoi|que pouvons|qu est ce|por que|que podemos|cosa|perche|come possiamo|waarom|wat (?:kunnen|vond))\b/;
/** What pleased and what did not, as two columns of a review. */
const prosOrConsName =
  /^(?:vorteile?|nachteile?|positiv(?:es)?|negativ(?:es)?|positives?|negatives?|avantages?|inconvenients?|points? (?:forts?|faibles?|positifs?|negatifs?)|ventajas?|desventajas?|puntos? (?:fuertes?|debiles?|positivos?|negativos?)|lo (?:mejor|peor)|vantaggi|svantaggi|pregi|difetti|pro|contro|punti (?:di forza|di debolezza|deboli|positivi|negativi)|vantagens?|desvantagens?|pontos? (?:fortes?|fracos?|positivos?|negativos?)|positivos?|negativos?|pluspunten|minpunten|voordelen|nadelen|positief|negatief)$/;
/** Texts that nobody wrote as feedback. */
const notCommentName =
  /\b(?:address|street|url|link|image|photo|picture|avatar|product|item|hotel|store|brand|category|department|class|type|job|role|position|rating|score|sentiment|label|ids?|user ?name|tags?|topics?|themes?|status|version|device|model|browser|user agent|reply|file ?name|language|country|city|region|group|segment|currency)\b/;

const rolesByName: readonly (readonly [RegExp, AnswerRole])[] = [
  [
    /\bnicht (?:so )?(?:gut )?gefallen|missfall|\b(?:did not|didn t|not) (?:like|enjoy)|(?:pas|moins) (?:aime|plu|apprecie)|no (?:le |te |les )?(?:ha )?gust|menos (?:le |te )?(?:ha )?gust|non (?:le |ti )?e piaciut|niet goed|minder goed|negative|\bimprov|\bchanges?\b|\bcons\b|dislike|like(?:d)? (?:the )?least|worst|\bbad\b|better|wrong|disadvantage|weakness|disappoint|complain|missing|suggest|verbesser|schlecht|negativ|kritik|amelior|negatif|mejor|negativo|miglior|verbeter|nachteil|svantagg|desvantag|desventaj|inconvenient|faible|debil|debolezza|difett|minpunt|nadelen|\bcontro\b|negatief|fraco|lo peor/,
    'improve',
  ],
  [
    /positive|\bpraise|\bpros\b|\b(?<!would |you )likes?\b(?! to\b)|\bliked\b|like (?:the )?(?:most|best)|\bbest\b|went well|advantage|strength|enjoy|\blove|positiv|gefallen|\blob\b|positif|plu\b|\baim(?:e|ez)\b|apprecie|positivo|gusto|piaciut|goed\b|vorteil|vantagg|vantag|ventaj|avantage|\bforts?\b|fuerte|forza|pregi|pluspunt|voordel|^pro$|positief|\bfortes?\b|lo mejor/,
    'praise',
  ],
  [
    /\breason|\bwhy\b|what made you|main cause|because|explain (?:your|the)|grund|warum|raison|pourquoi|motivo|motivazion|motivacion|razon|por ?que|perche|reden|waarom/,
    'reason',
  ],
];

/** What a question asks for: praise, what to improve, the reason of a score, or anything. */
const roleOf = (words: string): AnswerRole =>
  rolesByName.find(([pattern]) => pattern.test(words))?.[1] ?? 'open';

const meaningOf = (
  column: ProfiledColumn,
  role = roleOf(column.words),
  transcript = isChat(column),
): ColumnMeaning => ({
  field: 'comment',
  role,
  ...(transcript ? { transcript: true } : {}),
});

const isChat = ({ profile }: ProfiledColumn): boolean => profile.share(profile.transcripts) > 0.5;

const comment = (column: ProfiledColumn, confidence: number, because: string): ColumnInference => {
  const role = roleOf(column.words);
  const asksFor = role === 'open' ? '' : `, asks for ${roleMeaning[role]}`;
  const onlyCustomers = isChat(column) ? '; only the customer’s turns are scored' : '';
  return { meaning: meaningOf(column, role), confidence, because: `${because}${asksFor}${onlyCustomers}` };
};

const roleMeaning: Readonly<Record<AnswerRole, string>> = {
  open: 'anything',
  praise: 'praise',
  improve: 'improvements',
  reason: 'the reason',
};

/** Names that say nothing else than that customers wrote it. */
const plainCommentName =
  /^(?:(?:customer|your|open|user|guest|additional|free|other) )*(?:comments?|feedback|verbatims?|reviews?|text|messages?|remarks?)(?: text| body)?$/;

/** Names that ask for the reason of an answer and nothing else: a word or two is one. */
const plainReasonName =
  /^(?:(?:main|primary|your|nps|csat|score|rating) )*(?:reasons?|why|(?:haupt)?grund|grunde|begrundung|warum|raisons?|pourquoi|motivos?|motivazione|motivacion|razon|por ?que|perche|(?:hoofd)?reden|waarom) ?\??(?: (?:for|behind|of|fur|de|du|della?|do|da|voor|van)(?: (?:your|the|this|ihre?|die|diesen?r?|votre|la|su|tu|el|sua|uw|je|het|de))?(?: (?:scores?|ratings?|answer|grade|nps|csat|vote|bewertung|note|antwort|reponse|puntuacion|respuesta|punteggio|voto|nota|cijfer|score))?)?$/;

/** A few repeated values are categories to choose from, not free text. */
const isCategorical = ({ profile }: ProfiledColumn): boolean =>
  profile.filled >= 50 && profile.distinct <= Math.max(12, 0.05 * profile.filled);

const yesOrNo =
  /^(?:yes|no|y|n|true|false|maybe|not sure|ja|nein|vielleicht|oui|non|peut-être|s[ií]|sim|n[aã]o|quizás|forse|nee|misschien)\.?$/i;

/** A box to tick; not where the question asks for comments, and everybody happens to have none. */
const isYesOrNo = ({ words, profile }: ProfiledColumn): boolean =>
  !commentName.test(words) && [...profile.values.keys()].every((value) => yesOrNo.test(value));

/** Of a few answers nearly all the same: a box that was ticked, unless the column is named for a comment. */
const isTicked = ({ words, profile }: ProfiledColumn): boolean =>
  profile.filled >= 3 &&
  (profile.distinct === 1 || profile.distinct <= 0.1 * profile.filled) &&
  !commentName.test(words);

const isText = ({ profile }: ProfiledColumn): boolean => {
  const { filled, plainNumbers, webAddresses, mailAddresses } = profile;
  return plainNumbers + webAddresses + mailAddresses < 0.3 * filled;
};

const isOtherwiseNamed = ({ nameWords }: ProfiledColumn): boolean =>
  isShortName(nameWords) && notCommentName.test(nameWords) && !plainReasonName.test(nameWords);

/** Columns that surveys name by the number of their question. */
const questionNumber = /^(?:q|question|frage|pregunta|item) ?\d/;

/** By content: whole sentences, nearly all different; of a name that asks for something, a few words are enough. */
const proseComment = (column: ProfiledColumn): ColumnInference | undefined => {
  const { filled, distinctShare, averageWords } = column.profile;
  const hasRole = roleOf(column.words) !== 'open';
  const isProse = averageWords >= (hasRole ? 3 : 5) && (filled < 10 || distinctShare >= 0.5);
  if (!isProse || isOtherwiseNamed(column)) return undefined;
  const isAsked = hasRole || questionNumber.test(column.nameWords);
  const confidence = averageWords >= 8 ? 0.75 : 0.6;
  return comment(column, isAsked ? 0.85 : confidence, 'texts of several words, mostly unique');
};

/** "open_response": what customers answered, where it is text; also what a person chose, so its values decide. */
const responseName =
  /\bresponses?\b|\bantwort(?:en)?\b|\breponses?\b|\brespuestas?\b|\brisposte?\b|\brespostas?\b/;

/** Answers to "why" in words; "R1" and "R2" are codes. */
const isReasonInWords = ({ nameWords, profile }: ProfiledColumn): boolean =>
  plainReasonName.test(nameWords) && [...profile.values.keys()].some((value) => /\p{L}{3}/u.test(value));

const isNamedComment = (column: ProfiledColumn): boolean =>
  isNamedAsComment(column) || isReasonInWords(column);

/** The id of an answer or a message is none. */
const idName = /\bids?$/;

const isNamedAsComment = ({ words, nameWords, profile }: ProfiledColumn): boolean =>
  prosOrConsName.test(nameWords) ||
  (responseName.test(words) && profile.distinctShare > 0.5 && profile.averageWords >= 2) ||
  (words.includes('?') && profile.averageWords >= 3) ||
  (commentName.test(words) && !idName.test(words)) ||
  asksInWords.test(words);

/** Texts that repeat are categories, unless the column is called a comment and nothing else, or they are sentences. */
const isCategories = (column: ProfiledColumn): boolean =>
  (isCategorical(column) || isTicked(column) || isYesOrNo(column)) &&
  !plainCommentName.test(column.nameWords) &&
  !isReasonInWords(column) &&
  !(isNamedComment(column) && column.profile.averageWords >= 4);

const emptyComment = (column: ProfiledColumn): ColumnInference | undefined =>
  isNamedComment(column) && !isOtherwiseNamed(column)
    ? comment(column, 0.5, 'named like a comment, empty so far')
    : undefined;

/** The comment that a column holds, undefined where it holds none. An empty column is one where its name says so. */
export const inferComment = (column: ProfiledColumn): ColumnInference | undefined => {
  const { filled, averageWords } = column.profile;
  if (filled === 0) return emptyComment(column);
  if (!isText(column) || isCategories(column)) return undefined;
  const isNamed = isNamedComment(column) && (averageWords >= 5 || !isOtherwiseNamed(column));
  if (!isNamed) return proseComment(column);
  return comment(column, averageWords >= 2 ? 0.95 : 0.8, 'named like a comment, with texts');
};

/** A column of boxes although it is named for a comment. */
const holdsBoxes = ({ column, inference }: FoundColumn): boolean =>
  inference.meaning.field === 'comment' &&
  inference.confidence < 1 &&
  column.profile.filled >= 5 &&
  column.profile.distinct > 1 &&
  [...column.profile.values.keys()].every((value) => yesOrNo.test(value));

const holdsTexts = (each: FoundColumn): boolean =>
  each.inference.meaning.field === 'comment' && each.column.profile.averageWords >= 1.5 && !holdsBoxes(each);

/** A comment of yes and no is a box to tick where another column has the texts. */
export const withoutBoxes = (found: readonly FoundColumn[]): readonly FoundColumn[] => {
  const texts = found.find(holdsTexts);
  if (texts === undefined) return found;
  return found.map((each) =>
    holdsBoxes(each)
      ? {
          column: each.column,
          inference: {
            meaning: { field: 'attribute' },
            confidence: 0.8,
            because: `yes or no; the texts are in "${texts.column.name}"`,
          },
        }
      : each,
  );
};

/** The comment that a person says the column holds. */
export const commentByOverride = (
  column: ProfiledColumn,
  role: AnswerRole | undefined,
  transcript: boolean | undefined,
): ColumnInference => ({ meaning: meaningOf(column, role, transcript), confidence: 1, because: 'a comment' });

const reasonName = /\breasons?\b|\bgrund\b|\bgrunde\b|\braison\b|\bmotivo\b|\breden\b|\bwhy\b|\bexplain\b/;

/** True for a name that asks for words: a comment, a reason, a question that starts with what or why. */
export const asksForWords = (column: ProfiledColumn): boolean =>
  (isNamedComment(column) || reasonName.test(column.words)) && !isOtherwiseNamed(column);
