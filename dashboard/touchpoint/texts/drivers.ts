import { defineTexts } from '../../shared/texts/texts.ts';

export const driversTexts = defineTexts({
  en: {
    drivers: 'What moves “{score}” here',
    driversSpan: '{span}, n {n}',
    driversNote:
      'Area: mentions, {low} to {high}. Orange or blue: significant; grey: not. Adjusted for the other themes. Associated with the score; this does not prove a cause.',
    noDrivers: 'Too few scores with comments to estimate drivers, or suppressed. This is not zero.',
    driver:
      '{theme}: impact {impact}, {low} to {high}; net sentiment {net}, {interval}; {n} mentions; {certainty}.',
    impactOn: 'impact on the {score}, all else equal',
    score: 'score',
    netOfMentions: 'net sentiment of its mentions',
    impact: 'Impact',
    mentions: 'Mentions',
    between: '{low} to {high}',
    watch: 'WATCH',
    keep: 'KEEP UP',
    fix: 'FIX FIRST',
    leave: 'LEAVE FOR NOW',
  },
  de: {
    drivers: 'Was „{score}“ hier bewegt',
    driversSpan: '{span}, n {n}',
    driversNote:
      'Fläche: Nennungen, {low} bis {high}. Orange oder blau: signifikant; grau: nicht. Um die anderen Themen bereinigt. Hängt mit der Bewertung zusammen; das beweist keine Ursache.',
    noDrivers: 'Zu wenige Bewertungen mit Kommentar für Treiber, oder ausgeblendet. Das ist keine Null.',
    driver:
      '{theme}: Einfluss {impact}, {low} bis {high}; Netto-Stimmung {net}, {interval}; {n} Nennungen; {certainty}.',
    impactOn: 'Einfluss auf die {score}, bei sonst gleichen Themen',
    score: 'Bewertung',
    netOfMentions: 'Netto-Stimmung der Nennungen',
    impact: 'Einfluss',
    mentions: 'Nennungen',
    between: '{low} bis {high}',
    watch: 'BEOBACHTEN',
    keep: 'ERHALTEN',
    fix: 'ZUERST BEHEBEN',
    leave: 'VORERST LASSEN',
  },
});
