import { describe, expect, test } from 'vitest';
import { intake } from '../../../lib/feedback/response/intake.ts';
import type { Outcome } from '../../../lib/feedback/response/outcome.ts';
import { intakeContext } from '../intake-context.ts';
import { tableOf } from '../table.ts';
import { map, meanings } from './mapped.ts';

const texts = [
  'The delivery took far too long',
  'Friendly staff and a clean shop',
  'I could not log in for two days',
  'Nobody told me about the new price',
];
const text = (row: number): string => `${texts[row % texts.length]} (${row})`;

const outcomes = async (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Outcome[]> => {
  const table = tableOf(columns, rows);
  const all: Outcome[] = [];
  for await (const group of intake(table, await map(table), intakeContext)) all.push(...group);
  return all;
};
const whyOf = (outcome: Outcome): string => {
  if (outcome.kind === 'excluded') return outcome.reason;
  return 'response' in outcome && outcome.response.unfinished ? 'unfinished' : outcome.kind;
};

describe('a status in the words of other tools', () => {
  test.each<[string, Record<string, string>]>([
    [
      'Status',
      {
        Complete: 'accepted',
        Partial: 'unfinished',
        Test: 'test',
        Disqualified: 'disqualified',
        Deleted: 'deleted',
      },
    ],
    [
      'Response Status',
      { Completed: 'accepted', 'Screened out': 'disqualified', 'In progress': 'unfinished' },
    ],
    [
      'status',
      { complete: 'accepted', overquota: 'disqualified', terminated: 'disqualified', partial: 'unfinished' },
    ],
    ['Survey status', { Submitted: 'accepted', Preview: 'preview', Spam: 'spam', Abandoned: 'unfinished' }],
    ['Record Type', { Live: 'accepted', 'Test response': 'test' }],
    ['Status der Antwort', { Abgeschlossen: 'accepted', Abgebrochen: 'unfinished', Gelöscht: 'deleted' }],
    ['Disposition', { Complete: 'accepted', 'Quota full': 'disqualified', Fraud: 'spam' }],
    ['Statut', { Complet: 'accepted', Doublon: 'spam' }],
    ['Response status', { Complete: 'accepted', Duplicate: 'spam' }],
    ['Is test', { TRUE: 'test', FALSE: 'accepted' }],
    ['spam', { yes: 'spam', no: 'accepted' }],
    ['Valid', { 1: 'accepted', 0: 'deleted' }],
    ['is_agent', { 0: 'accepted', 1: 'company-message' }],
    ['from_me', { false: 'accepted', true: 'company-message' }],
    ['Internal note', { no: 'accepted', yes: 'company-message' }],
    ['is_outbound', { 0: 'accepted', 1: 'company-message' }],
    ['from customer', { true: 'accepted', false: 'company-message' }],
    ['Environment', { production: 'accepted', staging: 'test', QA: 'test' }],
    ['Record status', { Complete: 'accepted', 'TEST - do not use': 'test', 'Timed out': 'unfinished' }],
    [
      'Status',
      { Vollständig: 'accepted', Teilweise: 'unfinished', Testteilnahme: 'test', Screenout: 'disqualified' },
    ],
    [
      'Bearbeitungsstatus',
      { Komplett: 'accepted', Unvollständig: 'unfinished', Ausgeschieden: 'disqualified' },
    ],
    ['Testdatensatz', { Nein: 'accepted', Ja: 'test' }],
    ['Abgeschlossen', { Ja: 'accepted', Nein: 'unfinished' }],
    [
      'Statut',
      {
        Terminée: 'accepted',
        'En cours': 'unfinished',
        Essai: 'test',
        Supprimé: 'deleted',
        Exclu: 'disqualified',
        Aperçu: 'preview',
      },
    ],
    ['Réponse de test', { Non: 'accepted', Oui: 'test' }],
    [
      'Estado',
      {
        Completada: 'accepted',
        Parcial: 'unfinished',
        'De prueba': 'test',
        Eliminada: 'deleted',
        Descalificado: 'disqualified',
      },
    ],
    ['Finalizado', { Verdadero: 'accepted', Falso: 'unfinished' }],
    [
      'Stato risposta',
      { Completata: 'accepted', Parziale: 'unfinished', Prova: 'test', Eliminato: 'deleted' },
    ],
    [
      'Status',
      {
        Concluído: 'accepted',
        Parcial: 'unfinished',
        Teste: 'test',
        Excluída: 'deleted',
        Desqualificado: 'disqualified',
        'Pré-visualização': 'preview',
      },
    ],
    [
      'Status',
      { Afgerond: 'accepted', Gedeeltelijk: 'unfinished', Testreactie: 'test', Uitgesloten: 'disqualified' },
    ],
  ])('%s excludes and flags what it says', async (name, words) => {
    const values = Object.keys(words);
    const rows = Array.from({ length: 40 }, (_, row) => [values[row % values.length] ?? '', text(row)]);
    const found = (await outcomes([name, 'Comment'], rows)).map(whyOf);
    expect(found).toEqual(rows.map(([value = '']) => words[value]));
  });

  test('that is not known is warned of, and counts', async () => {
    const values = ['Complete', 'Complete', 'Test', 'Bounced'];
    const rows = Array.from({ length: 40 }, (_, row) => [values[row % 4] ?? '', text(row)]);
    const { warnings } = await map(tableOf(['Status', 'Comment'], rows));
    expect(warnings).toMatchObject([
      { code: 'status-unknown', column: 'Status', cells: 10, values: ['Bounced'] },
    ]);
  });

  test.each([
    ['State', ['CA', 'NY', 'TX']],
    ['Estado', ['São Paulo', 'Bahia', 'Paraná']],
    ['Statut client', ['Actif', 'Supprimé']],
    ['Environment', ['Office', 'Home']],
    ['Customer', ['Yes', 'No']],
  ])('is not what "%s" holds', async (name, values) => {
    const rows = Array.from({ length: 40 }, (_, row) => [values[row % values.length] ?? '', text(row)]);
    const { columns, warnings } = await map(tableOf([name, 'Comment'], rows));
    expect([columns[0]?.meaning.field, warnings]).toEqual(['attribute', []]);
  });

  test('of a ticket says nothing about the answer', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => [
      ['open', 'solved', 'pending'][row % 3] ?? '',
      text(row),
    ]);
    expect((await meanings(tableOf(['Status', 'Comment'], rows)))['Status']).toBe('attribute');
  });
});

