import { pick } from 'remeda';
import { earliestMonth, latestMonth } from '../../query/latest-day.ts';
import { listTouchpoints as readTouchpoints } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered } from '../contract/basis/operation.ts';
import type { Limits } from '../contract/people/access.ts';
import { listTouchpoints } from '../contract/touchpoints.ts';
import { type Route, route } from '../route.ts';
import { type ComparingContext, keptView } from './compared.ts';

const readView = async ({
  effects,
  configuration,
  today: now,
}: ApiContext): Promise<Answered<typeof listTouchpoints>> => {
  const today = now();
  const [touchpoints, latest] = await Promise.all([
    readTouchpoints(effects, configuration),
    latestMonth(effects.summaries, today),
  ]);
  const present = today.slice(0, 7);
  if (latest === undefined) return { touchpoints, earliestMonth: present, latestMonth: present };
  return { touchpoints, earliestMonth: await earliestMonth(effects.summaries, latest), latestMonth: latest };
};

type Entries = Answered<typeof listTouchpoints>['touchpoints'];

/** The touchpoints that a caller may read. Their figures are of all respondents: suppressed for viewers of some segments. */
const touchpointsFor = ({ touchpoints, segments }: Limits, entries: Entries): Entries => {
  const readable = touchpoints === undefined ? entries : entries.filter(({ id }) => touchpoints.includes(id));
  if (segments === undefined) return readable;
  return readable.map((entry) => ({ ...pick(entry, ['id', 'name', 'owner', 'stage']), suppressed: true }));
};

/** `GET /touchpoints`: the journey with its figures so far. */
export const touchpointRoutes = (context: ComparingContext): Route[] => {
  const view = keptView(context, () => readView(context));
  return [
    route(listTouchpoints, async ({ caller }) => {
      const { touchpoints, ...rest } = await view(undefined);
      return { ...rest, touchpoints: touchpointsFor(caller, touchpoints) };
    }),
  ];
};
