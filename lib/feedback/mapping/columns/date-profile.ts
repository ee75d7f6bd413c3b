import {
  isNumericDate,
  isSpan,
  type NumericDate,
  readWrittenDate,
  type WrittenDate,
} from '../../response/dates/written-date.ts';
import type { WrittenSpan } from '../../response/dates/written-span.ts';
import { readWrittenTime } from '../../response/dates/written-time.ts';

/** What the cells of a column tell about dates in it, gathered cell by cell. */
export class DateProfile {
  /** Cells that are a date in some form and order. */
  dates = 0;
  /** Of these, how many need an order of day and month. */
  numeric = 0;
  /** Of the numeric ones, how many can only be day first, and how many only month first. */
  onlyDayFirst = 0;
  onlyMonthFirst = 0;
  /** Of the numeric ones, how many are written with dots: nobody puts the month first with dots. */
  dotted = 0;
  timed = 0;
  atMidnight = 0;
  /** Dates that are whole weeks, and those that are whole quarters. */
  weeks = 0;
  quarters = 0;
  /** Cells with a time of day and no date. */
  clocks = 0;

  observe(cell: string): void {
    const written = readWrittenDate(cell);
    if (written === undefined) this.#observeClock(cell);
    else if (isSpan(written)) this.#observeSpan(written);
    else if (isNumericDate(written)) this.#observeNumeric(written, cell);
    else this.#observeDecided(written);
  }

  /** "4.50" may be a price. */
  #observeClock(cell: string): void {
    if (!/^\d+\.\d+$/.test(cell) && readWrittenTime(cell) !== undefined) this.clocks += 1;
  }

  /** A number such as 2026 is a year only in a column that other cells make a date. */
  #observeSpan({ precision }: WrittenSpan): void {
    if (precision === 'year') return;
    this.dates += 1;
    if (precision === 'week') this.weeks += 1;
    else this.quarters += 1;
  }

  #observeNumeric({ first, second, rest }: NumericDate, cell: string): void {
    const isSomeDate =
      Math.min(first, second) >= 1 && Math.min(first, second) <= 12 && Math.max(first, second) <= 31;
    if (!isSomeDate) return;
    this.dates += 1;
    this.numeric += 1;
    if (first > 12) this.onlyDayFirst += 1;
    if (second > 12) this.onlyMonthFirst += 1;
    if (/^\D*\d+\./.test(cell)) this.dotted += 1;
    this.#observeTime(rest.secondOfDay);
  }

  #observeDecided({ month, day = 1, secondOfDay }: WrittenDate): void {
    if (month < 1 || month > 12 || day > 31) return;
    this.dates += 1;
    this.#observeTime(secondOfDay);
  }

  #observeTime(secondOfDay: number | undefined): void {
    if (secondOfDay === undefined) return;
    this.timed += 1;
    if (secondOfDay === 0) this.atMidnight += 1;
  }

  /** The order that the cells themselves prove; undefined where no cell tells, or where they contradict each other. */
  get provenOrder(): 'iso' | 'day-first' | 'month-first' | undefined {
    if (this.numeric === 0) return 'iso';
    if (this.onlyDayFirst > 20 * this.onlyMonthFirst) return 'day-first';
    if (this.onlyMonthFirst > 20 * this.onlyDayFirst) return 'month-first';
    if (this.onlyDayFirst + this.onlyMonthFirst === 0 && this.dotted === this.numeric) return 'day-first';
    return undefined;
  }

  /** True while another cell might decide. */
  get isOpen(): boolean {
    return this.numeric > 0 && this.onlyDayFirst + this.onlyMonthFirst === 0 && this.dotted < this.numeric;
  }
}
