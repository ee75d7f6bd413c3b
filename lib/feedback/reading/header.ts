import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { exporterOf } from './exporters.ts';
import { headerOfTwo } from './header-of-two.ts';
import { tidy, uniqueNames } from './names.ts';
import type { FileShape, SourceColumn } from './source.ts';
import { titleRecords } from './title-records.ts';

/** What the first records of a table say about it. */
export interface Header {
  readonly columns: readonly SourceColumn[];
  /** How many records the header takes: 1, or more in exports that put questions below the names. */
  readonly records: number;
  readonly exportedBy?: NonNullable<FileShape['exportedBy']>;
  readonly timeZone?: string;
}

/** As many records as titles and the longest known header have, and some more that show what is data. */
export const headerSampleRecords = 20;

const importId = z.object({ ImportId: z.string(), timeZone: z.string().optional() });

const parsedImportId = (cell: string): z.infer<typeof importId> | undefined => {
  if (!cell.startsWith('{"ImportId"')) return undefined;
  try {
    return importId.safeParse(JSON.parse(cell)).data;
  } catch {
    return undefined;
  }
};

const withQuestions = (names: readonly string[], questions: readonly string[]): readonly SourceColumn[] =>
  uniqueNames(names).map((name, index) => {
    const question = tidy(questions[index] ?? '');
    return question === '' || question === name ? { name } : { name, question };
  });

/**
 * Qualtrics exports three header records: names, question wordings, and an ImportId as JSON in every column, which also
 * states the time zone of the dates ("Z" for UTC).
 */
const qualtricsHeader = (records: readonly (readonly string[])[]): Header | undefined => {
  const [names, questions, ids] = records;
  if (names === undefined || questions === undefined || ids === undefined) return undefined;
  const parsed = ids.filter((id) => id !== '').map(parsedImportId);
  if (parsed.length === 0 || parsed.some((each) => each === undefined)) return undefined;
  const zone = parsed.find((each) => each?.timeZone !== undefined)?.timeZone;
  return {
    columns: withQuestions(names, questions),
    records: 3,
    exportedBy: 'qualtrics',
    ...(zone === undefined ? {} : { timeZone: zone === 'Z' ? 'UTC' : zone }),
  };
};

/** The ids of respondents and of collectors, in the languages of the survey's owner. */
const surveyMonkeyIds = [
  /^(?:respondent|befragten|respondenten)[ -]?id$|^(?:id|identifiant)[ -](?:du |del |do |de )?(?:répondant|encuestado|respondente|rispondente)$/,
  /^(?:collector|collectors?|kollektor)[ -]?id$|^(?:id|identifiant)[ -](?:du |del |do |de )?(?:collecteur|recopilador|coletor|collettore|raccoglitore)$/,
];
const isSurveyMonkeyId = (name: string): boolean => surveyMonkeyIds.some((id) => id.test(name));
const plainAnswer =
  /^(?:|(?:open-ended )?response|(?:offene |frei formulierte )?antwort|réponse(?: ouverte| libre)?|respuesta(?: abierta)?|resposta(?: aberta)?|risposta(?: aperta)?|(?:open )?antwoord)$/;

/** A question stands once, over the first of its columns; the others have an empty cell. */
const carriedForward = (cells: readonly string[]): readonly string[] => {
  let last = '';
  return cells.map((cell) => {
    last = tidy(cell) || last;
    return last;
  });
};

/**
 * SurveyMonkey exports two header records: the questions, and below them what each column of a question holds. A column
 * named for both reads `question: part`; its question is the wording.
 */
const surveyMonkeyHeader = (records: readonly (readonly string[])[]): Header | undefined => {
  const [first, second] = records;
  if (first === undefined || second === undefined) return undefined;
  const lower = first.map((cell) => tidy(cell).toLowerCase());
  const isExport = surveyMonkeyIds.every((id) => lower.some((name) => id.test(name)));
  const idsAreBlank = lower.every((cell, index) => !isSurveyMonkeyId(cell) || !second[index]);
  if (!isExport || !idsAreBlank || second.every((cell) => cell === '')) return undefined;
  const questions = carriedForward(first);
  const names = questions.map((question, index) => {
    const part = tidy(second[index] ?? '');
    return plainAnswer.test(part.toLowerCase()) ? question : `${question}: ${part}`;
  });
  return { columns: withQuestions(names, questions), records: 2, exportedBy: 'surveymonkey' };
};

const plainHeader = (records: readonly (readonly string[])[]): Header => {
  const names = uniqueNames(records[0] ?? []);
  const exportedBy = exporterOf(names);
  return {
    columns: names.map((name) => ({ name })),
    records: 1,
    ...(exportedBy === undefined ? {} : { exportedBy }),
  };
};

/**
 * The header of a table by its first records.
 *
 * @throws VerbatimError `file-empty` without any record, `too-many-columns`, `file-header-only` where no data follows
 */
export const headerOf = (
  records: readonly (readonly string[])[],
  file: string,
  maxColumns: number,
): Header => {
  const titles = titleRecords(records);
  const below = records.slice(titles);
  const width = below[0]?.length;
  if (width === undefined) throw new VerbatimError('file-empty', 'the file is empty', { file });
  if (width > maxColumns) {
    throw new VerbatimError('too-many-columns', 'the table has too many columns', {
      file,
      expected: `at most ${maxColumns}`,
      got: String(width),
    });
  }
  const found =
    qualtricsHeader(below) ??
    surveyMonkeyHeader(below) ??
    headerOfTwo(below, withQuestions) ??
    plainHeader(below);
  const header = { ...found, records: titles + found.records };
  if (records.length > header.records) return header;
  throw new VerbatimError('file-header-only', 'the file has a header but no rows', {
    file,
    expected: 'at least one row of data',
    got: `${records.length} header ${records.length === 1 ? 'row' : 'rows'}`,
  });
};
