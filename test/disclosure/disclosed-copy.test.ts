import { describe, expect, it } from 'vitest';
import { asDisclosed } from '../../lib/disclosure/disclosed-copy.ts';
import { withoutParts } from '../../lib/disclosure/parts.ts';
import { tallyOf } from '../../lib/metrics/tally/tally.ts';
import { heard, versions } from '../insights/responses.ts';
import { exampleCopy } from '../store/examples.ts';

const scored = { ...heard('negative', 'price', 'speed'), signals: [{ id: 'urgent', spans: [[0, 1]] }] };
const copy = exampleCopy({
  ratings: { 'nps:transactional': 3, 'csat:1-5': 2 },
  asked: 2,
  answers: [
    { question: 'a cause', role: 'open', text: 'late and dear', analysis: scored },
    { question: 'else', role: 'open', text: '-', analysis: { status: 'no-content' } },
  ] as never,
});
const pieceWithout = (
  ...hidden: Parameters<typeof withoutParts>[1] extends ReadonlySet<infer P> ? P[] : never
) => withoutParts({ tally: tallyOf([copy]), versions }, new Set(hidden));

describe('asDisclosed', () => {
  it('leaves a response unchanged where everything is disclosed', () => {
    expect(asDisclosed(copy, pieceWithout())).toBe(copy);
  });

  it('removes ratings, themes and signals that are suppressed', () => {
    const disclosed = asDisclosed(copy, pieceWithout('rating:csat:1-5', 'theme:price', 'signal:urgent'));
    expect(disclosed.ratings).toEqual({ 'nps:transactional': 3 });
    expect(tallyOf([disclosed])).toMatchObject({ signals: {}, themes: { speed: { negative: 1 } } });
    expect(Object.keys(tallyOf([disclosed]).themes)).toEqual(['speed']);
    expect(disclosed.answers.map(({ text }) => text)).toEqual(['late and dear', '-']);
  });

  it('removes a suppressed theme whose name is also an object property', () => {
    const analysis = heard('negative', 'constructor');
    const said = { ...copy, answers: copy.answers.map((answer) => ({ ...answer, analysis })) };
    const tally = tallyOf([said]);
    const piece = withoutParts({ tally, versions }, new Set(['theme:constructor'] as const));
    expect(asDisclosed(said, piece).answers.map((answer) => answer.analysis)).toMatchObject([
      { themes: [] },
      { themes: [] },
    ]);
  });

  it('shows no questions asked where no text is disclosed', () => {
    expect(asDisclosed(copy, pieceWithout('text'))).toMatchObject({ asked: 0, answers: [] });
  });

  it('counts only what is disclosed', () => {
    const piece = pieceWithout('theme:speed', 'rating:nps:transactional');
    expect(tallyOf([asDisclosed(copy, piece)])).toEqual(piece.tally);
  });
});
