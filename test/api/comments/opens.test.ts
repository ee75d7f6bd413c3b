import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../lib/api/contract/basis/operation.ts';
import type { FeedbackPage, listComments } from '../../../lib/api/contract/comments/feedback.ts';
import type { JourneyView } from '../../../lib/api/contract/journey.ts';
import type { SummarySeries } from '../../../lib/api/contract/summaries.ts';
import type { listThemes } from '../../../lib/api/contract/themes/themes.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import type { Evidence } from '../../../lib/insights/findings/finding.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import { seededChance } from '../../metrics/chance.ts';
import { scoredAnswer } from '../../store/examples.ts';
import { apiWorld, responsesOn } from '../world.ts';

type Comments = AnswerOf<typeof listComments>;
type Answer = Copy['answers'][number];

const themes = ['billing', 'speed', 'staff'];
const touchpoints = ['checkout', 'delivery', 'support'];
const labels = ['negative', 'neutral', 'positive'] as const;
const may = 'from=2026-05&to=2026-05';

const unscored = (text: string, analysis: Answer['analysis']): Answer => ({
  ...{ question: 'Why?', role: 'open', text },
  analysis,
});

/** Three months of three touchpoints, with repeated respondents, empty and foreign comments, and complaints about billing in May. */
const feedbackOf = (seed: number): Copy[] => {
  const chance = seededChance(seed);
  const pick = <Each>(some: readonly Each[]): Each => {
    const picked = some[Math.floor(chance() * some.length)];
    if (picked === undefined) throw new Error('expected some');
    return picked;
  };
  const answerIn = (month: string, touchpoint: string): Answer => {
    const kind = chance();
    if (kind < 0.1) return unscored('-', { status: 'no-content' });
    if (kind < 0.2) return unscored('Ez jó volt', { status: 'unsupported-language', language: 'hu' });
    const isBilled = month === '05' && touchpoint === 'delivery' && chance() < 0.6;
    const label = isBilled ? 'negative' : pick(labels);
    const named = isBilled ? ['billing'] : themes.filter(() => chance() < 0.3);
    return scoredAnswer(`Comment ${chance()}`, {
      label,
      themes: named.map((id) => ({
        ...{ id, confidence: 0.9, spans: [[0, 7]] },
        sentiment: { label: isBilled ? 'negative' : pick(labels), score: 0 },
      })),
    });
  };
  return ['03', '04', '05'].flatMap((month) =>
    Array.from({ length: 28 }, (_, index) => `2026-${month}-${String(index + 1).padStart(2, '0')}`).flatMap(
      (day) =>
        touchpoints.flatMap((touchpoint) =>
          responsesOn(day, Math.floor(chance() * (touchpoint === 'delivery' ? 8 : 4)), () => ({
            touchpoint,
            ...(chance() < 0.1 ? { respondent: `r${Math.floor(chance() * 5)}` } : {}),
            ratings: { 'nps:transactional': Math.floor(chance() * 11) },
            asked: 2,
            answers: Array.from({ length: Math.floor(chance() * 3) }, () => answerIn(month, touchpoint)),
          })),
        ),
    ),
  );
};

const worldOf = async (seed: number) => {
  const world = apiWorld({ themes: new Map(themes.map((id) => [id, { name: id }])) });
  await world.store(feedbackOf(seed));
  return world;
};

type Get = Awaited<ReturnType<typeof worldOf>>['get'];

const commentsIn = (figures: SummarySeries['summaries'][number]['figures']): number => {
  const { scored = 0, 'unsupported-language': unread = 0 } = figures?.answers.counts ?? {};
  return scored + unread;
};

/** Either exactly as many, or it is said that some are withheld. */
const expectOpened = (counted: number, { total, suppressed, partial }: Comments, what: string): void => {
  if (suppressed) return;
  const comments = total?.comments ?? 0;
  if (partial) expect(comments, what).toBeLessThanOrEqual(counted);
  else expect(comments, what).toBe(counted);
};

