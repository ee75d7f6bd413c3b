import { integration } from './deployment.ts';

/** For `integ-runner` and an account: docs/deploy-check.md. */
integration().synth();
