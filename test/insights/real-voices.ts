import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Random, seededRandom } from '../../examples/random.ts';
import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { readJsonLines } from '../../models/json-lines.ts';
import { plantedTouchpoints, type ReadComment, type Voices } from './planted-journey.ts';

/** Real comments as the voices of a planted journey: tweets to airlines, each with its mood, complaints with their reason. */

const dataDirectory = process.env['VERBATIM_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
const tweetsFile = join(dataDirectory, 'airline_tweets_dev.jsonl.gz');

const tweet = z.object({
  text: z.string(),
  label: z.enum(['neg', 'neu', 'pos']),
  theme: z.string().nullish(),
});

/** The reason that a scenario brings up at each touchpoint. */
const reasons: Readonly<Record<string, string>> = {
  website: 'Flight Booking Problems',
  checkout: 'Cancelled Flight',
  delivery: 'Lost Luggage',
  returns: 'Late Flight',
  support: 'Customer Service Issue',
};

const analyzer = () => {
  const path = new URL('../../taxonomies/airlines.yaml', import.meta.url);
  return createAnalyzer({ taxonomy: loadTaxonomy(readFileSync(path, 'utf8'), 'airlines.yaml') });
};

const some = (texts: readonly string[], size: number, random: Random): string[] =>
  texts
    .map((text) => ({ text, rank: random.integer(1e9) }))
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, size)
    .map(({ text }) => text);

/** At most so many comments of each kind. Everyday complaints of a touchpoint never are of its scenario's reason. */
export const realVoices = (size: number, seed = 7): Map<string, Voices> => {
  const { analyze } = analyzer();
  const tweets = readJsonLines(tweetsFile, tweet);
  return new Map(
    plantedTouchpoints.map(({ id }): [string, Voices] => {
      const random = seededRandom(seed);
      const read = (holds: (one: z.infer<typeof tweet>) => boolean): ReadComment[] =>
        some(
          tweets.filter(holds).map(({ text }) => text),
          size,
          random,
        )
          .map((text) => ({ text, analysis: analyze({ text }) }))
          .filter(({ analysis }) => analysis.status === 'scored');
      const reason = reasons[id];
      return [
        id,
        {
          byMood: {
            negative: read(({ label, theme }) => label === 'neg' && theme !== reason),
            neutral: read(({ label }) => label === 'neu'),
            positive: read(({ label }) => label === 'pos'),
          },
          topic: read(({ theme }) => theme === reason),
        },
      ];
    }),
  );
};