describe('a file with a row for each message', () => {
  test.each<[string, string, Record<string, string>]>([
    [
      'author_type',
      'body',
      { lead: 'accepted', user: 'accepted', bot: 'company-message', admin: 'company-message' },
    ],
    ['Sender', 'Message', { Customer: 'accepted', Agent: 'company-message', System: 'company-message' }],
    ['role', 'content', { visitor: 'accepted', assistant: 'company-message', note: 'company-message' }],
    ['Message from', 'Text', { 'End-user': 'accepted', 'Support agent': 'company-message' }],
    [
      'participant',
      'text',
      { Kunde: 'accepted', Mitarbeiter: 'company-message', Chatbot: 'company-message' },
    ],
    [
      'actor',
      'message',
      { requester: 'accepted', assignee: 'company-message', automation: 'company-message' },
    ],
    ['Direction', 'Text', { Incoming: 'accepted', Outgoing: 'company-message' }],
    ['Sent by', 'Message', { 'Ann (Customer)': 'accepted', 'Tom (Support)': 'company-message' }],
    ['Absender', 'Nachricht', { Kundin: 'accepted', 'Interne Notiz': 'company-message' }],
    ['Richtung', 'Nachricht', { eingehend: 'accepted', ausgehend: 'company-message' }],
    ['Expéditeur', 'Message', { Visiteur: 'accepted', Système: 'company-message' }],
    ['Remitente', 'Mensaje', { Cliente: 'accepted', Asesor: 'company-message', Sistema: 'company-message' }],
    ['Mittente', 'Messaggio', { Cliente: 'accepted', 'Nota interna': 'company-message' }],
    ['Autor', 'Mensagem', { Cliente: 'accepted', Atendente: 'company-message', Robô: 'company-message' }],
    ['Afzender', 'Bericht', { Klant: 'accepted', 'Interne notitie': 'company-message' }],
  ])('by %s: only the customer’s are feedback', async (name, body, roles) => {
    const values = Object.keys(roles);
    const rows = Array.from({ length: 48 }, (_, row) => [
      `c-${Math.floor(row / 4)}`,
      values[row % values.length] ?? '',
      text(row),
    ]);
    const found = (await outcomes(['conversation', name, body], rows)).map(whyOf);
    expect(found).toEqual(rows.map(([, role = '']) => roles[role]));
  });

  test('keeps a column of roles that are all of customers', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => [['lead', 'user'][row % 2] ?? '', text(row)]);
    expect((await meanings(tableOf(['role', 'Comment'], rows)))['role']).toBe('attribute');
  });
});

