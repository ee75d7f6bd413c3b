import type { MetricsSettings } from '../../../lib/metrics/figures/metrics-settings.ts';
import { refreshLake } from '../../../lib/pipeline/lake/refresh-lake.ts';
import type { World } from '../world.ts';

interface NightOptions {
  readonly remainingMs?: () => number;
  readonly settings?: MetricsSettings;
}

/** What the nightly run does, over a world. */
export const night = (
  { effects }: World,
  { remainingMs = () => Number.POSITIVE_INFINITY, settings = {} }: NightOptions = {},
): Promise<void> => refreshLake({ effects, configuration: { metrics: async () => settings }, remainingMs });

/** The Parquet files of a world by path. */
export const lakeOf = (world: World): Record<string, string> =>
  Object.fromEntries(
    [...world.objects.contents]
      .filter(([key]) => key.endsWith('.parquet'))
      .map(([key, body]) => [key.replace('lake/', ''), body.toString('base64')])
      .toSorted(([left = ''], [right = '']) => (left < right ? -1 : 1)),
  );

const header = 'Response ID,Date,Touchpoint,Email,NPS,Comment';

/** A file with so many responses a day. */
export const fileOf = (
  touchpoint: string,
  days: Readonly<Record<string, number>>,
  { prefix = '', comment = 'It was slow' } = {},
): string =>
  [
    header,
    ...Object.entries(days).flatMap(([day, count]) =>
      Array.from({ length: count }, (_, index) =>
        [
          ...[`R_${prefix}${day}-${index}x`, `${day}T10:00:00Z`, touchpoint],
          ...[`${prefix}${index}@example.org`, String(index % 11), comment],
        ].join(','),
      ),
    ),
  ].join('\n');
