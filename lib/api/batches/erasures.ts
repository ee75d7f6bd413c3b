import { randomUUID } from 'node:crypto';
import { VerbatimError } from '../../errors.ts';
import {
  type Erasure,
  outOfReachOf,
  readErasure as read,
  writeErasure,
} from '../../pipeline/erase/erasure.ts';
import { markOpen } from '../../pipeline/erase/open-erasures.ts';
import type { ApiContext } from '../api-context.ts';
import { askErasure, confirmErasure, type ErasureView, readErasure } from '../contract/people/erasures.ts';
import { type Route, route } from '../route.ts';

/** Neither the name of the person nor the ids of their responses leave the bucket. */
const viewOf = ({
  respondent: _name,
  hash: _hash,
  responseIds: _ids,
  sourceIds: _sourceIds,
  progress: _progress,
  ...erasure
}: Erasure): ErasureView => ({
  ...erasure,
  outOfReach: erasure.doneAt === undefined ? [] : outOfReachOf(erasure.doneAt),
});

const known = async ({ effects }: ApiContext, id: string): Promise<Erasure> => {
  const erasure = await read(effects.objects, id);
  if (erasure === undefined) throw new VerbatimError('not-found', 'erasure not found', { got: id });
  return erasure;
};

/** Written first, sent last: an erasure whose message is lost is sent again within hours. */
const send = async ({ effects }: ApiContext, erasure: Erasure, now: Date): Promise<ErasureView> => {
  await writeErasure(effects.objects, erasure);
  await markOpen(effects.objects, erasure.id, now);
  await effects.ingestQueue.send([{ kind: 'erase', erasureId: erasure.id }]);
  return viewOf(erasure);
};

const confirmable: ReadonlySet<Erasure['status']> = new Set(['preview', 'confirmed', 'incomplete']);

const confirm = async (context: ApiContext, id: string, now: Date): Promise<ErasureView> => {
  const erasure = await known(context, id);
  if (!confirmable.has(erasure.status))
    throw new VerbatimError('conflict', 'the erasure cannot be confirmed', {
      expected: 'one that was previewed and is not done',
      got: erasure.status,
    });
  return send(context, { ...erasure, status: 'confirmed', confirmedAt: now.toISOString() }, now);
};

/** Routes by which an administrator has a person erased. */
export const erasureRoutes = (context: ApiContext, now: () => Date): Route[] => [
  route(askErasure, ({ body: { respondent } }) => {
    const asked = now();
    const erasure = { id: randomUUID(), status: 'asked' as const, askedAt: asked.toISOString(), respondent };
    return send(context, erasure, asked);
  }),
  route(readErasure, async ({ params }) => viewOf(await known(context, params.erasure))),
  route(confirmErasure, ({ params }) => confirm(context, params.erasure, now())),
];
