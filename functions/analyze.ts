import { VerbatimError } from '../lib/errors.ts';

export const handler = async (): Promise<never> => {
  throw new VerbatimError('internal', 'this step is not built yet');
};
