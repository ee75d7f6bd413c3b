import { describe, expect, test } from 'vitest';
import { inferMapping } from '../../../../lib/feedback/mapping/infer-mapping.ts';
import { namesUnknownZone, zoneInName } from '../../../../lib/feedback/mapping/zone-in-name.ts';
import { dateReader } from '../../../../lib/feedback/response/dates/dates.ts';
import { tableOf } from '../../table.ts';

const read = dateReader({
  order: 'iso',
  timeZone: 'Asia/Tokyo',
  reportingTimeZone: 'UTC',
  receivedAt: '2026-06-01T00:00:00Z',
});

describe('a long date with the name of its zone', () => {
  test.each([
    'Donnerstag, 26. Januar 2023 um 13:39:50 Mitteleuropäische Normalzeit',
    'jeudi 26 janvier 2023 à 13:39:50 heure normale d’Europe centrale',
    "jeudi 26 janvier 2023 à 13:39:50 heure normale d'Europe centrale",
    'jueves, 26 de enero de 2023, 13:39:50 (hora estándar de Europa central)',
    'giovedì 26 gennaio 2023 alle ore 13:39:50 Ora standard dell’Europa centrale',
    'quinta-feira, 26 de janeiro de 2023 às 13:39:50 Horário Padrão da Europa Central',
    'quinta-feira, 26 de janeiro de 2023 às 13:39:50 Hora padrão da Europa Central',
    'donderdag 26 januari 2023 om 13:39:50 Midden-Europese standaardtijd',
    'Thursday, January 26, 2023 at 1:39:50 PM Central European Standard Time',
    '26. Januar 2023 um 13:39:50 MEZ',
    '26. Jänner 2023, 13:39:50 Uhr MEZ',
    '26 gennaio 2023 alle ore 13:39:50 CET',
    '26.01.2023 13:39:50 MEZ',
    '26 janv. 2023, 7 h 39 min 50 s HNE',
    '26 janvier 2023 à 13 h 39 min 50 s UTC+1',
    'Thu Jan 26 2023 13:39:50 GMT+0100 (Central European Standard Time)',
  ])('%s is read', (written) => {
    const order = /^\d+\./.test(written) ? 'day-first' : 'iso';
    const reader = dateReader({
      order,
      timeZone: 'Asia/Tokyo',
      reportingTimeZone: 'UTC',
      receivedAt: '2026-06-01T00:00:00Z',
    });
    expect(reader(written)).toMatchObject({ submittedAt: '2023-01-26T12:39:50Z' });
  });

  const languages = ['en', 'en-GB', 'de', 'de-AT', 'fr', 'es', 'it', 'pt', 'pt-PT', 'nl'];
  const styles = ['full', 'long', 'medium'] as const;
  const zones = ['Europe/Berlin', 'America/New_York', 'Europe/Lisbon'];
  const formats = zones.flatMap((timeZone) => styles.map((dateStyle) => ({ timeZone, dateStyle })));
  const moments = Array.from({ length: 12 }, (_, month) => Date.UTC(2025, month, 3 + month, 9, 7, 5));
  test.each(languages)('is read as %s writes it, for every month and zone', (language) => {
    const written = formats.flatMap((style) => {
      const format = new Intl.DateTimeFormat(language, { ...style, timeStyle: 'full' });
      return moments.map((moment) => [format.format(moment), new Date(moment).toISOString()] as const);
    });
    // Dates that are all numbers need an order, which is not what is tested.
    const inWords = written.filter(([date]) => !/^\d+[./-]\d+/.test(date));
    expect(inWords.map(([date]) => [date, read(date)])).toMatchObject(
      inWords.map(([date, instant]) => [date, { submittedAt: instant.replace('.000', '') }]),
    );
  });
});

describe('a zone in the name of a column', () => {
  test.each([
    ['Date Submitted (EST)', '-05:00'],
    ['Response Date (PST)', '-08:00'],
    ['Submitted At (CET)', '+01:00'],
    ['Datum (MESZ)', '+02:00'],
    ['Created [UTC+2]', '+02:00'],
    ['Date (GMT+05:30)', '+05:30'],
    ['Completed (UTC-3)', '-03:00'],
    ['Submit Date (UTC)', 'UTC'],
    ['Time stamp, Europe/Berlin', 'Europe/Berlin'],
    ['Recorded (America/New_York)', 'America/New_York'],
    ['End date (Eastern Time)', 'America/New_York'],
    ['Response time (PT)', 'America/Los_Angeles'],
    ['submitted_at_utc', 'UTC'],
    ['Date in GMT', 'UTC'],
  ])('%s is %s', (name, zone) => {
    expect(zoneInName(name)).toBe(zone);
  });

  test.each(['Date', 'Submitted at', 'Date of stay', 'Response date (local)', 'Date (IST)', 'Best time'])(
    '%s states none',
    (name) => {
      expect(zoneInName(name)).toBeUndefined();
      expect(namesUnknownZone(name)).toBe(/\(/.test(name));
    },
  );

  test('counts for the dates of the file, and an unknown one is said', async () => {
    const rows = ['2026-01-14 22:30', '2026-01-15 10:00', '2026-01-16 09:00'].map((date) => [
      date,
      `Late again, ${date}`,
    ]);
    const { mapping } = await inferMapping(tableOf(['Date Submitted (EST)', 'Comment'], rows), {});
    expect(mapping.timeZone).toBe('-05:00');
    const unknown = await inferMapping(tableOf(['Date Submitted (IST)', 'Comment'], rows), {});
    expect(unknown.mapping.warnings.map(({ code }) => code)).toEqual(['time-zone-unknown']);
  });
});
