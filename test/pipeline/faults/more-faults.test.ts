import { test } from 'vitest';
import { tellStories } from './story.ts';

test(
  'any story with faults ends with the tables of the same story without, told from another seed',
  () => tellStories(2),
  6 * 3_600_000,
);
