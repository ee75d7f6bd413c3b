import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../lib/analysis/analysis.ts';
import { scoreTextConflicts } from '../../../lib/metrics/figures/score-text-conflict.ts';

const felt = (score: number, mixed = false): Analysis => ({
  status: 'scored',
  language: 'en',
  sentiment: { label: score > 0 ? 'positive' : 'negative', score, mixed },
  themes: [],
});
const conflicts = (ratings: Record<string, number>, analysis: Analysis, role = 'open') =>
  scoreTextConflicts({ ratings, answers: [{ role, analysis }] }).length;

describe('a conflict between score and text', () => {
  test.each([
    ['a promoter who complains', { 'nps:relationship': 9 }, -0.8, 1],
    ['a detractor full of praise', { 'nps:relationship': 6 }, 0.8, 1],
    ['a passive disagrees with nothing', { 'nps:relationship': 8 }, -0.8, 0],
    ['a promoter who is pleased', { 'nps:relationship': 10 }, 0.8, 0],
    ['one star with praise', { 'rating:1-5': 1 }, 0.7, 1],
    ['three stars with praise', { 'rating:1-5': 3 }, 0.7, 0],
    ['little effort and a complaint', { 'ces:1-7:easy': 7 }, -0.7, 1],
    ['much effort and a complaint', { 'ces:1-7:effort': 7 }, -0.7, 0],
    ['a text that is hardly negative', { 'nps:relationship': 10 }, -0.4, 0],
    ['ratings on two sides', { 'nps:relationship': 10, 'csat:1-5': 1 }, -0.8, 0],
    ['ratings on one side', { 'nps:relationship': 10, 'csat:1-5': 5 }, -0.8, 1],
    ['no rating', {}, -0.8, 0],
  ])('%s: %j with %d gives %d', (_, ratings, score, expected) => {
    expect(conflicts(ratings, felt(score))).toBe(expected);
  });

  test('NPS 0 is a score: it conflicts with praise', () => {
    expect(conflicts({ 'nps:transactional': 0 }, felt(0.9))).toBe(1);
  });

  test('an answer to "what could we improve?" is never a conflict', () => {
    expect(conflicts({ 'nps:relationship': 10 }, felt(-0.9), 'improve')).toBe(0);
    expect(conflicts({ 'nps:relationship': 2 }, felt(0.9), 'praise')).toBe(0);
  });

  test('mixed, empty and unsupported texts are never a conflict', () => {
    const ratings = { 'nps:relationship': 10 };
    expect(conflicts(ratings, felt(-0.9, true))).toBe(0);
    expect(conflicts(ratings, { status: 'no-content' })).toBe(0);
    expect(conflicts(ratings, { status: 'unsupported-language', language: 'de' })).toBe(0);
  });
});
