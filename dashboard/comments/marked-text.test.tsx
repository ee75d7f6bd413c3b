import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { MarkedText } from './marked-text.tsx';

const hostile = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</mark></p><iframe src="javascript:alert(1)"></iframe>',
  '<svg onload=alert(1)>',
  '<a href="javascript:alert(1)">free</a>',
  '&lt;b&gt; & "quotes"',
];

const unescaped = (markup: string): string =>
  markup
    .replaceAll(/<\/?mark[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');

describe('a comment that contains markup', () => {
  test.each(hostile)('is shown as text: %s', (text) => {
    const markup = renderToStaticMarkup(
      <MarkedText
        text={text}
        places={[{ id: 'theme:staff', spans: [[2, 9]], felt: { label: 'negative', score: -1 } }]}
      />,
    );
    expect([...markup.matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag)).toEqual(['mark', 'mark']);
    expect(unescaped(markup)).toBe(text);
  });
});

test('the words of the selected theme are highlighted', () => {
  const places = [{ id: 'signal:churn-intent', spans: [[6, 9]] as [number, number][] }];
  expect(
    renderToStaticMarkup(<MarkedText text="Well, bye" places={places} lit="signal:churn-intent" />),
  ).toBe('Well, <mark class="lit">bye</mark>');
  expect(renderToStaticMarkup(<MarkedText text="Well, bye" places={places} />)).toBe('Well, bye');
});
