import type { Writer } from '../comments.ts';
import type { Customer } from '../customers.ts';
import type { ExampleFile } from '../example-file.ts';
import { allAccepted, sourceLabel } from '../example-file.ts';
import type { Random } from '../random.ts';
import { someTicketChannel } from '../segments.ts';
import type { ToldRatings } from '../truth.ts';

/** Tickets as JSON Lines, with the conversation and a thumb up or down: only the customer's turns are feedback. */
type Score = 'good' | 'bad' | 'offered' | 'unoffered';

const someScore = (customer: Customer, random: Random): Score => {
  if (random.chance(0.35)) return random.pick(['offered', 'unoffered']);
  return customer.stars >= 3 ? 'good' : 'bad';
};

const conversation = (
  customer: Customer,
  writer: Writer,
  random: Random,
): { author: string; text: string }[] => {
  const turns = [
    { author: 'customer', text: writer.reason(customer.occasion, random) },
    { author: 'agent', text: writer.agent(random) },
  ];
  if (!random.chance(0.4)) return turns;
  const { mood, language } = customer.occasion;
  const answer = language === 'en' ? writer.short(mood, random) : writer.reason(customer.occasion, random);
  return [...turns, { author: 'customer', text: answer }, { author: 'agent', text: writer.agent(random) }];
};

const told = (score: Score): ToldRatings => {
  if (score === 'good') return { good: 1 };
  return score === 'bad' ? { good: 0 } : {};
};

export const supportTickets = (
  customers: readonly Customer[],
  writer: Writer,
  random: Random,
): ExampleFile => {
  const scores = customers.map((customer) => someScore(customer, random));
  const lines = customers.map((customer, index) =>
    JSON.stringify({
      ticket_id: 41_000 + 3 * index,
      created_at: `${customer.day}T${customer.time}Z`,
      channel: someTicketChannel(customer, random),
      satisfaction_score: scores[index],
      messages: conversation(customer, writer, random),
      source: sourceLabel,
    }),
  );
  return {
    key: 'support/synthetic-tickets.jsonl',
    bytes: Buffer.from(`${lines.join('\n')}\n`),
    rows: allAccepted(lines.length),
    told: { support: scores.map(told) },
  };
};
