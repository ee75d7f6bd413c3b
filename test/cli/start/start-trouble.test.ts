import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { directoryWith, runIn } from '../memory-shell.ts';

const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );

const endTables = (): void => {
  for (const pid of childrenOf(process.pid)) {
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dynamodb-process'))
      process.kill(pid, 'SIGKILL');
  }
};

test.runIf(process.platform === 'linux')(
  'a part that ends takes the start down with it, with a message and an exit code',
  async () => {
    const args = ['start', '--no-example', '--port', '0', '--json'];
    const { exit, err } = await runIn(directoryWith({}), args, { onPrint: endTables });
    expect(exit).toBe(1);
    expect(err).toContain('a part of the local cloud failed');
    expect(err).not.toContain('    at ');
  },
  120_000,
);
