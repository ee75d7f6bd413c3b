import type { BlindSpot } from '../../insights/journey/journey-map.ts';
import type { TargetStatus } from '../../insights/journey/scorecard.ts';
import type { DigestLanguage } from '../digest/digest-material.ts';

/** The texts of a journey report besides its findings, in one language. */
export interface JourneyReportWords {
  /** @example title('May 2025') // 'The journey in May 2025' */
  title(period: string): string;
  readonly scores: string;
  readonly changed: string;
  readonly notCertain: string;
  readonly ongoing: string;
  readonly journey: string;
  readonly others: string;
  readonly touchpoint: string;
  readonly owner: string;
  readonly responses: string;
  readonly complaint: string;
  readonly praise: string;
  readonly suppressed: string;
  readonly blindSpots: string;
  readonly blind: Readonly<Record<BlindSpot, string>>;
  readonly personas: string;
  readonly persona: string;
  readonly actions: string;
  readonly status: Readonly<Record<TargetStatus, string>>;
  /** @example target('60%', 'missed') // 'target 60%, missed' */
  target(value: string, status: string): string;
  /** @example of('21', '25') // '21 of 25' */
  of(part: string, whole: string): string;
  /** @example after('NPS', '-7', '+15') // 'NPS +15, after −7 before' */
  effect(name: string, before: string, after: string): string;
  readonly noEffect: string;
  readonly method: string;
}

const english: JourneyReportWords = {
  title: (period) => `The journey in ${period}`,
  scores: 'Scores',
  changed: 'What changed',
  notCertain: 'Not certain yet',
  ongoing: 'Ongoing problems',
  journey: 'The journey',
  others: 'Not in the journey',
  touchpoint: 'Touchpoint',
  owner: 'Owner',
  responses: 'Responses',
  complaint: 'Top complaint',
  praise: 'Top praise',
  suppressed: 'suppressed: too few people',
  blindSpots: 'Blind spots',
  blind: { none: 'no responses', 'too-few': 'too few responses', 'no-open-question': 'no open question' },
  personas: 'Personas',
  persona: 'Persona',
  actions: 'Actions',
  status: {
    met: 'met',
    missed: 'missed',
    open: 'too close to call',
    'too-few': 'too few responses',
    unknown: 'no figure',
  },
  target: (value, status) => `target ${value}, ${status}`,
  of: (part, whole) => `${part} of ${whole}`,
  effect: (name, before, after) => `${name} ${after}, ${before} before`,
  noEffect: 'Nothing can be compared yet.',
  method:
    'Values in parentheses are 95% confidence intervals. Figures below the minimum group size are left out, which does not mean zero. Before and after an action are whole weeks; a difference does not prove a cause.',
};

const german: JourneyReportWords = {
  title: (period) => `Die Customer Journey: ${period}`,
  scores: 'Werte',
  changed: 'Was sich geändert hat',
  notCertain: 'Noch nicht sicher',
  ongoing: 'Anhaltende Probleme',
  journey: 'Die Customer Journey',
  others: 'Nicht in der Customer Journey',
  touchpoint: 'Kontaktpunkt',
  owner: 'Zuständig',
  responses: 'Antwortbögen',
  complaint: 'Häufigste Beschwerde',
  praise: 'Häufigstes Lob',
  suppressed: 'ausgeblendet: zu wenige Personen',
  blindSpots: 'Blinde Flecken',
  blind: {
    none: 'keine Antworten',
    'too-few': 'zu wenige Antworten',
    'no-open-question': 'keine offene Frage',
  },
  personas: 'Personas',
  persona: 'Persona',
  actions: 'Maßnahmen',
  status: {
    met: 'erreicht',
    missed: 'verfehlt',
    open: 'nicht eindeutig',
    'too-few': 'zu wenige Antworten',
    unknown: 'kein Wert',
  },
  target: (value, status) => `Ziel ${value}, ${status}`,
  of: (part, whole) => `${part} von ${whole}`,
  effect: (name, before, after) => `${name} ${after}, vorher ${before}`,
  noEffect: 'Noch nichts zu vergleichen.',
  method:
    'In Klammern stehen 95-%-Konfidenzintervalle. Werte unter der Mindestgruppengröße fehlen; das ist keine Null. Vor und nach einer Maßnahme sind ganze Wochen; ein Unterschied beweist keine Ursache.',
};

const byLanguage: Readonly<Record<DigestLanguage, JourneyReportWords>> = { en: english, de: german };

/** @example journeyReportWords('de').actions // 'Maßnahmen' */
export const journeyReportWords = (lang: DigestLanguage): JourneyReportWords => byLanguage[lang];
