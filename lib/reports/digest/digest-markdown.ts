import { dayName } from '../../metrics/calendar/report-period.ts';
import type { Digest } from './digest.ts';
import type { DigestQuote } from './digest-material.ts';

/** What has a meaning of its own in Markdown, or in HTML inside it. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|~&]/g, (mark) => `\\${mark}`);

const quoteLine = ({ text, excerpt, touchpoint }: DigestQuote): string =>
  `> ${escaped(text).replaceAll(/\s*\n\s*/g, ' ')}${excerpt ? ' …' : ''}\n>\n> ${escaped(touchpoint)}`;

/** What is said of a digest that tells nothing. */
export const suppressedText = 'Suppressed: fewer respondents than the minimum group size.';

/** What is said of a digest that leaves something out. */
export const partialText = 'Groups below the minimum size are left out of all counts, to protect anonymity.';

/** The heading of a digest. */
export const digestTitle = ({ scope, periodName, span }: Digest): string =>
  `${scope.name.charAt(0).toUpperCase()}${scope.name.slice(1)}, ${periodName}${span.through === undefined ? '' : ` (up to ${dayName(span.through)})`}`;

/**
 * A digest as Markdown: the sentences, the quotes, and how to open what each sentence counted.
 *
 * @param opening what stands before the sentences: the same rephrased, or why it is not
 */
export const digestMarkdown = (digest: Digest, opening?: string): string => {
  const { facts, quotes, suppressed, partial } = digest;
  const part = (title: string, lines: readonly string[], between: string): string[] =>
    lines.length === 0 ? [] : [`## ${title}`, lines.join(between)];
  const body = suppressed
    ? [suppressedText]
    : [
        ...(opening === undefined ? [] : [escaped(opening)]),
        facts.map(({ text }, index) => `${index + 1}. ${escaped(text)}`).join('\n'),
        ...(partial ? [partialText] : []),
        ...part('In their words', quotes.map(quoteLine), '\n\n'),
        ...part(
          'Evidence for each sentence',
          facts.map(({ evidence }, index) => `${index + 1}. \`GET ${evidence}\``),
          '\n',
        ),
      ];
  return `${[`# ${escaped(digestTitle(digest))}`, ...body].join('\n\n')}\n`;
};
