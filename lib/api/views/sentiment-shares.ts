import { correctShares } from '../../analysis/sentiment/adaptation/correct-shares.ts';
import type { Disclosed } from '../../disclosure/parts.ts';
import type { StoredCalibration } from '../../store/settings/sentiment-config.ts';
import type { SentimentShares } from '../contract/summaries.ts';

/** Undefined unless all answers were scored by the calibrated version. */
const correctedBy = (
  { tally: { sentiment }, versions }: Pick<Disclosed, 'tally' | 'versions'>,
  { version, confusion, labelled }: StoredCalibration,
): SentimentShares | undefined => {
  if (versions.sentiment.some((other) => other !== version)) return undefined;
  const { negative, neutral, positive } = sentiment;
  const total = negative + neutral + positive;
  const corrected = correctShares({ negative, neutral, positive }, confusion);
  if (corrected === undefined) return undefined;
  const found = { negative: negative / total, neutral: neutral / total, positive: positive / total };
  return { found, corrected, labelled };
};

/**
 * `sentimentShares` of a summary, to be spread into it. Absent without a calibration, if another sentiment version
 * scored any of the answers, and if nothing was scored.
 *
 * @example { ...summary, ...sentimentSharesOf(summary, calibration) }
 */
export const sentimentSharesOf = (
  summary: Pick<Disclosed, 'tally' | 'versions'>,
  calibration: StoredCalibration | undefined,
): { readonly sentimentShares?: SentimentShares } => {
  const sentimentShares = calibration === undefined ? undefined : correctedBy(summary, calibration);
  return sentimentShares === undefined ? {} : { sentimentShares };
};
