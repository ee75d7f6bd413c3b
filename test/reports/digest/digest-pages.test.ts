import { describe, expect, test } from 'vitest';
import { german } from '../../../lib/insights/findings/text/de.ts';
import { type Quote, quoteCandidates } from '../../../lib/insights/quotes/quotes.ts';
import { type Digest, digestOf } from '../../../lib/reports/digest/digest.ts';
import { digestPage } from '../../../lib/reports/digest/digest-html.ts';
import { digestMarkdown } from '../../../lib/reports/digest/digest-markdown.ts';
import type { DigestMaterial } from '../../../lib/reports/digest/digest-material.ts';
import { exampleCopy } from '../../store/examples.ts';
import { counted, findingsOf, ofTouchpoint, span, week } from '../material.ts';

const nasty = '<script>alert("1")</script> & [link](http://example.org) *late*';

const quoted = (text: string): Quote[] =>
  quoteCandidates(
    exampleCopy({
      answers: exampleCopy().answers.map((answer) => ({ ...answer, text })),
    }),
  ).map(({ author: _author, score: _score, themes: _themes, ...quote }) => ({ ...quote, themes: [] }));

const now = counted({ people: 60, nps: 10, label: 'positive', themes: ['speed'] }, { people: 40, nps: 3 });

const before = counted({ people: 95, nps: 10, label: 'positive' }, { people: 5, nps: 3 });

const told = (material: DigestMaterial): Digest => digestOf(material, { findings: findingsOf(material) });

const digest = (changes: Partial<Digest> = {}): Digest => ({
  ...told(
    ofTouchpoint(now, before, {
      quotes: quoted(nasty),
      past: [
        { period: span.previous, tally: before.tally },
        { period: week, tally: now.tally },
      ],
    }),
  ),
  ...changes,
});

describe('the page', () => {
  test('needs nothing from elsewhere, and lets a browser load nothing', () => {
    const page = digestPage(digest());
    expect(page).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('escapes what customers wrote', () => {
    expect(digestPage(digest())).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;');
  });

  test('escapes what touchpoints are called, and a narrative', () => {
    const scope = { id: 'x', name: '<i>X</i>' };
    const page = digestPage(told(ofTouchpoint(now, before, { scope })), '<b>bold</b>');
    expect(page).not.toMatch(/<i>|<b>/);
  });

  test('has every sentence, and charts that say in words what they show', () => {
    const page = digestPage(digest());
    for (const { headline, evidence } of digest().facts) {
      expect(page).toContain(`<strong>${headline}.</strong>`);
      expect(page).toContain(`<code>GET ${evidence.replaceAll('&', '&amp;')}</code>`);
    }
    expect(page).toMatch(/<title>the week of 25 May 2026: \+20 \([^)]*, n 100\)<\/title>/);
    expect(page).toContain('aria-label="What comments mention"');
  });

  test('leaves a gap in the curve where there is no figure', () => {
    const curve = digest().curve;
    const gap = { period: '2026-05-11', name: 'a gap' };
    const page = digestPage(digest({ curve: [...curve.slice(0, 1), gap, ...curve.slice(1)] }));
    expect(page).toContain('<title>a gap: no figure</title>');
    expect(page.match(/<path [^>]*stroke="var\(--ink\)"/g)?.length).toBe(2);
    expect(page.match(/<circle [^>]*r="4"/g)?.length).toBe(2);
  });

  test('of a suppressed scope says why, and nothing else', () => {
    const suppressed = told(ofTouchpoint(undefined, now));
    expect(digestPage(suppressed)).toContain('Suppressed: fewer respondents');
    expect(digestPage(suppressed)).not.toMatch(/<svg|<li>/);
  });
});

test('of a week without news both forms have three sentences, no picture and no table', () => {
  const quiet = told(ofTouchpoint(now, now, { quotes: quoted(nasty), past: [] }));
  expect(quiet.facts.length).toBe(3);
  expect(digestPage(quiet)).not.toMatch(/<svg|<table|<blockquote/);
  expect(digestMarkdown(quiet)).not.toMatch(/^[|>]/m);
});

test('in German, every word is German', () => {
  const material = ofTouchpoint(now, before, { quotes: quoted('Es dauert.') });
  const inGerman = digestOf(material, { findings: findingsOf(material, german) });
  const page = digestPage(inGerman);
  expect(page).toContain('<html lang="de">');
  expect([...page.matchAll(/<h2>([^<]+)/g)].map(([, heading]) => heading)).toEqual([
    'Was sich geändert hat',
    'Werte',
    'In ihren Worten',
    'Beleg für jeden Satz',
  ]);
  expect(digestMarkdown(inGerman)).toContain('|  | jetzt | 95-%-Intervall | n | verglichen |');
});

describe('the Markdown', () => {
  test('has what changed, the scores in one table, the quotes and what each sentence counted', () => {
    const text = digestMarkdown(digest());
    expect(text).toMatch(
      /^# Delivery, the week of 25 May 2026\n\n\*\*Two things changed in the week of 25 May\.\*\* 100 responses/,
    );
    expect(text).toContain('\n2. ▼ **Delivery: NPS fell from +90 to +20.**\n');
    expect(text).toContain('|  | now | 95% interval | n | compared |\n|---|--:|---|--:|---|\n| NPS | +20 | ');
    expect(text).toContain('## In their words\n\n> ');
    expect(text).toContain('0. `GET /findings?from=2026-05-25&to=2026-05-31&touchpoint=delivery`');
  });

  test('makes no link and no markup of what customers wrote', () => {
    const text = digestMarkdown(digest());
    expect(text).toContain('\\[link\\](http://example.org) \\*late\\*');
    expect(text).toContain('\\<script\\>');
  });

  test('marks a period that is not over', () => {
    const part = { ...span, through: '2026-05-28' };
    expect(digestMarkdown(told(ofTouchpoint(now, before, { span: part })))).toMatch(
      /^# Delivery, the week of 25 May 2026 \(up to 28 May 2026\)\n/,
    );
  });

  test('of a suppressed scope says why, and nothing else', () => {
    expect(digestMarkdown(told(ofTouchpoint(undefined, now)))).toBe(
      '# Delivery, the week of 25 May 2026\n\nSuppressed: fewer respondents than the minimum group size. This is not zero.\n',
    );
  });
});
