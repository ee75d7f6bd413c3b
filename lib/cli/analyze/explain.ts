import { type Command, Option } from 'commander';
import type { Span } from '../../analysis/analysis.ts';
import type { ScoredClause, ScoredText } from '../../analysis/sentiment/sentiment-model.ts';
import { sentimentBar } from '../render/bars.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { percent } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  verbatim explain "Not bad at all, but the parcel came late"
  verbatim explain "Friendly staff" --role improve     as the answer to "What could we do better?"
  verbatim explain "Not bad at all" --json`;

const roles = ['open', 'praise', 'improve', 'reason'] as const;

interface ExplainOptions {
  readonly json?: boolean;
  readonly role: (typeof roles)[number];
}

export const addExplain = (program: Command, shell: Shell): void => {
  program
    .command('explain')
    .description('show why a comment gets its score: sentences, clauses, and the words that decided')
    .argument('<text...>', 'a comment in English or another language with a built-in model')
    .addOption(
      new Option(
        '--role <role>',
        'what the question asks for, as the mapping says; it is evaluated with the words',
      )
        .choices(roles)
        .default('open'),
    )
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action((words: string[], options: ExplainOptions) => explain(shell, words.join(' '), options));
};

const explain = async (shell: Shell, text: string, { json = false, role }: ExplainOptions): Promise<void> => {
  // Imported late, so that no other command waits for the weights.
  const { shippedSentimentModel } = await import('../../analysis/sentiment/model/shipped-model.ts');
  const { shippedLanguages } = await import('../../analysis/sentiment/languages/shipped-languages.ts');
  const { languageOf } = await import('../../analysis/language/language.ts');
  const { scoreSentences } = await import('../../analysis/sentiment/sentences.ts');
  const language = languageOf(text);
  const { askedModel } = await import('../../analysis/sentiment/asked-model.ts');
  const ofWords = shippedLanguages().modelOf(language) ?? shippedSentimentModel();
  const model = askedModel(ofWords, role);
  const scored = model.score(text);
  const sentences = scoreSentences(model, text);
  const words = ofWords.explain(text);
  if (json) return printJson(shell, { version: model.version, ...scored, sentences, words });
  const { terminal } = shell;
  terminal.print(
    [
      levels(text, { scored, sentences }, terminal),
      '',
      movers(text, words, terminal),
      '',
      terminal.style(
        'dim',
        'share of ░ negative ▒ neutral █ positive; words: logits towards positive (+) or negative (−), the strongest first',
      ),
    ].join('\n'),
  );
};

type Level = Pick<ScoredClause, 'label' | 'score' | 'probabilities'>;

const levelRow =
  ({ style }: Terminal) =>
  (name: string, part: Level, said: string): string[] => {
    const [negative = 0, neutral = 0, positive = 0] = part.probabilities ?? [];
    const bar = sentimentBar({ negative, neutral, positive }, 12, style);
    return [name, part.label, part.score.toFixed(2), bar, percent(negative), percent(positive), said];
  };

const cut = (text: string, [start, end]: Span): string => text.slice(start, end);

const levels = (
  text: string,
  { scored, sentences }: { readonly scored: ScoredText; readonly sentences: readonly ScoredClause[] },
  terminal: Terminal,
): string => {
  const row = levelRow(terminal);
  return grid(
    [
      { title: '' },
      { title: 'label' },
      { title: 'score', align: 'right' },
      { title: '' },
      { title: 'negative', align: 'right' },
      { title: 'positive', align: 'right' },
      { title: 'text' },
    ],
    [
      row(scored.mixed ? 'comment (mixed)' : 'comment', scored, text),
      ...sentences.map((part) => row('sentence', part, cut(text, part.span))),
      ...scored.clauses.map((part) => row('clause', part, cut(text, part.span))),
    ],
    terminal,
  );
};

const maxWords = 10;

const movers = (
  text: string,
  words: readonly { readonly span: Span; readonly weight: number }[],
  terminal: Terminal,
): string =>
  grid(
    [{ title: 'word' }, { title: 'effect', align: 'right' }],
    words
      .toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight))
      .slice(0, maxWords)
      .map(({ span, weight }) => [
        cut(text, span),
        `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`,
      ]),
    terminal,
  );
