import { emptyJourney } from '../../lib/feedback/journey.ts';
import type { IntakeContext } from '../../lib/feedback/response/intake.ts';

/** What the intake of tests knows besides the file. */
export const intakeContext: IntakeContext = {
  identityKey: Buffer.from('a key of the test'),
  batchId: 'batch',
  journey: emptyJourney,
  reportingTimeZone: 'UTC',
  phoneCountry: 'US',
  receivedAt: '2026-06-01T12:00:00Z',
};
