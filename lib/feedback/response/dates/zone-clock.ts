import { IANAZone } from 'luxon';
import { VerbatimError } from '../../../errors.ts';
import { secondsPerDay } from './days.ts';

/** Turns wall-clock seconds of a zone into instants and back. Both count seconds from 1970-01-01 00:00, the one on the wall, the other in UTC. */
export interface ZoneClock {
  /** A wall time that occurs twice is the first; one that is skipped goes on by the length of the gap (RFC 5545, 3.3.5). */
  toInstantSeconds(wallSeconds: number): number;
  toWallSeconds(instantSeconds: number): number;
}

/** Only those that exist, which are few: asking for one costs as much as reading a hundred rows. */
const knownZones = new Set<string>();

/** True for a zone that this machine's time zone database has. */
export const isTimeZone = (name: string): boolean => {
  if (knownZones.has(name)) return true;
  const isKnown = IANAZone.isValidZone(name);
  if (isKnown) knownZones.add(name);
  return isKnown;
};

/** A function of days, remembered: exports hold few days and many rows. */
const rememberByDay = <Value>(compute: (day: number) => Value): ((day: number) => Value) => {
  const remembered = new Map<number, Value>();
  return (day) => {
    let value = remembered.get(day);
    if (value === undefined) {
      value = compute(day);
      remembered.set(day, value);
    }
    return value;
  };
};

/** The clock of an IANA zone. Throws `mapping-invalid` for an unknown zone. */
export const zoneClock = (zoneName: string): ZoneClock => {
  if (!isTimeZone(zoneName)) {
    throw new VerbatimError('mapping-invalid', 'not a time zone', {
      expected: 'an IANA name such as Europe/Berlin',
      got: zoneName,
    });
  }
  const zone = IANAZone.create(zoneName);
  const offsetAt = (instantSeconds: number): number => zone.offset(instantSeconds * 1000) * 60;
  /** The zone's offsets a day before and two days after; equal on all but the few days around a change. */
  const around = rememberByDay((day) => ({
    before: offsetAt((day - 1) * secondsPerDay),
    after: offsetAt((day + 2) * secondsPerDay),
  }));
  return {
    toInstantSeconds: (wallSeconds) => {
      const { before, after } = around(Math.floor(wallSeconds / secondsPerDay));
      const early = wallSeconds - before;
      if (before === after || offsetAt(early) === before) return early;
      const late = wallSeconds - after;
      return offsetAt(late) === after ? late : early;
    },
    toWallSeconds: (instantSeconds) => {
      const { before, after } = around(Math.floor(instantSeconds / secondsPerDay));
      return instantSeconds + (before === after ? before : offsetAt(instantSeconds));
    },
  };
};
