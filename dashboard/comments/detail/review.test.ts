import { describe, expect, test } from 'vitest';
import { changeOf, withCorrection, withFollowUp } from './review.ts';

const review = {
  revision: 3,
  corrections: [
    { answer: 0, label: 'negative', by: 'ana', at: '2026-06-01T00:00:00.000Z' },
    { answer: 2, themes: ['speed'], by: 'ana', at: '2026-06-01T00:00:00.000Z' },
  ],
  followUp: { status: 'open', owner: 'Support', by: 'ana', at: '2026-06-01T00:00:00.000Z' },
} as const;

const change = changeOf({ review });

describe('what is sent of a review', () => {
  test('is all of it, without signatures', () => {
    expect(change).toEqual({
      revision: 3,
      corrections: [
        { answer: 0, label: 'negative' },
        { answer: 2, themes: ['speed'] },
      ],
      followUp: { status: 'open', owner: 'Support' },
    });
  });

  test('of a response without one is empty', () => {
    expect(changeOf({})).toEqual({ revision: 0, corrections: [] });
  });

  test('has one correction for each answer', () => {
    expect(withCorrection(change, 0, { label: 'positive' }).corrections).toEqual([
      { answer: 2, themes: ['speed'] },
      { answer: 0, label: 'positive' },
    ]);
  });

  test('drops the correction of an answer without label and themes', () => {
    expect(withCorrection(change, 0, {}).corrections).toEqual([{ answer: 2, themes: ['speed'] }]);
  });

  test('keeps an empty list of themes: none fits', () => {
    expect(withCorrection(changeOf({}), 0, { themes: [] }).corrections).toEqual([{ answer: 0, themes: [] }]);
  });

  test('has another follow-up, or none', () => {
    expect(withFollowUp(change, { status: 'done' }).followUp).toEqual({ status: 'done' });
    expect('followUp' in withFollowUp(change, undefined)).toBe(false);
  });
});
