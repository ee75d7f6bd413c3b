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

describe('asShown', () => {
  it('leaves a response as it is where its piece shows everything', () => {
    expect(asDisclosed(copy, pieceWithout())).toBe(copy);
  });

  it('leaves out ratings, themes and signals that its piece does not show', () => {
    const disclosed = asDisclosed(copy, pieceWithout('rating:csat:1-5', 'theme:price', 'signal:urgent'));
    expect(disclosed.ratings).toEqual({ 'nps:transactional': 3 });
    expect(tallyOf([disclosed])).toMatchObject({ signals: {}, themes: { speed: { negative: 1 } } });
    expect(Object.keys(tallyOf([disclosed]).themes)).toEqual(['speed']);
    expect(disclosed.answers.map(({ text }) => text)).toEqual(['late and dear', '-']);
  });

  it('leaves out a theme that goes by the name of what every object has', () => {
    const analysis = heard('negative', 'constructor');
    const said = { ...copy, answers: copy.answers.map((answer) => ({ ...answer, analysis })) };
    const tally = tallyOf([said]);
    const piece = withoutParts({ tally, versions }, new Set(['theme:constructor'] as const));
    expect(asDisclosed(said, piece).answers.map((answer) => answer.analysis)).toMatchObject([
      { themes: [] },
      { themes: [] },
    ]);
  });

  it('is as if nothing had been asked where its piece shows nothing that was written', () => {
    expect(asDisclosed(copy, pieceWithout('text'))).toMatchObject({ asked: 0, answers: [] });
  });

  it('counts what its piece shows', () => {
    const piece = pieceWithout('theme:speed', 'rating:nps:transactional');
    expect(tallyOf([asDisclosed(copy, piece)])).toEqual(piece.tally);
  });
});
