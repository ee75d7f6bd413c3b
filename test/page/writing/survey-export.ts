import { stringify } from 'csv-stringify/sync';
import { firstColumns, type QualtricsColumn } from '../../../examples/files/journey-survey.ts';
import { type Random, seededRandom } from '../../../examples/random.ts';

/** A survey of a ferry line that does not exist, as Qualtrics exports it: three header rows, and a group of each score. */

type Mood = 'promoter' | 'passive' | 'detractor';

/** What is said in each mood, by topic; some topics grow from April to May. */
interface Topic {
  readonly touchpoint: 'booking' | 'crossing';
  readonly mood: Mood;
  /** How often it is said in April and in May. */
  readonly weights: readonly [april: number, may: number];
  readonly said: readonly string[];
}

const topics: readonly Topic[] = [
  {
    touchpoint: 'booking',
    mood: 'detractor',
    weights: [2, 7],
    said: [
      'The website logged me out twice before I could pay.',
      'I had to create an account and the website lost my password.',
      'Could not log in to change my ticket, the website kept failing.',
      'The login on the website never works for me.',
    ],
  },
  {
    touchpoint: 'booking',
    mood: 'detractor',
    weights: [3, 3],
    said: [
      'The price went up between the first page and the last.',
      'Far too expensive for a car and two people.',
      'Hidden fees everywhere, the price at the end was not the one I chose.',
    ],
  },
  {
    touchpoint: 'booking',
    mood: 'promoter',
    weights: [6, 4],
    said: [
      'Booked in three minutes, very simple.',
      'Easy booking and a clear confirmation by mail.',
      'Quick and easy, all on one page.',
    ],
  },
  {
    touchpoint: 'booking',
    mood: 'passive',
    weights: [3, 3],
    said: ['It worked, but the form is long.', 'Fine, though I looked for the timetable for a while.'],
  },
  {
    touchpoint: 'crossing',
    mood: 'detractor',
    weights: [2, 8],
    said: [
      'We left two hours late and nobody told us why.',
      'The ferry was delayed and we waited in the car without any information.',
      'Departure delayed again, we missed our train.',
      'Three hours late and no announcement at all.',
    ],
  },
  {
    touchpoint: 'crossing',
    mood: 'detractor',
    weights: [3, 3],
    said: [
      'The toilets were dirty and the cabin smelled.',
      'Dirty tables in the restaurant, nobody cleaned them.',
      'Our cabin had not been cleaned.',
    ],
  },
  {
    touchpoint: 'crossing',
    mood: 'promoter',
    weights: [5, 5],
    said: [
      'The crew was friendly and helped us with the pram.',
      'Friendly staff and a smooth crossing.',
      'The staff on the car deck were kind and calm.',
    ],
  },
  {
    touchpoint: 'crossing',
    mood: 'passive',
    weights: [3, 3],
    said: ['The crossing was fine, the food was average.', 'Nothing special, but we arrived on time.'],
  },
];

const endings = ['', ' Thanks.', ' Regards.'];

/** What some comments end with: nothing that a page may run. A file has it escaped, because tags are removed. */
export const hostile = '<img src=x onerror="globalThis.struck=1"><script>globalThis.struck=1</script>';
const escaped = hostile.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const columns: readonly QualtricsColumn[] = [
  ...firstColumns,
  ['UserLanguage', 'User Language', 'userLanguage'],
  ['Q1_NPS_GROUP', 'How likely are you to recommend us? - Group', 'QID1_NPS_GROUP'],
  ['Q1', 'How likely are you to recommend us to a friend or colleague?', 'QID1'],
  ['Q2', 'What is the main reason for your score?', 'QID2_TEXT'],
  ['Q3', 'How easy was it to do what you wanted?', 'QID3'],
  ['Touchpoint', 'Touchpoint', 'Touchpoint'],
];

const groups = { promoter: 'Promoter', passive: 'Passive', detractor: 'Detractor' } as const;
const lowest = { promoter: 9, passive: 7, detractor: 0 } as const;
const spread = { promoter: 2, passive: 2, detractor: 7 } as const;

const someTopic = (isMay: boolean, random: Random): Topic => {
  const weights = Object.fromEntries(
    topics.map((topic, index) => [String(index), topic.weights[isMay ? 1 : 0]]),
  );
  const topic = topics[Number(random.pickWeighted(weights))];
  if (topic === undefined) throw new RangeError('no topic');
  return topic;
};

const ease = { promoter: 5, passive: 4, detractor: 1 } as const;

interface ExportedRow {
  readonly mood: Mood;
  readonly cells: readonly string[];
}

const someRow = (index: number, random: Random): ExportedRow => {
  const day = random.integer(61);
  const date = new Date(Date.UTC(2026, 3, 1 + day, 8 + random.integer(12), random.integer(60)));
  const { mood, touchpoint, said: all } = someTopic(date.getUTCMonth() === 4, random);
  const ended = date.toISOString().slice(0, 19).replace('T', ' ');
  const said = random.chance(0.25) ? '' : `${random.pick(all)}${random.pick(endings)}`;
  const words = said !== '' && index % 30 === 7 ? `${said} ${escaped}` : said;
  return {
    mood,
    cells: [
      ended,
      ended,
      'IP Address',
      `192.0.2.${random.integer(256)}`,
      '100',
      String(30 + random.integer(200)),
      'True',
      ended,
      `R_ferry${String(index).padStart(6, '0')}`,
      'EN',
      groups[mood],
      String(lowest[mood] + random.integer(spread[mood])),
      words,
      String(ease[mood] + random.integer(3)),
      touchpoint,
    ],
  };
};

export interface SurveyExport {
  readonly text: string;
  readonly rows: number;
  /** As the survey tool counts it: the share of promoters minus that of detractors, in points. */
  readonly nps: number;
}

/** The same file every time: `rows` responses of April and May 2026 at two touchpoints. */
export const surveyExport = (rows: number): SurveyExport => {
  const random = seededRandom(20_260_401);
  const all = Array.from({ length: rows }, (_, index) => someRow(index, random));
  const count = (mood: Mood): number => all.filter((row) => row.mood === mood).length;
  return {
    rows,
    nps: (100 * (count('promoter') - count('detractor'))) / rows,
    text: stringify([
      columns.map(([name]) => name),
      columns.map(([, wording]) => wording),
      columns.map(([, , importId]) => JSON.stringify({ ImportId: importId })),
      ...all.map(({ cells }) => [...cells]),
    ]),
  };
};
