import { isNumericDate, type NumericDate, readWrittenDate, type WrittenDate } from '../written-date.ts';

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

  observe(cell: string): void {
    const written = readWrittenDate(cell);
    if (written === undefined) return;
    if (isNumericDate(written)) this.#observeNumeric(written, cell);
    else this.#observeDecided(written);
  }

  #observeNumeric({ first, second, rest }: NumericDate, cell: string): void {
    const isSomeDate =
      Math.min(first, second) >= 1 && Math.min(first, second) <= 12 && Math.max(first, second) <= 31;
    if (!isSomeDate) return;
    this.dates += 1;
    this.numeric += 1;
    if (first > 12) this.onlyDayFirst += 1;
    if (second > 12) this.onlyMonthFirst += 1;
    if (/^\d+\./.test(cell)) this.dotted += 1;
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
