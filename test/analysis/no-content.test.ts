import { describe, expect, test } from 'vitest';
import { isNoContent } from '../../lib/analysis/no-content.ts';

describe('no content', () => {
  test.each([
    'n/a',
    'N/A.',
    'none',
    'Nothing',
    '-',
    '...',
    '',
    '   ',
    'no comment',
    'No comments!',
    'x',
    '5',
    'nil',
    'not applicable',
    'Nothing to add',
    'IDK',
  ])('"%s" says nothing', (text) => {
    expect(isNoContent({ text })).toBe(true);
  });

  test.each([
    'Good',
    'nothing worked',
    'no reply to my emails',
    '👍',
    ':(',
    '10/10',
    'None of the staff helped',
    '好',
    'rude',
    'No complaints!',
    'I only ever got an automatic reply to my emails',
    'Never helpful. Automatic replies only!',
    'My manager was out of the office, so nobody helped',
  ])('"%s" says something', (text) => {
    expect(isNoContent({ text })).toBe(false);
  });

  test.each([
    'Automatic reply: Your survey',
    'Thank you for your message. I am currently out of the office until 5 May and will answer then. For urgent matters call the desk.',
    'I’m out of the office this week.',
    'Abwesenheitsnotiz: Ihre Umfrage',
    'This is an automated message, please do not reply to this email.',
    'There are no comments available for this review',
    '[deleted]',
  ])('"%s" is written by a machine and says nothing', (text) => {
    expect(isNoContent({ text })).toBe(true);
  });

  test.each([
    'Mir fällt nichts ein.',
    'keine Verbesserungsvorschläge',
    'Rien à ajouter !',
    "pas d'avis",
    'nada en particular',
    'NS/NC',
    'niente di particolare',
    'come sopra',
    'nada a declarar',
    'sem sugestões',
    'geen suggesties',
    'Zou het niet weten',
  ])('"%s" says nothing in another language', (text) => {
    expect(isNoContent({ text })).toBe(true);
  });

  test.each([
    'nichts zu beanstanden',
    'rien à redire',
    'nada funciona',
    'niente colazione',
    'nada a reclamar',
    'niets te klagen',
    'sehr gut',
    'keine Mitarbeiter da',
  ])('"%s" says something in another language', (text) => {
    expect(isNoContent({ text })).toBe(false);
  });

  test.each([
    'Ich bin derzeit nicht im Büro. Ihre Nachricht wird nicht weitergeleitet.',
    'Bonjour, merci pour votre message. Je suis actuellement en congé.',
    'Este mensaje se ha generado automáticamente, no responda.',
    'Sono fuori ufficio fino al 3 maggio',
    'Estou ausente do escritório até segunda',
    'Dit is een automatisch gegenereerd bericht',
  ])('"%s" is written by a machine in another language', (text) => {
    expect(isNoContent({ text })).toBe(true);
  });

  test.each(['Sehr gut', 'très bien', 'muy bueno', 'Ottimo!', 'muito bom', 'zeer goed'])(
    'the bare verdict "%s" is content unless the question asked for a reason',
    (text) => {
      expect(isNoContent({ text, role: 'reason' })).toBe(true);
      expect(isNoContent({ text })).toBe(false);
    },
  );

  test('a bare verdict is not content where the question asked for a reason', () => {
    expect(isNoContent({ text: 'Good', role: 'reason' })).toBe(true);
    expect(isNoContent({ text: 'Good', role: 'praise' })).toBe(false);
    expect(isNoContent({ text: 'Good value', role: 'reason' })).toBe(false);
  });
});
