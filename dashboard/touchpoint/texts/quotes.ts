import { defineTexts } from '../../shared/texts/texts.ts';

export const quotesTexts = defineTexts({
  en: {
    quotes: 'Comments',
    ofExamined:
      '{comments, plural, one {# comment} other {# comments}} in {examined, plural, one {# response} other {# responses}} examined',
    openAll: 'Open all {count}',
    anyFeeling: 'Any sentiment',
    feelingFilter: 'Sentiment',
    themeFilter: 'Theme',
    anyThemeFilter: 'Any theme',
    negative: 'negative',
    neutral: 'neutral',
    positive: 'positive',
    noQuotes: 'Comments are suppressed: fewer respondents match than may be quoted. This is not zero.',
    quotesHow:
      'Point at a marked clause, or move the focus to it, to see the words that decided its sentiment.',
    open: 'Open',
    undated: 'undated',
    scoreOf: '{name}: {value} of {max}',
    clause: 'Clause: {label}, {score}.',
    unread: 'in a language that is not read yet',
  },
  de: {
    quotes: 'Kommentare',
    ofExamined:
      '{comments, plural, one {# Kommentar} other {# Kommentare}} in {examined, plural, one {einem durchsuchten Antwortbogen} other {# durchsuchten Antwortbögen}}',
    openAll: 'Alle {count} öffnen',
    anyFeeling: 'Jede Stimmung',
    feelingFilter: 'Stimmung',
    themeFilter: 'Thema',
    anyThemeFilter: 'Jedes Thema',
    negative: 'negativ',
    neutral: 'neutral',
    positive: 'positiv',
    noQuotes:
      'Kommentare sind ausgeblendet: Weniger Personen passen dazu, als zitiert werden dürfen. Das ist keine Null.',
    quotesHow:
      'Zeigen Sie auf einen markierten Teilsatz oder setzen Sie den Fokus darauf, um die Wörter zu sehen, die seine Stimmung entschieden.',
    open: 'Öffnen',
    undated: 'ohne Datum',
    scoreOf: '{name}: {value} von {max}',
    clause: 'Teilsatz: {label}, {score}.',
    unread: 'in einer Sprache, die noch nicht gelesen wird',
  },
});
