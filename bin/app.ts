import { VerbatimError } from '../lib/errors.ts';
import { createApp } from '../lib/infra/app.ts';

try {
  createApp();
} catch (error) {
  if (!(error instanceof VerbatimError)) throw error;
  console.error(`verbatim: ${error.toString()}`);
  process.exitCode = 1;
}
