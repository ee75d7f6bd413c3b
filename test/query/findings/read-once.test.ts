import { expect, test } from 'vitest';
import { readOnce } from '../../../lib/query/findings/read-once.ts';
import type { FeedbackStore } from '../../../lib/store/feedback-store.ts';
import { apiWorld, responsesOn } from '../../api/world.ts';

/** Notes each cell that is read. */
const countReads = (feedback: FeedbackStore): string[] => {
  const reads: string[] = [];
  const { readCell } = feedback;
  feedback.readCell = (touchpoint, cell) => {
    reads.push(`${touchpoint} ${cell}`);
    return readCell(touchpoint, cell);
  };
  return reads;
};

test('a cell that was kept is not read again; another is read, and not kept', async () => {
  const { effects, store } = apiWorld();
  await store(
    responsesOn('2026-05-01', 1, { touchpoint: 'a' }),
    responsesOn('2026-05-02', 1, { touchpoint: 'a' }),
  );
  const reads = countReads(effects.feedback);
  const { keeping, kept } = readOnce(effects.feedback);
  const first = await keeping.readCell('a', '2026-05-01');
  expect(await kept.readCell('a', '2026-05-01')).toBe(first);
  await kept.readCell('a', '2026-05-02');
  await kept.readCell('a', '2026-05-02');
  expect(reads).toEqual(['a 2026-05-01', 'a 2026-05-02', 'a 2026-05-02']);
});

test('findings read each cell of responses once, although they count the comments behind them', async () => {
  const { effects, store, ask } = apiWorld();
  await store(
    responsesOn('2026-04-10', 60, () => ({ touchpoint: 'delivery', ratings: { 'nps:transactional': 9 } })),
    responsesOn('2026-05-10', 60, () => ({ touchpoint: 'delivery', ratings: { 'nps:transactional': 2 } })),
  );
  const reads = countReads(effects.feedback);
  const { body } = await ask('/findings?period=2026-05');
  expect(body['findings']).toMatchObject([{ evidence: { responses: 60 } }]);
  expect(reads.toSorted()).toEqual(['delivery 2026-04-10', 'delivery 2026-05-10']);
});
