import { type Command, Option } from 'commander';
import type { Finding, FindingsAnswer, HeadlineScore, OngoingProblem } from '../../api/contract/findings.ts';
import { german } from '../../insights/findings/text/de.ts';
import { english } from '../../insights/findings/text/en.ts';
import type { Language } from '../../insights/findings/text/language.ts';
import { apiOf } from '../connection/api-client.ts';
import { withApiOptions } from '../options/api-options.ts';
import { type ComparedOptions, withComparedOptions } from '../options/compared-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { saysNothingYet } from '../render/nothing-yet.ts';
import { wrapped } from '../render/wrapped.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface FindingsOptions extends ComparedOptions {
  readonly stage?: string;
  readonly lang: 'en' | 'de';
  readonly all?: boolean;
}

const examples = `
Examples:
  verbatim findings                               the latest month with enough responses, compared with the month before
  verbatim findings --period 2025-04 --touchpoint delivery
  verbatim findings --from 2025-03-24 --to 2025-04-06 --against season
  verbatim findings --all                         with the table of all figures compared
  verbatim findings --lang de`;

export const addFindings = (program: Command, shell: Shell): void => {
  const command = withComparedOptions(
    program.command('findings').description('list what changed, why, and ongoing problems, ranked'),
  )
    .option('--stage <id>', 'one stage only')
    .addOption(
      new Option('--lang <language>', 'language of the sentences: English or German')
        .choices(['en', 'de'])
        .default('en'),
    )
    .option('--all', 'also print all compared figures')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: FindingsOptions) => showFindings(shell, options));
};

const showFindings = async (shell: Shell, options: FindingsOptions): Promise<void> => {
  const { period, from, to, against, touchpoint, stage, lang } = options;
  const client = await apiOf(shell, options);
  const query = { period, from, to, against, touchpoint, stage, lang };
  const answer = await client.readFindings(query);
  if (options.json) return printJson(shell, answer);
  const { terminal } = shell;
  if (answer.period.responses === 0 && (await saysNothingYet(client, terminal))) return;
  terminal.print(findingsPicture(answer, terminal));
  if (options.all === true) terminal.print(`\n${restPicture(answer, terminal)}`);
};

const words = {
  en: {
    watch: 'Not certain yet',
    still: 'Ongoing problems',
    asBefore: (name: string) => `as in ${name}`,
    comments: (count: string) => `${count} comments`,
    hidden: (count: string) => `${count} more hidden: below the minimum group size for quotes`,
    allHidden: (count: string) => `${count} comments hidden: below the minimum group size for quotes`,
    someHidden: 'some hidden: below the minimum group size for quotes',
    more: (count: number) => `and ${count} more figure${count === 1 ? '' : 's'}`,
    others: (count: number) => `${count} more finding${count === 1 ? '' : 's'} with --all`,
    figure: ['where', 'figure', 'before', 'now', 'difference', ''],
    status: {
      significant: 'changed',
      likely: 'not certain',
      unchanged: 'no significant change',
      'too-few': 'too few responses',
    },
  },
  de: {
    watch: 'Noch nicht sicher',
    still: 'Anhaltende Probleme',
    asBefore: (name: string) => `wie ${name}`,
    comments: (count: string) => `${count} Kommentare`,
    hidden: (count: string) => `${count} weitere ausgeblendet: zu wenige Personen für Zitate`,
    allHidden: (count: string) => `${count} Kommentare ausgeblendet: zu wenige Personen für Zitate`,
    someHidden: 'einige ausgeblendet: zu wenige Personen für Zitate',
    more: (count: number) => `und ${count} weitere${count === 1 ? 'r Wert' : ' Werte'}`,
    others: (count: number) => `${count} weitere${count === 1 ? 's Ergebnis' : ' Ergebnisse'} mit --all`,
    figure: ['wo', 'Wert', 'vorher', 'jetzt', 'Unterschied', ''],
    status: {
      significant: 'geändert',
      likely: 'nicht sicher',
      unchanged: 'keine signifikante Änderung',
      'too-few': 'zu wenige Antworten',
    },
  },
} as const;

const languageOf = ({ lang }: Pick<FindingsAnswer, 'lang'>): Language => (lang === 'de' ? german : english);

const colours = { better: 'green', worse: 'red', neither: 'bold' } as const;
const marks = { better: '▲', worse: '▼', neither: '•' } as const;

const scoreRow = ({ what, figure, unit, text, verdict }: HeadlineScore, language: Language): string[] => [
  what.name,
  language.level(figure.value, unit),
  language.range(figure, unit),
  `n ${language.count(figure.n)}`,
  `${verdict === 'better' ? '▲ ' : verdict === 'worse' ? '▼ ' : ''}${text}`,
];