const allPages = async (get: Get, path: string): Promise<number> => {
  let [entries, cursor] = [0, ''];
  do {
    const page = await get<FeedbackPage>(`${path}&limit=7${cursor}`);
    entries += page.feedback.length;
    cursor = page.cursor === undefined ? '' : `&cursor=${page.cursor}`;
  } while (cursor !== '');
  return entries;
};

const expectEvidence = async (get: Get, { path, responses, comments, of, withheld }: Evidence) => {
  const { total, partial } = await get<Comments>(path);
  expect([total?.responses ?? 0, total?.comments ?? 0], path).toEqual([responses, comments]);
  if (withheld === undefined) expect(of, path).toBeUndefined();
  else expect([partial, (of ?? comments + 1) > comments], path).toEqual([true, true]);
};

describe.each([1, 2, 3, 4])(
  'every number opens what it counts, or says how much is withheld: feedback %i',
  (seed) => {
    test.each(touchpoints)('the summary and the themes of %s', async (touchpoint) => {
      const { get } = await worldOf(seed);
      const place = `touchpoint=${touchpoint}&${may}`;
      const { summaries } = await get<SummarySeries>(
        `/touchpoints/${touchpoint}/summaries?grain=month&${may}`,
      );
      const figures = summaries[0]?.figures;
      const whole = await get<Comments>(`/comments?${place}`);
      expect((whole.examined?.of ?? 0) + (whole.withheld ?? 0)).toBe(figures?.responses);
      expect(whole.partial === undefined).toBe(whole.withheld === undefined);
      expectOpened(commentsIn(figures), whole, 'comments');
      const list = await get<AnswerOf<typeof listThemes>>(`/themes?${place}`);
      for (const { id, facts } of list.themes) {
        expect(facts?.mentions).toBe(figures?.themes[id]?.mentions);
        if (facts === undefined) continue;
        expectOpened(facts.mentions, await get<Comments>(`/comments?${place}&theme=${id}`), id);
        for (const label of labels)
          expectOpened(
            facts[label],
            await get(`/comments?${place}&theme=${id}&label=${label}`),
            `${id} ${label}`,
          );
      }
    });

    test.each(touchpoints)('the pages of feedback of %s', async (touchpoint) => {
      const { get } = await worldOf(seed);
      const whole = await get<Comments>(`/comments?touchpoint=${touchpoint}&${may}`);
      const first = await get<FeedbackPage>(`/touchpoints/${touchpoint}/feedback?${may}`);
      expect(await allPages(get, `/touchpoints/${touchpoint}/feedback?${may}`)).toBe(whole.examined?.of);
      expect(first.withheld).toBe(whole.withheld);
      const { total } = await get<Comments>(`/comments?touchpoint=${touchpoint}&theme=billing&${may}`);
      const pages = await allPages(get, `/touchpoints/${touchpoint}/feedback?theme=billing&${may}`);
      expect(pages).toBe(total?.responses ?? 0);
    });

    test('the journey', async () => {
      const { get } = await worldOf(seed);
      const map = await get<JourneyView>(`/journey?${may}`);
      const places = [...map.stages.flatMap((stage) => stage.touchpoints), ...map.others];
      const facts = places.flatMap(({ id, pain, praise }) =>
        [pain, praise].flatMap((fact) => (fact === undefined ? [] : [{ id, fact }])),
      );
      expect(facts.length).toBeGreaterThan(0);
      for (const { id, fact } of facts) {
        const opened = await get<Comments>(`/comments?touchpoint=${id}&theme=${fact.id}&${may}`);
        expectOpened(fact.mentions, opened, `${id} ${fact.id}`);
      }
    });

    test('findings and ongoing problems', async () => {
      const { get } = await worldOf(seed);
      const { findings, ongoing } = await get<FindingsAnswer>(`/findings?${may}`);
      expect(findings.length + ongoing.length).toBeGreaterThan(0);
      for (const { evidence } of findings) await expectEvidence(get, evidence);
      for (const { evidence, n } of ongoing) {
        await expectEvidence(get, evidence);
        expect(evidence.of ?? evidence.comments).toBe(n);
      }
    });
  },
);
