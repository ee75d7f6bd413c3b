import type { ApiClient } from '../../api/client/client.ts';
import type { Terminal } from '../terminal.ts';

export const nothingYet = 'No feedback yet. Next: verbatim upload FILE';

/** Says so where nothing is loaded at all; a view then has nothing to add. */
export const saysNothingYet = async (
  client: Pick<ApiClient, 'listTouchpoints'>,
  terminal: Terminal,
): Promise<boolean> => {
  const { touchpoints } = await client.listTouchpoints();
  const isEmpty = touchpoints.every(({ responses, suppressed }) => !suppressed && (responses ?? 0) === 0);
  if (isEmpty) terminal.print(nothingYet);
  return isEmpty;
};
