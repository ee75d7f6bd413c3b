import { expect, test } from 'vitest';
import { namesUnknownZone, zoneInName } from '../../../lib/feedback/mapping/zone-in-name.ts';

test.each([
  ['Fecha (hora de Madrid)', 'Europe/Madrid'],
  ['Date de réponse (heure de Paris)', 'Europe/Paris'],
  ['Data (ora di Roma)', 'Europe/Rome'],
  ['Datum (Amsterdamse tijd)', 'Europe/Amsterdam'],
  ['Datum (Mitteleuropäische Zeit)', 'Europe/Berlin'],
  ['Date (Central European Time)', 'Europe/Berlin'],
  ['Submitted Date - Eastern Standard Time', 'America/New_York'],
  ['Datum (CET/CEST)', 'Europe/Berlin'],
  ['Recorded Date (+05:30)', '+05:30'],
  ['Data/hora (BRT)', 'America/Sao_Paulo'],
  ['Date (HNE)', '-05:00'],
  ['Created At (Sydney)', 'Australia/Sydney'],
])('"%s" states the zone %s', (name, zone) => {
  expect(zoneInName(name)).toBe(zone);
});

test.each(['Date (Ora italiana)', 'Date (IST)'])('"%s" names a zone that is not known', (name) => {
  expect([zoneInName(name), namesUnknownZone(name)]).toEqual([undefined, true]);
});

test.each(['Visit date (Main street)', 'Date', 'Datum (TT.MM.JJJJ)', 'Response time'])(
  '"%s" names no zone',
  (name) => {
    expect([zoneInName(name), namesUnknownZone(name)]).toEqual([undefined, false]);
  },
);
