import { defineTexts } from '../../shared/texts/texts.ts';

export const sidesTexts = defineTexts({
  en: {
    sides: 'Side by side',
    dimension: 'By',
    channel: 'Channel',
    differs: '{name} differs by {by} (p {p}): {highValue} for {high}, {lowValue} for {low}.',
    alikeBy: '{name}: no significant difference by {by} (p {p}).',
    noGroups: 'No two groups above the minimum group size.',
    email: 'E-mail',
    sms: 'Text message',
    web: 'Web',
    app: 'App',
    anonymous: 'Open link',
    unnamed: 'not said',
    who: 'Who',
    silentTitle: '{name} with and without a comment',
    wrote: 'With a comment',
    silent: 'Without a comment',
    silentAlike: 'No significant difference to those who wrote nothing ({interval}).',
    silentLower:
      'Respondents without a comment score {value} points lower ({interval}): comments look better than the scores.',
    silentHigher:
      'Respondents without a comment score {value} points higher ({interval}): comments look worse than the scores.',
    silentUnknown: '{name}: too few on one side to compare.',
    noSilent: 'Too few respondents with or without a comment to compare.',
    conflicts: 'Score and comment disagree',
    noConflicts: 'Scores and comments agree, or those that do not are suppressed.',
    'promoters-who-complain':
      '{name}: {responses} of {n} with a good score complain in the comment ({interval}).',
    'detractors-who-praise':
      '{name}: {responses} of {n} with a poor score praise in the comment ({interval}).',
    conflictAbout: '{count} of them mention “{theme}”.',
  },
  de: {
    sides: 'Nebeneinander',
    dimension: 'Nach',
    channel: 'Kanal',
    differs: '{name} unterscheidet sich nach {by} (p {p}): {highValue} bei {high}, {lowValue} bei {low}.',
    alikeBy: '{name}: kein signifikanter Unterschied nach {by} (p {p}).',
    noGroups: 'Keine zwei Gruppen mit genug Personen.',
    email: 'E-Mail',
    sms: 'SMS',
    web: 'Web',
    app: 'App',
    anonymous: 'Offener Link',
    unnamed: 'nicht angegeben',
    who: 'Wer',
    silentTitle: '{name} mit und ohne Kommentar',
    wrote: 'Mit Kommentar',
    silent: 'Ohne Kommentar',
    silentAlike: 'Kein signifikanter Unterschied zu denen, die nichts schrieben ({interval}).',
    silentLower:
      'Wer nichts schrieb, bewertet {value} Punkte niedriger ({interval}): Die Kommentare klingen besser als die Bewertungen.',
    silentHigher:
      'Wer nichts schrieb, bewertet {value} Punkte höher ({interval}): Die Kommentare klingen schlechter als die Bewertungen.',
    silentUnknown: '{name}: auf einer Seite zu wenige für einen Vergleich.',
    noSilent: 'Zu wenige mit oder ohne Kommentar für einen Vergleich.',
    conflicts: 'Bewertung und Kommentar widersprechen sich',
    noConflicts: 'Bewertungen und Kommentare passen zusammen, oder Widersprüche sind ausgeblendet.',
    'promoters-who-complain':
      '{name}: {responses} von {n} mit guter Bewertung klagen im Kommentar ({interval}).',
    'detractors-who-praise':
      '{name}: {responses} von {n} mit schlechter Bewertung loben im Kommentar ({interval}).',
    conflictAbout: '{count} von ihnen erwähnen „{theme}“.',
  },
});