const scoresPicture = (answer: FindingsAnswer, terminal: Terminal): string =>
  grid(
    [
      { title: '' },
      { title: '', align: 'right' },
      { title: '' },
      { title: '', align: 'right' },
      { title: '' },
    ],
    answer.scores.map((score) => scoreRow(score, languageOf(answer))),
    terminal,
  )
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');

const figuresLine = ({ difference, after, before, unit }: Finding, language: Language): string => {
  if (difference === undefined || before === undefined || after === undefined) return '';
  const { low, high, value } = difference;
  return `${language.difference(value, unit)} (${language.difference(low, unit)} … ${language.difference(high, unit)}), n ${language.count(before.n)} → ${language.count(after.n)}`;
};

/** How many comments it counts, and how many of them nobody may read. */
const commentsShown = ({ comments, of, withheld }: Finding['evidence'], answer: FindingsAnswer): string[] => {
  const said = words[answer.lang];
  const { count } = languageOf(answer);
  if (withheld === undefined) return comments > 0 ? [said.comments(count(comments))] : [];
  if (of === undefined) return [`${said.comments(count(comments))}, ${said.someHidden}`];
  return comments === 0
    ? [said.allHidden(count(of))]
    : [`${said.comments(count(comments))}, ${said.hidden(count(of - comments))}`];
};

const opensLine = (finding: Finding, answer: FindingsAnswer): string => {
  const { lang } = answer;
  const { evidence, alsoExplains } = finding;
  const said = words[lang];
  const parts = [
    figuresLine(finding, languageOf(answer)),
    ...commentsShown(evidence, answer),
    ...(alsoExplains.length > 0 ? [said.more(alsoExplains.length)] : []),
  ];
  return parts.filter((part) => part !== '').join(' · ');
};

/** A finding in a line, with the direction of its change. */
export const headlineOf = ({ verdict, text }: Finding, { style }: Terminal): string =>
  `${style(colours[verdict], marks[verdict])} ${style('bold', text.headline)}`;

const findingPicture =
  (answer: FindingsAnswer, terminal: Terminal) =>
  (finding: Finding, index: number): string => {
    const { text } = finding;
    const { style } = terminal;
    const head = `${index + 1} ${headlineOf(finding, terminal)}`;
    const detail = text.detail === '' ? [] : [wrapped(text.detail, '    ')];
    return [head, ...detail, style('dim', `    ${opensLine(finding, answer)}`)].join('\n');
  };

const maxWatched = 2;

/** A change that is not certain takes one line: it is nothing to report yet. */
const watchPicture =
  (answer: FindingsAnswer, { style }: Terminal) =>
  (finding: Finding): string => {
    const { verdict, text, difference, unit } = finding;
    const language = languageOf(answer);
    const ends =
      difference === undefined
        ? ''
        : ` (${language.difference(difference.low, unit)} … ${language.difference(difference.high, unit)})`;
    return `  ${style(colours[verdict], marks[verdict])} ${text.headline}${ends}`;
  };

const ongoingPicture = (
  { text, evidence }: OngoingProblem,
  answer: FindingsAnswer,
  { style }: Terminal,
): string =>
  [
    `  ${text.headline}.`,
    style(
      'dim',
      `    ${[text.detail, ...commentsShown(evidence, answer)].filter((part) => part !== '').join(' ')}`,
    ),
  ].join('\n');

const findingsPicture = (answer: FindingsAnswer, terminal: Terminal): string => {
  const { text, findings, ongoing, lang, more } = answer;
  const said = words[lang];
  const isSignificant = ({ certainty }: Finding): boolean => certainty === 'significant';
  const watched = findings.filter((finding) => !isSignificant(finding)).slice(0, maxWatched);
  const parts = [
    `${terminal.style('bold', text.heading)}\n${wrapped(text.detail, '')}`,
    scoresPicture(answer, terminal),
    ...findings.filter(isSignificant).map(findingPicture(answer, terminal)),
    ...(more > 0 ? [terminal.style('dim', said.others(more))] : []),
    ...(watched.length === 0
      ? []
      : [[terminal.style('bold', said.watch), ...watched.map(watchPicture(answer, terminal))].join('\n')]),
    ...(ongoing.length === 0
      ? []
      : [
          [
            terminal.style('bold', said.still),
            ...ongoing.map((problem) => ongoingPicture(problem, answer, terminal)),
          ].join('\n'),
        ]),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
};

const restPicture = (answer: FindingsAnswer, terminal: Terminal): string => {
  const language = languageOf(answer);
  const said = words[answer.lang];
  return grid(
    said.figure.map((title) => ({ title })),
    answer.unchanged.map(({ where, what, unit, before, after, difference, status }) => [
      where.name,
      what.name,
      language.level(before.value, unit),
      language.level(after.value, unit),
      `${language.difference(difference.value, unit)} (${language.difference(difference.low, unit)} … ${language.difference(difference.high, unit)})`,
      said.status[status],
    ]),
    terminal,
  );
};
