import { german } from '../../insights/findings/text/de.ts';
import { english } from '../../insights/findings/text/en.ts';
import type { Language } from '../../insights/findings/text/language.ts';
import type { DigestLanguage } from './digest-material.ts';

/** The texts of a digest besides its findings, in one language. */
export interface DigestWords {
  readonly language: Language;
  /** The name of the digest of all touchpoints. */
  readonly whole: string;
  readonly changed: string;
  readonly ongoing: string;
  readonly scores: string;
  /** The heads of the table of scores, without that of the names. */
  readonly scoreHeads: readonly [now: string, interval: string, people: string, compared: string];
  readonly signalsHeading: string;
  readonly themes: string;
  readonly negative: string;
  readonly neutral: string;
  readonly positive: string;
  readonly touchpoints: string;
  readonly touchpoint: string;
  readonly responses: string;
  readonly quotes: string;
  readonly evidence: string;
  readonly suppressed: string;
  readonly partial: string;
  readonly tooFew: string;
  readonly noFigure: string;
  /** Below the title: the amount of feedback. */
  coverage(responses: string, answers: string): string;
  /** How many comments a finding counts. */
  comments(count: string): string;
  /** For a period that is not over. */
  upTo(day: string): string;
  /** A day, or a month, under an axis. @example tick('2026-05-04') // '4 May' */
  tick(period: string): string;
  /** The description of a chart. */
  curve(score: string): string;
  signals(list: string): string;
  readonly signal: Readonly<Record<string, string>>;
}

const tickIn = (locale: string): DigestWords['tick'] => {
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  return (period) => (period.length === 7 ? month : day).format(Date.parse(period));
};

const inEnglish: DigestWords = {
  language: english,
  whole: 'the whole journey',
  changed: 'What changed',
  ongoing: 'Ongoing problems',
  scores: 'Scores',
  scoreHeads: ['now', '95% interval', 'n', 'compared'],
  signalsHeading: 'Signals',
  themes: 'What comments mention',
  negative: 'negative',
  neutral: 'neutral',
  positive: 'positive',
  touchpoints: 'By touchpoint',
  touchpoint: 'Touchpoint',
  responses: 'Responses',
  quotes: 'In their words',
  evidence: 'Evidence for each sentence',
  suppressed: 'Suppressed: fewer respondents than the minimum group size. This is not zero.',
  partial: 'Groups below the minimum size are left out of all counts, to protect anonymity.',
  tooFew: 'sample too small',
  noFigure: 'no figure',
  coverage: (responses, answers) => `${responses} responses, ${answers} answers scored`,
  comments: (count) => `${count} comments are behind it.`,
  upTo: (day) => `up to ${day}`,
  tick: tickIn('en-GB'),
  curve: (score) => `${score} over time, with its interval`,
  signals: (list) => `Among the answers, ${list}.`,
  signal: {
    'churn-intent': 'mention leaving',
    urgency: 'ask for help at once',
    'bug-report': 'report that something is broken',
    'high-effort': 'report high effort',
    warns: 'warn others',
    competitor: 'name a competitor',
  },
};

const inGerman: DigestWords = {
  language: german,
  whole: 'die ganze Customer Journey',
  changed: 'Was sich geändert hat',
  ongoing: 'Anhaltende Probleme',
  scores: 'Werte',
  scoreHeads: ['jetzt', '95-%-Intervall', 'n', 'verglichen'],
  signalsHeading: 'Signale',
  themes: 'Wovon Kommentare handeln',
  negative: 'negativ',
  neutral: 'neutral',
  positive: 'positiv',
  touchpoints: 'Nach Kontaktpunkt',
  touchpoint: 'Kontaktpunkt',
  responses: 'Antwortbögen',
  quotes: 'In ihren Worten',
  evidence: 'Beleg für jeden Satz',
  suppressed:
    'Nicht gezeigt: weniger Personen als die kleinste Gruppe, die gezeigt wird. Das ist keine Null.',
  partial: 'Zu kleine Gruppen sind in keiner Zahl enthalten, damit niemand erkannt wird.',
  tooFew: 'zu wenige',
  noFigure: 'kein Wert',
  coverage: (responses, answers) => `${responses} Antwortbögen, ${answers} Antworten bewertet`,
  comments: (count) => `${count} Kommentare stehen dahinter.`,
  upTo: (day) => `bis ${day}`,
  tick: tickIn('de-DE'),
  curve: (score) => `${score} im Lauf der Zeit, mit Intervall`,
  signals: (list) => `Von den Antworten: ${list}.`,
  signal: {
    'churn-intent': 'sprechen vom Weggehen',
    urgency: 'bitten um sofortige Hilfe',
    'bug-report': 'melden, dass etwas nicht funktioniert',
    'high-effort': 'erzählen von viel Mühe',
    warns: 'warnen andere',
    competitor: 'nennen einen Wettbewerber',
  },
};

const byLanguage: Readonly<Record<DigestLanguage, DigestWords>> = { en: inEnglish, de: inGerman };

/** @example wordsIn({ lang: 'de' }).scores // 'Werte' */
export const wordsIn = ({ lang }: { readonly lang: DigestLanguage }): DigestWords => byLanguage[lang];
