import type { FoundColumn } from './column-inference.ts';
import { ignored } from './column-inference.ts';

const replyName = /^(?:response|reply|answer|antwort|reponse|respuesta)(?: text)?$/;
const replyDate = /^(?:response|reply|answer|antwort|reponse|respuesta) (?:date|time|at)$/;

const isReview = ({ column, inference }: FoundColumn): boolean =>
  inference.meaning.field === 'comment' && /\breview/.test(column.nameWords);

/** Beside a review, a "Response" is what the company wrote to it, and its date is not a customer's. */
export const withoutReplies = (found: readonly FoundColumn[]): readonly FoundColumn[] => {
  const hasReply = found.some(({ column }) => replyName.test(column.nameWords));
  if (!found.some(isReview) || !hasReply) return found;
  return found.map((each) => {
    const { column, inference } = each;
    const isReply = replyName.test(column.nameWords) || replyDate.test(column.nameWords);
    return isReply && inference.confidence < 1
      ? { column, inference: ignored('the company’s answer to a review, not the customer’s', 0.85) }
      : each;
  });
};
