/** Beyond these digits a quotient of counts is noise of floating point, which must not decide how a half is rounded. */
const significantDigits = 12;

/**
 * Writes numbers as readers of a locale do; a half is rounded away from zero. Every view writes its figures with this, so that no two
 * show different digits for one figure.
 *
 * @example numberWriter('en', { maximumFractionDigits: 0 })(-10.5) // '-11'
 */
export const numberWriter = (
  locale: string,
  options: Intl.NumberFormatOptions,
): ((value: number) => string) => {
  // Made for the first number: a format takes a millisecond, and few of them are used in one request.
  let format: Intl.NumberFormat | undefined;
  return (value) => {
    format ??= new Intl.NumberFormat(locale, options);
    return format.format(Number(value.toPrecision(significantDigits)));
  };
};
