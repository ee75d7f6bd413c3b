import { isAbsent, isPlaceholderName } from '../../response/absent.ts';
import { writtenNumber } from '../../response/ratings.ts';
import { isTranscript } from '../../response/text/transcript.ts';
import { DateProfile } from './date-profile.ts';

/** Most different values remembered of a column; beyond it they are only counted. */
const rememberedValues = 3000;
const maxKeyLength = 80;
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/;
const mailAddress = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const webAddress = /^(?:https?:\/\/|www\.)\S+$/i;
/** A number, maybe with one word before it ("User_17"): a text that happens to end in one is not a counter. */
const endsInNumber = /^([^\s\d]*)(\d{1,15})$/;

/** A copy that does not keep the whole cell alive. */
const key = (text: string): string =>
  text.length <= maxKeyLength
    ? text
    : Buffer.from(`${text.slice(0, maxKeyLength)}…${text.length}`).toString();

export interface ValueWithNumber {
  readonly text: string;
  /** Its cells. */
  readonly count: number;
  readonly number: number | undefined;
}

/** What the cells of one column are like, gathered cell by cell. Cells that say nothing ("", "N/A") are left out but counted. */
export class ColumnProfile {
  rows = 0;
  filled = 0;
  /** Different values and how often each occurs, in the order of their first row. */
  readonly values = new Map<string, number>();
  /** Different values, also those not remembered; an estimate from above beyond the limit. */
  distinct = 0;
  /** Cells that are a number and nothing else, and among these whole ones. */
  plainNumbers = 0;
  wholeNumbers = 0;
  /** Cells that say one number, plainly or with words ("5 stars"). */
  ratings = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  words = 0;
  characters = 0;
  /** Cells by their length in characters. */
  readonly lengths = new Map<number, number>();
  mailAddresses = 0;
  webAddresses = 0;
  placeholders = 0;
  transcripts = 0;
  /** Cells that go on by one from the cell before, in front of it the same text. */
  runs = 0;
  /** Cells that are a larger number than the cell before. */
  ascents = 0;
  #lastPrefix = '';
  #lastNumber = Number.NaN;
  firstNumber = Number.NaN;
  readonly dates = new DateProfile();

  observe(cell: string): void {
    this.rows += 1;
    const text = cell.trim();
    if (isAbsent(text)) return;
    this.filled += 1;
    this.#observeValue(text);
    this.#observeNumber(text);
    this.#observeRun(text);
    this.#observeWords(text);
    this.dates.observe(text);
  }

  #observeValue(text: string): void {
    const value = key(text);
    const known = this.values.get(value);
    if (known === undefined) this.distinct += 1;
    if (known !== undefined || this.values.size < rememberedValues) this.values.set(value, (known ?? 0) + 1);
  }

  #observeNumber(text: string): void {
    if (text.length > maxKeyLength) return;
    const isPlain = plainNumber.test(text);
    if (isPlain) this.plainNumbers += 1;
    const value = this.#numberIn(text);
    if (value === undefined) return;
    if (isPlain && Number.isInteger(value)) this.wholeNumbers += 1;
    this.ratings += 1;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
  }

  #numberIn(text: string): number | undefined {
    return plainNumber.test(text) ? Number(text.replace(',', '.')) : this.#labelledNumber(text);
  }

  /** "4/5" names its own scale; which one that is does not matter here. */
  #labelledNumber(text: string): number | undefined {
    return writtenNumber(text, Number(/(?:\/|of|von|sur)\s*(\d{1,3})/.exec(text)?.[1] ?? 0));
  }

  #observeRun(text: string): void {
    const match = endsInNumber.exec(text);
    const [, prefix = '', digits = ''] = match ?? [];
    const number = match === null ? Number.NaN : Number(digits);
    if (this.filled === 1) this.firstNumber = number;
    if (prefix === this.#lastPrefix && number === this.#lastNumber + 1) this.runs += 1;
    if (prefix === '' && number > this.#lastNumber) this.ascents += 1;
    this.#lastPrefix = prefix;
    this.#lastNumber = number;
  }

  #observeWords(text: string): void {
    this.characters += text.length;
    this.lengths.set(text.length, (this.lengths.get(text.length) ?? 0) + 1);
    this.words += text.split(/\s+/, 60).length;
    if (mailAddress.test(text)) this.mailAddresses += 1;
    if (webAddress.test(text)) this.webAddresses += 1;
    if (isPlaceholderName(text)) this.placeholders += 1;
    if (text.includes('\n') && text.length < 20_000 && isTranscript(text)) this.transcripts += 1;
  }

  /** The remembered values, with the number that each says, if any. */
  get valuesWithNumbers(): readonly ValueWithNumber[] {
    return [...this.values].map(([text, count]) => ({ text, count, number: this.#numberIn(text) }));
  }

  /** The same column without the cells that hold no number, or one outside: slips, and codes such as 99 for "no answer". */
  within(low: number, high: number): ColumnProfile {
    return this.keeping(({ number }) => number !== undefined && number >= low && number <= high);
  }

  /** Cells without a number. */
  get texts(): number {
    return this.filled - this.ratings;
  }

  /** The same column without the cells of some values. */
  keeping(test: (value: ValueWithNumber) => boolean): ColumnProfile {
    const all = this.valuesWithNumbers;
    const kept = all.filter(test);
    const numbers = kept.flatMap(({ number }) => (number === undefined ? [] : [number]));
    const cells = (of: (value: ValueWithNumber) => boolean): number =>
      all.reduce((sum, value) => sum + (!test(value) && of(value) ? value.count : 0), 0);
    const isPlain = ({ text }: ValueWithNumber): boolean => plainNumber.test(text);
    return Object.assign(new ColumnProfile(), this, {
      values: new Map(kept.map(({ text, count }) => [text, count])),
      distinct: this.distinct - (all.length - kept.length),
      filled: this.filled - cells(() => true),
      plainNumbers: this.plainNumbers - cells(isPlain),
      wholeNumbers: this.wholeNumbers - cells((value) => isPlain(value) && Number.isInteger(value.number)),
      ratings: this.ratings - cells(({ number }) => number !== undefined),
      min: Math.min(...numbers),
      max: Math.max(...numbers),
    });
  }

  /** The share of filled cells of which `count` are so; 0 of none. */
  share(count: number): number {
    return this.filled === 0 ? 0 : count / this.filled;
  }

  get averageWords(): number {
    return this.share(this.words);
  }

  get distinctShare(): number {
    return this.share(this.distinct);
  }

  /** True where at least three cells count up by one from row to row, from 0 or 1. */
  get isRunningNumber(): boolean {
    return (
      this.filled >= 3 &&
      this.runs >= 0.98 * (this.filled - 1) &&
      (this.firstNumber === 0 || this.firstNumber === 1)
    );
  }

  /** True where whole numbers only ever rise: the index of a table of which some rows are gone. */
  get isRisingNumber(): boolean {
    return this.filled >= 3 && this.ascents >= 0.98 * (this.filled - 1);
  }

  /** True where the column has few enough values, often enough repeated, to compare rows by. */
  get isLabel(): boolean {
    const repeats = this.filled < 20 || this.distinctShare <= 0.5;
    return this.distinct <= 500 && repeats && this.share(this.characters) <= 120;
  }
}
