import { defineConfig } from 'vitest/config';

// Generous: a machine of two cores that runs other work too must not fail a test that is only slow.
const shared = { testTimeout: 90_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    ...shared,
    projects: [
      {
        test: {
          ...shared,
          name: 'parts',
          include: ['test/**/*.test.ts', 'dashboard/**/*.test.{ts,tsx}'],
          exclude: ['test/page/**'],
          // One core of two would be left idle.
          maxWorkers: '100%',
        },
      },
      {
        // One start and its example for all files of both projects: the first only look, the second load and change, and come last.
        test: {
          ...shared,
          name: 'page',
          include: ['test/page/*.test.ts'],
          globalSetup: 'test/page/support/start-once.ts',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: 'page-writing',
          include: ['test/page/writing/*.test.ts'],
          globalSetup: 'test/page/support/start-once.ts',
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
