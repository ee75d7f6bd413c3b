import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { type ReceiveEffects, receiveResponses } from '../../pipeline/stream/receive.ts';
import { idempotencyKey, sendResponses } from '../contract/stream/responses.ts';
import { type Route, route } from '../route.ts';

const maxCharacters = 200;
const key = z.string().min(1).max(maxCharacters);

/** @throws VerbatimError `usage` */
const keyOf = (header: string | undefined): string => {
  const { data } = key.safeParse(header);
  if (data !== undefined) return data;
  throw new VerbatimError('usage', `header "${idempotencyKey}" is missing or too long`, {
    expected: `1 to ${maxCharacters} characters that name this request`,
    got: header === undefined ? 'none' : `${header.length} characters`,
  });
};

/** Routes by which responses come without a file. */
export const responseRoutes = (effects: ReceiveEffects): Route[] => [
  route(sendResponses, async ({ body }, context) => {
    await receiveResponses(effects, keyOf(context.req.header(idempotencyKey)), body);
    return { accepted: body.responses.length };
  }),
];
