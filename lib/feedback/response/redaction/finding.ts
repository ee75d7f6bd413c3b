import { sortBy } from 'remeda';
import type { Edit } from '../text/edited-text.ts';

/** What is replaced: its placeholder is the kind in brackets. A team's own numbers have kinds of their own. */
export type PersonalKind = string;

/** A half-open UTF-16 range of a text that holds personal data. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: PersonalKind;
}

export const findingOf = (
  { index, 0: match }: { readonly index: number; readonly 0: string },
  kind: PersonalKind,
): Finding => ({ start: index, end: index + match.length, kind });

export const overlaps = (
  { start, end }: Pick<Finding, 'start' | 'end'>,
  findings: readonly Finding[],
): boolean => findings.some((other) => start < other.end && other.start < end);

/** Findings that overlap are one, of the first one's kind; two parts of one name are one name. */
const joined = (text: string, findings: readonly Finding[]): Finding[] => {
  const kept: Finding[] = [];
  for (const finding of sortBy(findings, ({ start }) => start)) {
    const last = kept.at(-1);
    const isSame =
      last !== undefined &&
      (finding.start < last.end ||
        (last.kind === 'name' && finding.kind === 'name' && text.slice(last.end, finding.start) === ' '));
    if (isSame) kept[kept.length - 1] = { ...last, end: Math.max(last.end, finding.end) };
    else kept.push(finding);
  }
  return kept;
};

/** The edits that put placeholders in the place of findings: `[phone]`. */
export const placeholders = (text: string, findings: readonly Finding[]): Edit[] =>
  joined(text, findings).map(({ start, end, kind }) => ({ start, end, replacement: `[${kind}]` }));
