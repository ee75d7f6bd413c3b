import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { defaultScanLimit } from '../../query/plan-scan.ts';
import { defaultNewTouchpoints } from '../../store/settings/load-limits.ts';
import { readLanguages } from '../../store/settings/sentiment-config.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered } from '../contract/basis/operation.ts';
import { readSettings } from '../contract/settings.ts';
import { type Route, route } from '../route.ts';

/** Always scored. */
const ownLanguage = 'en';

const readAll = async (
  { effects, configuration, today }: ApiContext,
  zone: string,
): Promise<Answered<typeof readSettings>> => {
  const [settings, limits, retention, marks, languages] = await Promise.all([
    configuration.metrics(),
    configuration.limits(),
    configuration.retention(),
    effects.batches.retentionMarks(),
    readLanguages(effects.objects),
  ]);
  const { closedBefore } = marks;
  return {
    zone,
    today: today(),
    confidentiality: thresholdsOf(settings),
    minimumSample: settings.minimumSample ?? defaultMinimumSample,
    scanLimit: settings.scanLimit ?? defaultScanLimit,
    dimensions: settings.dimensions ?? [],
    ...(settings.weights === undefined ? {} : { weightedBy: settings.weights.by }),
    satisfiedFrom: settings.satisfiedFrom ?? {},
    languages: [ownLanguage, ...[...languages.builtIn, ...languages.comprehend].toSorted()],
    limits: { newTouchpoints: defaultNewTouchpoints, ...limits },
    retention: { ...retention, ...(closedBefore === undefined ? {} : { closedBefore }) },
  };
};

/** `GET /config`: the settings that the page needs. */
export const settingsRoutes = (context: ApiContext, zone: string): Route[] => [
  route(readSettings, () => readAll(context, zone)),
];
