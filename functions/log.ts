import './stack-traces.ts';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Log } from '../lib/pipeline/effects.ts';
import { countsOf, metricService } from '../lib/runtime/metrics.ts';
import { inContext } from './handlers/log-context.ts';

const logger = new Logger();
/** One series a metric, whichever function counts: an alarm on the sum of several would be billed for each. */
const metrics = new Metrics({ serviceName: metricService });

/** One JSON line per event, in the function's log group, with the ids of what is worked on; its counts become metrics there. */
export const log: Log = inContext((event, facts) => {
  logger.info(event, { facts });
  const counts = Object.entries(countsOf(event, facts));
  if (counts.length === 0) return;
  for (const [name, value] of counts) metrics.addMetric(name, MetricUnit.Count, value);
  metrics.publishStoredMetrics();
});
