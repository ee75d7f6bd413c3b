import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import Table from 'cli-table3';
import { z } from 'zod';
import { likelyCountries } from '../../lib/feedback/response/redaction/countries.ts';
import { namesOf } from '../../lib/feedback/response/redaction/names.ts';
import { redact } from '../../lib/feedback/response/redaction/redact.ts';
import { cleanComments, heldOutComments } from './held-out.ts';
import { type Planted, plantedComments } from './redaction-corpus.ts';

export interface Recall {
  readonly kind: string;
  readonly planted: number;
  /** Share of which nothing is left. */
  readonly recall: number;
}

export /** The text without what is personal in it. */
const redacted = (text: string, language: string, respondents: readonly string[] = []): string =>
  redact(text, {
    phoneCountry: 'US',
    countries: likelyCountries({ countries: [], locale: language }),
    names: namesOf(respondents),
  }).text;

/** Words of three signs and more that were planted; of names and addresses those that say something, with a capital or a digit. */
const piecesOf = ({ kind, planted }: Planted): string[] =>
  planted
    .split(/[^\p{L}\p{N}]+/u)
    .filter((piece) => piece.length >= 3)
    .filter((piece) => !['address', 'name', 'ownName', 'id'].includes(kind) || /^[\p{Lu}\p{N}]/u.test(piece))
    .filter((piece) => piece !== 'Steuer');

const nothingIsLeft = (comment: Planted): boolean => {
  const { text, planted, language, respondent } = comment;
  const left = redacted(text, language, respondent === undefined ? [] : [respondent]);
  const around = text.replaceAll(planted, '');
  return left !== text && piecesOf(comment).every((piece) => !left.includes(piece) || around.includes(piece));
};

/** Comments without anything personal that are changed all the same, read as any of these languages. */
export const falselyRedacted = (comments: readonly string[]): string[] =>
  comments.filter((text) =>
    ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'].some((language) => redacted(text, language) !== text),
  );

/** How much of what was planted is found, by kind. */
export const recallIn = (all: readonly Planted[]): Recall[] =>
  [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, comments]) => ({
    kind,
    planted: comments.length,
    recall: comments.filter(nothingIsLeft).length / comments.length,
  }));

export const measureRecall = (count: number, seed = 1): Recall[] => recallIn(plantedComments(count, seed));

const row = z.object({ text: z.string() });
/** Reviews of films and books, news and other languages are no comments on a touchpoint. */
const otherTexts = /imdb|sst|financial|norec|smsa|umsab_(?:ar|hi)|banking|cfpb|blitzer|polarity/;

/** Real comments that are changed, by kind. Some do name people, so that this is the most that can be false. */
const measureReal = (
  directory: string,
): { comments: number; changed: number; kinds: Map<string, number> } => {
  const kinds = new Map<string, number>();
  let [comments, changed] = [0, 0];
  for (const name of globSync('*.jsonl.gz', { cwd: directory }).filter((file) => !otherTexts.test(file))) {
    const language = /_(de|fr|es|it|pt|nl)[_.]/.exec(name)?.[1] ?? 'en';
    for (const line of gunzipSync(readFileSync(join(directory, name)))
      .toString()
      .trim()
      .split('\n')
      .slice(0, 4000)) {
      const { text } = row.parse(JSON.parse(line));
      comments += 1;
      const { counts } = redact(text, {
        phoneCountry: 'US',
        countries: likelyCountries({ countries: [], locale: language }),
      });
      if (Object.keys(counts).length > 0) changed += 1;
      for (const kind in counts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  return { comments, changed, kinds };
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { count: { type: 'string' }, data: { type: 'string' } } });
  const count = Number(values.count ?? 5600);
  const show = (title: string, recalls: readonly Recall[]): void => {
    const table = new Table({ head: [title, 'planted', 'found'] });
    for (const { kind, planted, recall } of recalls)
      table.push([kind, planted, `${(100 * recall).toFixed(1)} %`]);
    console.log(table.toString());
  };
  show('corpus', measureRecall(count));
  show('other frames, first', recallIn(heldOutComments('first', count)));
  show('other frames, second', recallIn(heldOutComments('second', count)));
  const clean = cleanComments(20);
  console.log(`${clean.length} comments without anything personal: ${falselyRedacted(clean).length} changed`);
  const directory = values.data ?? '../shared/data';
  if (existsSync(directory)) {
    const { comments, changed, kinds } = measureReal(directory);
    console.log(
      `${comments} real comments: ${changed} changed (${((100 * changed) / comments).toFixed(2)} %, the true ones included), by kind ${JSON.stringify(Object.fromEntries(kinds))}`,
    );
  } else console.log(`No real comments were read: there is no ${directory}.`);
}
