import { domainOf } from '../../charts/domain.ts';
import type { Finding } from '../../insights/findings/finding.ts';
import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import { type Digest, touchpointNameIn } from '../digest/digest.ts';
import { factsIn, scoreRows } from '../digest/digest-markdown.ts';
import { type DigestWords, wordsIn } from '../digest/digest-words.ts';
import {
  chart,
  colour,
  type Deck,
  full,
  left,
  newDeck,
  paragraphs,
  right,
  slideWith,
  table,
  verdictColour,
} from './slide-parts.ts';

/** The input of slides: a digest and its texts. */
interface SlideInput {
  readonly digest: Digest;
  readonly answer: FindingsAnswer;
  readonly words: DigestWords;
}

const titleSlide = (
  deck: Deck,
  { title, facts }: Pick<Digest, 'title' | 'facts'>,
  lines: readonly string[],
) => {
  const slide = slideWith(deck, title);
  const [first] = facts;
  paragraphs(
    slide,
    [
      ...(first === undefined ? [] : [{ text: first.headline, size: 32, bold: true, color: colour('ink') }]),
      ...lines.map((text) => ({ text, size: 16 })),
    ],
    { ...full, y: 2.4, h: 3.6 },
  );
};

/** The ends of the axis: the whole scale of a share and a mean. Points are drawn from zero; on −100 to 100 most bars would be too short to see. */
const axisOf = ({
  unit,
  what,
  before,
  after,
}: Pick<Finding, 'unit' | 'what' | 'before' | 'after'>): { valAxisMinVal: number; valAxisMaxVal: number } => {
  if (unit === 'points') {
    const [valAxisMinVal, valAxisMaxVal] = domainOf(
      [before, after].flatMap((figure) => figure ?? []),
      [0],
    );
    return { valAxisMinVal, valAxisMaxVal };
  }
  if (unit === 'share') return { valAxisMinVal: 0, valAxisMaxVal: 1 };
  return { valAxisMinVal: what.scale?.min ?? 1, valAxisMaxVal: what.scale?.max ?? 5 };
};

/** Before and after as two bars, with their intervals and n in the table below. */
const comparedParts = (
  slide: ReturnType<typeof slideWith>,
  finding: Finding,
  { answer, words }: SlideInput,
): void => {
  const { before, after, unit, what, verdict } = finding;
  if (before === undefined || after === undefined) return;
  const { language, scoreHeads } = words;
  const labels = [answer.against.name, answer.period.name];
  const series = [{ name: what.name, values: [before.value, after.value] }];
  chart(
    slide,
    { kind: 'bar', labels, series, unit, says: finding.text.headline },
    {
      ...right,
      ...axisOf(finding),
      barGapWidthPct: 60,
      chartColors: [colour('neutral-mark'), verdict === 'neither' ? colour('ink-2') : verdictColour(verdict)],
      showValue: true,
    },
  );
  const rows = [before, after].map((figure, index) => [
    labels[index] ?? '',
    language.level(figure.value, unit),
    language.range(figure, unit),
    language.count(figure.n),
  ]);
  const [, interval, people] = scoreHeads;
  table(
    slide,
    { heads: [what.name, '', interval, people], rows },
    {
      place: { x: right.x, y: 5.4, w: right.w },
      numbers: [1, 2, 3],
      widths: [0.4, 0.15, 0.3, 0.15],
    },
  );
};

/** One finding: what changed, what it is about, and its figures as a chart that can be edited. */
const findingSlide = (deck: Deck, finding: Finding, input: SlideInput): void => {
  const { words } = input;
  const slide = slideWith(deck, finding.text.headline, finding.verdict);
  const { difference, verdict, evidence } = finding;
  paragraphs(
    slide,
    [
      ...(difference === undefined
        ? []
        : [
            {
              text: words.language.measuredDifference(difference, finding.what),
              size: 20,
              bold: true,
              color: verdictColour(verdict),
            },
          ]),
      ...(finding.text.detail === '' ? [] : [{ text: finding.text.detail }]),
      ...(evidence.comments === 0
        ? []
        : [
            {
              text: words.comments(words.language.count(evidence.comments)),
              size: 14,
              color: colour('ink-3'),
            },
          ]),
    ],
    left,
  );
  comparedParts(slide, finding, input);
  slide.addNotes(`GET ${evidence.path}`);
};

/** Ongoing problems: shares as bars, with intervals in words. */
const ongoingSlide = (deck: Deck, { answer, words }: SlideInput): void => {
  const { ongoing } = answer;
  if (ongoing.length === 0) return;
  const slide = slideWith(deck, words.ongoing);
  paragraphs(
    slide,
    ongoing.flatMap(({ text }) => [
      { text: `${text.headline}.`, bold: true, color: colour('ink') },
      ...(text.detail === '' ? [] : [{ text: text.detail, size: 14 }]),
    ]),
    left,
  );
  const bars = ongoing.toReversed();
  const series = [{ name: words.themes, values: bars.map(({ share }) => share.value) }];
  const labels = bars.map(({ where, what }) => `${where.name}: ${what.name}`);
  chart(
    slide,
    { kind: 'bar', labels, series, unit: 'share', says: words.ongoing },
    {
      ...right,
      h: left.h,
      barDir: 'bar',
      valAxisMinVal: 0,
      chartColors: [colour('worse-mark')],
      showValue: true,
    },
  );
  slide.addNotes(ongoing.map(({ evidence }) => `GET ${evidence.path}`).join('\n'));
};

