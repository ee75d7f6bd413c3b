import { defineTexts, type Translate } from './texts.ts';
import { themeText } from './theme-text.ts';

export const signalTexts = defineTexts({
  en: {
    complaint: 'Complaint',
    praise: 'Praise',
    suggestion: 'Suggestion',
    question: 'Question',
    'bug-report': 'Bug report',
    'churn-intent': 'May leave',
    'high-effort': 'High effort',
    urgency: 'Urgent',
    competitor: 'Names a competitor',
    tip: 'Tip for others',
    recommends: 'Recommends',
    warns: 'Warns others',
    'coached-score': 'Coached score',
    'score-text-conflict': 'Score and text disagree',
    'emotion:frustration': 'Frustration',
    'emotion:worry': 'Worry',
    'emotion:disappointment': 'Disappointment',
    'emotion:confusion': 'Confusion',
    'emotion:trust': 'Trust',
    'emotion:delight': 'Delight',
  },
  de: {
    complaint: 'Beschwerde',
    praise: 'Lob',
    suggestion: 'Vorschlag',
    question: 'Frage',
    'bug-report': 'Fehlermeldung',
    'churn-intent': 'Könnte gehen',
    'high-effort': 'Hoher Aufwand',
    urgency: 'Dringend',
    competitor: 'Nennt Wettbewerber',
    tip: 'Tipp für andere',
    recommends: 'Empfiehlt weiter',
    warns: 'Warnt andere',
    'coached-score': 'Um Bewertung gebeten',
    'score-text-conflict': 'Bewertung und Text widersprechen sich',
    'emotion:frustration': 'Frust',
    'emotion:worry': 'Sorge',
    'emotion:disappointment': 'Enttäuschung',
    'emotion:confusion': 'Verwirrung',
    'emotion:trust': 'Vertrauen',
    'emotion:delight': 'Begeisterung',
  },
});

type SignalText = keyof (typeof signalTexts)['en'];

/** The signals that are recognized, in the order of docs/analyze.md. */
export const signals = [
  'complaint',
  'praise',
  'suggestion',
  'question',
  'bug-report',
  'churn-intent',
  'high-effort',
  'urgency',
  'competitor',
  'tip',
  'recommends',
  'warns',
  'coached-score',
  'score-text-conflict',
  'emotion:frustration',
  'emotion:worry',
  'emotion:disappointment',
  'emotion:confusion',
  'emotion:trust',
  'emotion:delight',
] as const satisfies readonly SignalText[];

/** A signal in words; one that is newer than this page by its id. */
export const signalText = (id: string, t: Translate<SignalText>): string => {
  const known = signals.find((signal) => signal === id);
  return known === undefined ? themeText(id.replace('emotion:', '')) : t(known);
};