describe('content beats name', () => {
  test.each([
    ['comments', 'additional_question_response', ['Yes', 'No']],
    ['Feedback', 'Answer 2', ['yes', 'no', 'maybe']],
    ['Comment', 'open_response', ['TRUE', 'FALSE']],
    ['Kommentar', 'Freitext 2', ['Ja', 'Nein']],
  ])('a column "%s" of boxes is no comment where "%s" has the texts', async (name, other, boxes) => {
    const short = [
      'Too slow',
      'Friendly staff',
      'App crashes',
      'Price went up',
      'Great selection',
      'Late again',
    ];
    const rows = Array.from({ length: 60 }, (_, row) => [
      boxes[row % boxes.length] ?? '',
      `${short[row % short.length]} ${row}`,
    ]);
    const found = await meanings(tableOf([name, other], rows));
    expect(found[name]).toBe('attribute');
    expect(found[other]).toMatch(/^comment/u);
  });

  test.each([
    ['Reason', ['Price', 'Slow delivery', 'Support', 'Good value', 'Quality', 'Late Delivery']],
    ['Reason for your score', ['price', 'service', 'friendly', 'slow']],
    ['Why?', ['Price', 'Staff', 'Quality']],
    ['Grund', ['Preis', 'Service', 'Lange Wartezeit']],
    ['Hauptgrund', ['Preis', 'Service', 'Wartezeit']],
    ['Motivazione', ['Prezzo', 'Servizio', 'Attesa']],
    ['Reden van uw cijfer', ['Prijs', 'Service', 'Wachttijd']],
    [
      'Reason for rating',
      ['Great Service', 'Bad Coffee', 'Friendly Staff', 'Slow Checkout', 'Long Queue', 'Nice Place'],
    ],
  ])('a column "%s" with answers of one or two words is a comment', async (name, answers) => {
    const rows = Array.from({ length: 72 }, (_, row) => [
      String(row % 11),
      answers[(row * 5) % answers.length] ?? '',
    ]);
    expect((await meanings(tableOf(['NPS', name], rows)))[name]).toBe('comment:reason');
  });
});

describe('a file that was put together of several', () => {
  test('has its header again: excluded, and no warning and no scale comes of it', async () => {
    const names = ['Date', 'NPS', 'Comment'];
    const rows = Array.from({ length: 20 }, (_, row) => ['2026-05-01', String(row % 11), text(row)]);
    const all = await outcomes(names, [
      ...rows,
      names,
      ...rows.map(([, ...rest]) => ['2026-05-02', ...rest]),
    ]);
    expect(all.map(whyOf).filter((why) => why !== 'accepted')).toEqual(['repeated-header']);
    const { warnings } = await map(tableOf(names, [...rows, names]));
    expect(warnings).toEqual([]);
  });

  test('keeps a row that says one name of a column, and something else', async () => {
    const all = await outcomes(
      ['NPS', 'Comment'],
      [...Array.from({ length: 20 }, (_, row) => [String(row % 11), text(row)]), ['', 'Comment']],
    );
    expect(all.map(whyOf).at(-1)).not.toBe('repeated-header');
  });
});
