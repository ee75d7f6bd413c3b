import type { DiscoveredThemes } from '../../api/contract/themes/themes.ts';
import type { DiscoveredTheme, Quote } from '../../insights/discovery/discover.ts';
import { sentimentBar } from '../render/bars.ts';
import { grid } from '../render/grid.ts';
import { count, percent, plural } from '../render/wording.ts';
import type { Terminal } from '../terminal.ts';

const phrasesDisclosed = 4;

const phrasesText = ({ name, phrases }: DiscoveredTheme): string =>
  phrases
    .filter(({ wording }) => wording !== name)
    .slice(0, phrasesDisclosed)
    .map(({ wording, responses }) => `${wording} ${count(responses)}`)
    .join(', ');

const changeText = ({ change, falseDiscoveryRateUnder }: DiscoveredTheme): string => {
  if (falseDiscoveryRateUnder === undefined) return '';
  const before = change === undefined ? 'fewer than 5' : count(change.earlier);
  return `before ${before}, false discovery rate under ${falseDiscoveryRateUnder}`;
};

const marked = ({ text, spans }: Quote, { style }: Terminal): string => {
  let at = 0;
  const parts = spans.map(([start, end]) => {
    const part = text.slice(at, start) + style('bold', text.slice(start, end));
    at = end;
    return part;
  });
  return `“${(parts.join('') + text.slice(at)).replace(/\s+/g, ' ')}”`;
};

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The command that adds the topic as a theme. */
export const adoptCommand = ({ name, phrases }: DiscoveredTheme): string =>
  [
    'verbatim taxonomy adopt',
    quoted(name),
    ...phrases.map(({ wording }) => `--seed ${quoted(wording)}`),
  ].join(' ');

const listenedTo = ({
  responses,
  comments,
  unassigned,
  against,
  earlierResponses,
}: DiscoveredThemes): string => {
  const share = comments === 0 ? '' : ` (${percent(unassigned / comments)})`;
  const earlier =
    against === undefined
      ? ''
      : `, compared with ${plural(earlierResponses ?? 0, 'response')} from ${against.from} to ${against.to}`;
  return `${plural(responses, 'response')} with comments${earlier}; ${count(unassigned)} of ${plural(comments, 'comment')}${share} without a theme`;
};

const tableOf = (themes: readonly DiscoveredTheme[], terminal: Terminal): string =>
  grid(
    [
      { title: 'theme' },
      { title: 'responses', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'sentiment' },
      { title: 'other wordings' },
    ],
    themes.map((theme) => [
      theme.name,
      count(theme.responses),
      percent(theme.share),
      sentimentBar(theme.sentiment, 10, terminal.style),
      [changeText(theme), phrasesText(theme)].filter((text) => text !== '').join(' · '),
    ]),
    terminal,
  );

const quotesOf = (theme: DiscoveredTheme, terminal: Terminal): string =>
  [
    terminal.style('bold', theme.name),
    ...theme.quotes.map((quote) => `  ${marked(quote, terminal)}`),
    `  ${terminal.style('dim', adoptCommand(theme))}`,
  ].join('\n');

/** The topics found: a table, then each with quotes and the command that adds it as a theme. */
export const discoveryPicture = (found: DiscoveredThemes, terminal: Terminal): string => {
  const heading = terminal.style('dim', listenedTo(found));
  if (found.themes.length === 0)
    return `${heading}\nNo ${found.against === undefined ? 'topic from at least five people' : 'new topic'} found.`;
  return [
    heading,
    tableOf(found.themes, terminal),
    ...found.themes.map((theme) => quotesOf(theme, terminal)),
  ].join('\n\n');
};
