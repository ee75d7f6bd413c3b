#!/usr/bin/env node
import { run } from '../lib/cli/program.ts';
import { processTerminal } from '../lib/cli/terminal.ts';

const interruption = new AbortController();
// Twice means at once: the first Ctrl-C lets running work end in order.
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

process.exitCode = await run(process.argv.slice(2), {
  terminal: processTerminal(),
  environment: process.env,
  directory: process.cwd(),
  now: () => new Date(),
  interrupted: interruption.signal,
});
