import { z } from 'zod';
import { lexicon, wordSet } from '../../lexicon.ts';

/**
 * Words that name nothing on their own. `copulas` tie the parts of a turned phrase ("the food *was* cold"); `fillers` and copulas may
 * stand inside a phrase without changing what it is about; `common` words tell lessons nothing unless they are in a pair.
 */
export const functionWords = lexicon(
  'function-words',
  z.strictObject({ copulas: wordSet, fillers: wordSet, common: wordSet }),
);