const scoresSlide = (deck: Deck, { digest, words }: SlideInput): void => {
  const rows = scoreRows(digest);
  if (rows.length === 0) return;
  const slide = slideWith(deck, words.scores);
  table(
    slide,
    { heads: ['', ...words.scoreHeads], rows },
    {
      place: { ...full, y: 1.6 },
      numbers: [1, 3],
      widths: [0.2, 0.09, 0.17, 0.1, 0.44],
    },
  );
};

const whole = { ...full, y: left.y, h: left.h };

/** The first score over time, with the ends of its interval; a period without a figure is a gap. */
const curveSlide = (deck: Deck, { digest, words }: SlideInput): void => {
  const [first] = digest.headlines;
  const begin = digest.curve.findIndex(({ figure }) => figure !== undefined);
  if (first === undefined || begin === -1) return;
  const curve = digest.curve.slice(begin);
  const [, interval] = words.scoreHeads;
  const names = { value: first.name, low: `${interval} ↓`, high: `${interval} ↑` };
  const says = words.curve(first.name);
  const series = (['value', 'low', 'high'] as const).map((end) => ({
    name: names[end],
    values: curve.map(({ figure }) => figure?.[end] ?? null),
  }));
  chart(
    slideWith(deck, says),
    { kind: 'line', labels: curve.map(({ period }) => words.tick(period)), series, unit: first.unit, says },
    {
      ...whole,
      chartColors: [colour('ink'), colour('neutral-mark'), colour('neutral-mark')],
      lineDataSymbolSize: 6,
      lineSize: 2,
    },
  );
};

type Theme = Digest['themes'][number];

/** The parts of the answers that mention a theme. */
const partsOf = ({ negative: { value: negative }, positive: { value: positive } }: Theme) => ({
  negative,
  neutral: Math.max(0, 1 - negative - positive),
  positive,
});

/** The topics of comments by sentiment: the parts of a bar add up to the share of answers that mention it. */
const themesSlide = (deck: Deck, { digest, words }: SlideInput): void => {
  const themes = digest.themes.toReversed();
  if (themes.length === 0) return;
  const { language } = words;
  const series = (['negative', 'neutral', 'positive'] as const).map((part) => ({
    name: words[part],
    values: themes.map((theme) => partsOf(theme)[part] * theme.share.value),
  }));
  const labels = themes.map(
    ({ name, share, mentions }) =>
      `${name}: ${language.level(share.value, 'share')} (${language.range(share, 'share')}, n ${language.count(mentions)})`,
  );
  chart(
    slideWith(deck, words.themes),
    { kind: 'bar', labels, series, unit: 'share', says: words.themes },
    {
      ...whole,
      barDir: 'bar',
      barGrouping: 'stacked',
      chartColors: [colour('worse-mark'), colour('neutral-mark'), colour('better-mark')],
    },
  );
};

const quotesSlide = (deck: Deck, { digest, words }: SlideInput): void => {
  const { quotes } = digest;
  if (quotes.length === 0) return;
  const slide = slideWith(deck, words.quotes);
  paragraphs(
    slide,
    quotes.flatMap(({ text, excerpt, touchpoint }) => [
      { text: `“${text}${excerpt ? ' …' : ''}”`, size: 15, color: colour('ink') },
      { text: touchpointNameIn(digest, touchpoint), size: 11, color: colour('ink-3') },
    ]),
    whole,
  );
};

const slidesOf = (deck: Deck, digest: Digest): void => {
  const words = wordsIn(digest);
  const { findings: answer } = digest;
  if (answer === undefined) {
    titleSlide(deck, digest, [words.suppressed]);
    return;
  }
  const input = { digest, answer, words };
  const summary = factsIn(digest, 'summary').map(({ headline, text }, index) =>
    index === 0 ? text.slice(headline.length + 1).trim() : text,
  );
  const signals = factsIn(digest, 'signals').map(({ text }) => text);
  titleSlide(deck, digest, [...summary, ...signals, ...(digest.partial ? [words.partial] : [])]);
  for (const finding of answer.findings) findingSlide(deck, finding, input);
  if (answer.findings.length === 0) return;
  for (const add of [ongoingSlide, scoresSlide, curveSlide, themesSlide, quotesSlide]) add(deck, input);
};

/**
 * A digest as a presentation: its opening, one finding a slide, ongoing problems, the scores, the first of them over time, themes and
 * quotes. Charts are native charts of the presentation, with their numbers, so that they can be edited. For a period without changes: only
 * the opening.
 */
export const digestSlides = async (digest: Digest): Promise<Uint8Array<ArrayBuffer>> => {
  const deck = await newDeck();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = digest.title;
  deck.theme = { headFontFace: 'Arial', bodyFontFace: 'Arial' };
  slidesOf(deck, digest);
  const written = await deck.write({ outputType: 'uint8array', compression: true });
  if (!(written instanceof Uint8Array)) throw new Error('expected the bytes of a presentation');
  return new Uint8Array(written);
};
