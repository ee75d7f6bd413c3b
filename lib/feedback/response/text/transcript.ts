import type { Edit } from './edited-text.ts';
import { type Line, linesOf } from './text-lines.ts';

/** Reads chats and threads, "Speaker: what they said" line by line, and distinguishes the customer's turns from the company's. */

const customerRole =
  /\b(?:customer|client|lead|contact|user|visitor|guest|consumer|caller|shopper|buyer|passenger|patient|member|subscriber|requester|end[- ]user|kunde|kundin|besucher(?:in)?|cliente|usuario|usuário|utilisateur|klant)\b/i;
const companyRole =
  /\b(?:agent|support|bot|chatbot|assistant|system|representative|rep|advisor|adviser|operator|staff|team|service|helpdesk|moderator|admin|automated|mitarbeiter(?:in)?|berater(?:in)?|conseiller|conseillère|asesor|agente|atendente|operatore|medewerker)\b/i;

const stamp = String.raw`(?:[[(]?(?:\d{4}-\d{2}-\d{2}[ T])?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?Z?[\])]?\s*[-–|]?\s*)?`;
/** A label is short and has no sentence in it: a time before it, a role, a name or both, a colon behind it. */
const turn = new RegExp(
  String.raw`^\s*${stamp}(\p{L}[\p{L}\p{N} ._'’#&/()-]{0,48}?)\s*(?:[[(]\d{1,2}:\d{2}[^\])]{0,12}[\])])?\s*:(?:\s+|$)`,
  'u',
);

/** Writers of messages that no customer reads or writes, and the direction of those that go out. */
const otherRole =
  /\b(?:note|notes|internal|workflow|operator|teammate|employee|company|business|brand|owner|macro|trigger|template|activity|assignee|supervisor|automation|auto(?:mated|matic)? (?:reply|response|message)|ivr|tool|ai|conversation (?:assigned|closed|opened)|outbound|outgoing|sent|notiz|interne?[rs]?|roboter|sachbearbeiter(?:in)?|ausgehend|gesendet|syst[eè]me|robot|sortante?|envoyée?|nota|interna|sistema|robô|saliente|enviad[oa]|sa[ií]da|in uscita|inviat[oa]|notitie|systeem|uitgaand|verzonden)(?!\p{L})/iu;
/** A customer in other words than those of chats, and the direction of messages that come in. */
const otherCustomer =
  /(?<!\p{L})(?:inbound|incoming|received|eingehend|empfangen|anrufer(?:in)?|entrante|reçue?|recibid[oa]|recebid[oa]|entrada|in entrata|ricevut[oa]|inkomend|ontvangen|visiteu(?:r|se)|clienta|visitante|visitatore|bezoeker|gast)(?!\p{L})/iu;

/** "end_user", "Agent-Reply" in words. */
const inWords = (speaker: string): string => speaker.replaceAll(/[_-]+/g, ' ').trim();

/** True for who is not named as the company: a customer, or a name. */
export const isCustomerSpeaker = (speaker: string): boolean => speakerRole(speaker) !== 'company';

/** Whom a word such as "lead" or "admin" names; undefined for any other. */
export const speakerRole = (speaker: string): 'customer' | 'company' | undefined => {
  const words = inWords(speaker);
  if (otherRole.test(words) || companyRole.test(words)) return 'company';
  return customerRole.test(words) || otherCustomer.test(words) ? 'customer' : undefined;
};

interface Turn {
  readonly speaker: string;
  /** Where the line begins, where the words begin, and where the next turn begins. */
  readonly start: number;
  readonly said: number;
  readonly end: number;
}

const turnsOf = (lines: readonly Line[]): Turn[] => {
  const openings = lines.flatMap((line) => {
    const match = turn.exec(line.text);
    return match?.[1] === undefined
      ? []
      : [{ speaker: match[1].trim(), start: line.start, said: line.start + match[0].length }];
  });
  const end = lines.at(-1)?.next ?? 0;
  return openings.map((opening, index) => ({ ...opening, end: openings[index + 1]?.start ?? end }));
};

/** If a speaker is named as the customer, only that one; otherwise everyone not named as the company. Undefined: unclear. */
const customerTest = (speakers: readonly string[]): ((speaker: string) => boolean) | undefined => {
  const isCustomer = (speaker: string): boolean => customerRole.test(speaker) && !companyRole.test(speaker);
  if (speakers.some(isCustomer)) return isCustomer;
  return speakers.some((speaker) => companyRole.test(speaker))
    ? (speaker) => !companyRole.test(speaker)
    : undefined;
};

/** True for a text of at least two turns in which the customer is clear. */
export const isTranscript = (text: string): boolean => {
  const speakers = turnsOf(linesOf(text)).map(({ speaker }) => speaker);
  return speakers.length >= 2 && customerTest(speakers) !== undefined;
};

/**
 * The edits that leave only the customer's words of a transcript: other speakers' turns, all labels, and text
 * before the first turn are removed. If it is unclear who the customer is, nothing is removed.
 */
export const transcriptEdits = (text: string): Edit[] => {
  const turns = turnsOf(linesOf(text));
  const isCustomer = customerTest(turns.map(({ speaker }) => speaker));
  const [first] = turns;
  if (isCustomer === undefined || first === undefined) return [];
  const before = first.start > 0 ? [{ start: 0, end: first.start, replacement: '' }] : [];
  const cuts = turns.map(({ speaker, start, said, end }) => ({
    start,
    end: isCustomer(speaker) ? said : end,
    replacement: '',
  }));
  return [...before, ...cuts];
};
