import type { Token } from './tokens.ts';

const contrasts = new Set(['but', 'however', 'although', 'though', 'whereas', 'unfortunately', 'except']);
const breaks = new Set([';', '–', '—']);

/** True for a word that turns the statement: what follows it weighs more than what came before. */
export const isContrast = (token: Token): boolean => contrasts.has(token.value.toLowerCase());

const startsClause = (token: Token, previous: Token | undefined): boolean =>
  previous === undefined ||
  token.sentence !== previous.sentence ||
  isContrast(token) ||
  breaks.has(previous.value);

const hasWord = (tokens: readonly Token[]): boolean => tokens.some(({ kind }) => kind !== 'punctuation');

/**
 * Sentences, cut again at contrasts, semicolons and dashes. Every token is in exactly one clause, in order; a piece
 * without a word belongs to the clause before it. No tokens give no clauses.
 */
export const splitClauses = (tokens: readonly Token[]): Token[][] => {
  const clauses: Token[][] = [];
  tokens.forEach((token, index) => {
    const last = clauses.at(-1);
    if (last === undefined || (startsClause(token, tokens[index - 1]) && hasWord(last)))
      clauses.push([token]);
    else last.push(token);
  });
  const trailing = clauses.at(-1);
  const before = clauses.at(-2);
  if (trailing !== undefined && before !== undefined && !hasWord(trailing)) {
    before.push(...trailing);
    clauses.pop();
  }
  return clauses;
};
