import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inferMapping } from '../../lib/feedback/mapping/infer-mapping.ts';
import type { ColumnMeaning, Mapping } from '../../lib/feedback/mapping/mapping.ts';
import { fileOnDisk } from '../../lib/feedback/reading/disk.ts';
import { openTables } from '../../lib/feedback/reading/open.ts';
import type { SourceTable } from '../../lib/feedback/reading/source.ts';
import { intake, rowLedger } from '../../lib/feedback/response/intake.ts';
import { emptyRowLedger, mergeRowLedgers, type RowLedger } from '../../lib/feedback/response/ledger.ts';
import { intakeContext } from './intake-context.ts';

const raw = resolve(
  process.env['VERBATIM_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data'),
  'raw',
);

const detailOf = (meaning: ColumnMeaning): string => {
  switch (meaning.field) {
    case 'comment':
      return `comment ${meaning.role}`;
    case 'rating':
      return `${meaning.scale.metric}${meaning.scale.metric === 'nps' ? '' : ` ${meaning.scale.min}-${meaning.scale.max}`}`;
    case 'submittedAt':
      return `submittedAt ${meaning.order}`;
    default:
      return meaning.field;
  }
};

const ledgerOf = async (table: SourceTable, mapping: Mapping): Promise<RowLedger> => {
  let ledger = emptyRowLedger;
  for await (const group of intake(table, mapping, intakeContext))
    ledger = mergeRowLedgers(ledger, rowLedger(group));
  return ledger;
};

const alexa = {
  rating: 'rating 1-5',
  date: 'submittedAt iso',
  variation: 'attribute',
  verified_reviews: 'comment open',
  feedback: 'attribute',
};
const all = (accepted: number, more: Partial<RowLedger> = {}): RowLedger => ({
  ...emptyRowLedger,
  read: accepted,
  accepted,
  ...more,
});

describe.skipIf(!existsSync(raw))(`real files in ${raw} (skipped where they are absent)`, () => {
  test.each<[string, Record<string, string>, RowLedger]>([
    [
      'airline-tweets.csv',
      {
        tweet_id: 'responseId',
        airline_sentiment: 'attribute',
        negativereason: 'attribute',
        airline: 'attribute',
        text: 'comment open',
        tweet_created: 'submittedAt month-first',
      },
      all(7284, { read: 7362, duplicate: 55, updated: 23 }),
    ],
    ['alexa-reviews.tsv', alexa, all(5150)],
    ['alexa-reviews.xlsx', alexa, all(3150)],
    [
      'booking-hotels.csv',
      {
        scrapping_date: 'ignored',
        hotel_name: 'attribute',
        hotel_address: 'ignored',
        review_score: 'ignored',
        review_rating_category: 'attribute',
        customer_review_count: 'ignored',
        room_type_block: 'attribute',
        num_of_days_stayed: 'attribute',
        date_of_stay: 'attribute',
        traveller_type: 'attribute',
        review_score_badge: 'rating 1-10',
        review_text_positive: 'comment praise',
        review_text_negative: 'comment improve',
        review_date: 'submittedAt iso',
      },
      all(4993),
    ],
    [
      'play-store-bank.csv',
      { userName: 'respondent', score: 'rating 1-5', content: 'comment open', at: 'submittedAt iso' },
      all(5000),
    ],
    [
      'ride-app-reviews.csv',
      {
        userName: 'ignored',
        userImage: 'ignored',
        content: 'comment open',
        score: 'rating 1-5',
        thumbsUpCount: 'ignored',
        reviewCreatedVersion: 'attribute',
        at: 'submittedAt day-first',
        replyContent: 'ignored',
        repliedAt: 'ignored',
        appVersion: 'ignored',
      },
      all(12_000),
    ],
    [
      'womens-clothing.csv',
      {
        'column 1': 'ignored',
        ClothingID: 'attribute',
        Age: 'attribute',
        Title: 'comment open',
        ReviewText: 'comment open',
        Rating: 'rating 1-5',
        'Recommended IND': 'attribute',
        PositiveFeedbackCount: 'ignored',
        DivisionName: 'attribute',
        DepartmentName: 'attribute',
        ClassName: 'attribute',
      },
      all(1499),
    ],
  ])('%s maps without a question, and its ledger adds up', async (name, meanings, ledger) => {
    for await (const table of openTables(fileOnDisk(resolve(raw, name)))) {
      const { mapping } = await inferMapping(table, { objectKey: `uploads/${name}` });
      expect(
        Object.fromEntries(mapping.columns.map(({ column, meaning }) => [column, detailOf(meaning)])),
      ).toEqual(meanings);
      expect(mapping.questions).toEqual([]);
      expect(await ledgerOf(table, mapping)).toEqual(ledger);
    }
  });
});
