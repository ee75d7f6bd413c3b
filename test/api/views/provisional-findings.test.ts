import { expect, test } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import { exampleCopy } from '../../store/examples.ts';
import { apiWorld } from '../world.ts';

const period = 'from=2026-05-01&to=2026-05-31';

/** So many responses in a language, each with one answer. */
const inLanguage = (language: string, count: number, sentiment: string): Copy[] =>
  Array.from({ length: count }, (_, index) => {
    const copy = exampleCopy();
    return exampleCopy({
      responseId: `${language}-${index}`,
      fingerprint: `${language}-${index}`,
      versions: { ...copy.versions, sentiment },
      answers: copy.answers.map((answer) => ({
        ...answer,
        analysis: answer.analysis.status === 'scored' ? { ...answer.analysis, language } : answer.analysis,
      })),
    });
  });

const coverageOf = async (copies: readonly Copy[], lang = 'en') => {
  const world = apiWorld();
  await world.store(copies);
  const { coverage, text } = await world.get<FindingsAnswer>(`/findings?${period}&lang=${lang}`);
  return { provisional: coverage.provisional, detail: text.detail };
};

const builtIn = 'verbatim-en-2+0badcafe+languages-4(de,nl)';

test('findings name the languages whose sentiment is provisional', async () => {
  const copies = [...inLanguage('en', 30, builtIn), ...inLanguage('nl', 10, builtIn)];
  const { provisional, detail } = await coverageOf(copies);
  expect(provisional).toEqual(['nl']);
  expect(detail).toContain('Provisional sentiment: Dutch');
  expect((await coverageOf(copies, 'de')).detail).toContain('Vorläufige Stimmung: Niederländisch');
});

test('a language of fewer responses than may be disclosed, of few of all, or of another engine is not provisional', async () => {
  const few = [...inLanguage('en', 30, builtIn), ...inLanguage('nl', 4, builtIn)];
  const small = [...inLanguage('en', 200, builtIn), ...inLanguage('nl', 6, builtIn)];
  const external = [...inLanguage('en', 30, 'verbatim-en-2+0badcafe'), ...inLanguage('de', 20, 'comprehend')];
  for (const copies of [few, small, external]) {
    const { provisional, detail } = await coverageOf(copies);
    expect(provisional).toBeUndefined();
    expect(detail).not.toContain('Provisional');
  }
});
