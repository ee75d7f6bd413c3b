import { describe, expect, test } from 'vitest';
import { type Quote, quoteCandidates } from '../../../lib/insights/quotes/quotes.ts';
import { type Digest, digestOf } from '../../../lib/reports/digest/digest.ts';
import { digestPage } from '../../../lib/reports/digest/digest-html.ts';
import { digestMarkdown } from '../../../lib/reports/digest/digest-markdown.ts';
import { exampleCopy } from '../../store/examples.ts';
import { counted, ofTouchpoint, span, week } from '../material.ts';

const nasty = '<script>alert("1")</script> & [link](http://example.org) *late*';

const quoted = (text: string): Quote[] =>
  quoteCandidates(
    exampleCopy({
      answers: exampleCopy().answers.map((answer) => ({ ...answer, text })),
    }),
  ).map(({ author: _author, score: _score, themes: _themes, ...quote }) => ({ ...quote, themes: [] }));

const now = counted({ people: 60, nps: 10, label: 'positive', themes: ['speed'] }, { people: 40, nps: 3 });

const digest = (changes: Partial<Digest> = {}): Digest => ({
  ...digestOf(
    ofTouchpoint(now, now, {
      quotes: quoted(nasty),
      past: [
        { period: span.previous, tally: now.tally },
        { period: week, tally: now.tally },
      ],
    }),
  ),
  ...changes,
});

describe('the page', () => {
  test('needs no external files, and lets a browser load none', () => {
    const page = digestPage(digest());
    expect(page).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('escapes what customers wrote', () => {
    expect(digestPage(digest())).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;');
  });

  test('escapes touchpoint names and narratives', () => {
    const page = digestPage(digest({ scope: { id: 'x', name: '<i>X</i>' } }), '<b>bold</b>');
    expect(page).not.toMatch(/<i>|<b>/);
  });

  test('has every sentence, and charts with a text description', () => {
    const page = digestPage(digest());
    for (const { id } of digest().facts) expect(id).not.toBe('');
    expect(page.match(/<li>/g)?.length).toBe(2 * digest().facts.length);
    expect(page).toContain('<title>the week of 25 May 2026: +20, n 100</title>');
    expect(page).toContain('aria-label="Themes by share of answers"');
  });

  test('leaves a gap in the line where there is no figure', () => {
    const curve = digest().curve;
    const gap = { period: '2026-05-11', name: 'a gap' };
    const page = digestPage(digest({ curve: [...curve.slice(0, 1), gap, ...curve.slice(1)] }));
    expect(page.match(/class="curve"/g)?.length).toBe(2);
    expect(page.match(/<circle/g)?.length).toBe(2);
  });

  test('for a suppressed scope gives the reason and nothing else', () => {
    const suppressed = digestOf(ofTouchpoint(undefined, now));
    expect(digestPage(suppressed)).toContain('Suppressed: fewer respondents');
    expect(digestPage(suppressed)).not.toMatch(/<svg|<li>/);
  });
});

describe('the Markdown', () => {
  test('has the sentences, the quotes and their counts', () => {
    const text = digestMarkdown(digest());
    expect(text).toMatch(/^# Delivery, the week of 25 May 2026\n\n1\. 100 responses came in/);
    expect(text).toContain('## In their words\n\n> ');
    expect(text).toContain(
      '1. `GET /touchpoints/delivery/summaries?grain=day&from=2026-05-25&to=2026-05-31`',
    );
  });

  test('makes no links and no markup from what customers wrote', () => {
    const text = digestMarkdown(digest());
    expect(text).toContain('\\[link\\](http://example.org) \\*late\\*');
    expect(text).toContain('\\<script\\>');
  });

  test('marks a period that has not ended', () => {
    expect(digestMarkdown(digest({ span: { ...span, through: '2026-05-28' } }))).toMatch(
      /^# Delivery, the week of 25 May 2026 \(up to 28 May 2026\)\n/,
    );
  });

  test('for a suppressed scope gives the reason and nothing else', () => {
    expect(digestMarkdown(digestOf(ofTouchpoint(undefined, now)))).toBe(
      '# Delivery, the week of 25 May 2026\n\nSuppressed: fewer respondents than the minimum group size.\n',
    );
  });
});
