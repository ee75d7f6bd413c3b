import { defineConfig } from 'vitest/config';

// Generous: a machine of two cores that runs other work too must not fail a test that is only slow.
const shared = { testTimeout: 90_000, hookTimeout: 180_000 };

/** Tests that start servers, functions and commands, and those of the pipeline that have not been shown to pass in a shared worker. */
const runsProcesses = [
  ...['cli/{analyze,sentiment,start}', 'end-to-end', 'local'].map((folder) => `test/${folder}/**/*.test.ts`),
  'test/pipeline/*.test.ts',
  'test/pipeline/{analyze,erase,issues,redrive,retain,undo}/**/*.test.ts',
];

/** Simulations: a long calculation each, on one core. */
const simulations = [
  'test/insights/findings/planted-journeys.test.ts',
  'test/metrics/audit.test.ts',
  'test/reports/alerts/alert-rates.test.ts',
  'test/pipeline/faults/*.test.ts',
];

export default defineConfig({
  test: {
    ...shared,
    projects: [
      {
        // Files of a worker share what they have loaded, such as models. Whoever changes global state puts it back.
        test: {
          ...shared,
          name: 'units',
          include: ['test/**/*.test.ts', 'dashboard/**/*.test.{ts,tsx}'],
          exclude: [...runsProcesses, ...simulations, 'test/page/**'],
          isolate: false,
          // One core of two would be left idle.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          ...shared,
          name: 'parts',
          include: runsProcesses,
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
      {
        // Beside the tests of the page that come last: they leave a core idle.
        test: {
          ...shared,
          name: 'simulations',
          include: simulations,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
