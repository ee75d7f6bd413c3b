import { expect, test } from 'vitest';
import { grains } from '../../../lib/store/keys.ts';
import { createWorld } from '../world.ts';

const file = 'Touchpoint,Date,NPS,Comment\ncheckout,2026-05-01,0,slow';

const written = grains.filter((grain) => grain !== 'undated' && grain !== 'month-only');

test.each(written)(
  'a summary of grain %s that is made for the first time while its only response is removed has no figures in the end',
  async (grain) => {
    const world = createWorld({ findsIssues: false });
    const { replace } = world.summaries;
    let isUndone = false;
    world.summaries.replace = async (summary, revision) => {
      if (summary.grain === grain && !isUndone) {
        isUndone = true;
        const [batch] = Object.values(world.batches.dump());
        await world.undo(batch?.batchId ?? '');
        await world.drain();
      }
      return replace(summary, revision);
    };
    await world.upload('uploads/may.csv', file);
    await world.drain();
    expect([isUndone, world.summaries.dump()]).toEqual([true, {}]);
  },
);
