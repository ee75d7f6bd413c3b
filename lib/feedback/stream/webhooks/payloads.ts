import { z } from 'zod';
import { maxResponses, type StreamedResponse, streamedResponse } from '../streamed-response.ts';
import { fieldsOf, type Mapped, noFields, withField } from './mapped-fields.ts';
import type { WebhookSource } from './webhook-settings.ts';

/** What a payload says. */
export interface PayloadRead {
  readonly responses: readonly StreamedResponse[];
  /** The names of fields with a value that nothing was made of. */
  readonly unmapped: readonly string[];
}

const nothing: PayloadRead = { responses: [], unmapped: [] };

const responseOf = (
  given: Pick<StreamedResponse, 'id' | 'submittedAt' | 'respondent'>,
  { unmapped, ...fields }: Mapped,
): PayloadRead => ({ responses: [streamedResponse.parse({ ...given, ...fields })], unmapped });

/** Its value is under the name of its type. */
const answer = z.looseObject({
  type: z.string(),
  field: z.object({ id: z.string(), ref: z.string().default(''), type: z.string() }),
});

const choice = z.object({
  label: z.string().nullish(),
  labels: z.array(z.string()).nullish(),
  /** What the customer wrote instead. */
  other: z.string().nullish(),
});

/** Choices as a text; another value as it is: if it is not plain, nothing can be made of it, and its field is named. */
const answerValue = ({ type, ...given }: z.output<typeof answer>): unknown => {
  const { data: { label, labels, other } = {} } = choice.safeParse(given[type]);
  const chosen = [label, ...(labels ?? []), other].filter((text) => typeof text === 'string' && text !== '');
  return chosen.length > 0 ? chosen.join(', ') : (given[type] ?? {});
};

const typeformResponse = z.object({
  token: z.string(),
  submitted_at: z.string(),
  hidden: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((hidden) => hidden ?? {}),
  // Where nothing was answered, the API has null.
  answers: z
    .array(answer)
    .nullish()
    .transform((answers) => answers ?? []),
});

const typeformEvent = z.object({
  event_type: z.string(),
  form_response: typeformResponse.exactOptional(),
});

/** Without settings: the first text is the comment, an NPS question the NPS, an address the respondent. */
const typeformDefaults: Readonly<Record<string, string>> = {
  short_text: 'comment',
  long_text: 'comment',
  nps: 'nps',
  email: 'respondent',
};

/** https://www.typeform.com/developers/webhooks/example-payload/ */
const readTypeform = (payload: unknown, settings: Readonly<Record<string, string>>): PayloadRead => {
  const { event_type: type, form_response: form } = typeformEvent.parse(payload);
  return type !== 'form_response' || form === undefined ? nothing : readForm(form, settings);
};

/** A response as the Responses API lists it; undefined for anything else. */
export const readTypeformResponse = (
  item: unknown,
  settings: Readonly<Record<string, string>>,
): PayloadRead | undefined => {
  const { data } = typeformResponse.safeParse(item);
  if (data === undefined) return undefined;
  const { success } = streamedResponse.safeParse({ id: data.token, submittedAt: data.submitted_at });
  return success ? readForm(data, settings) : undefined;
};

const readForm = (
  form: z.output<typeof typeformResponse>,
  settings: Readonly<Record<string, string>>,
): PayloadRead => {
  const hidden = Object.entries(form.hidden).reduce(
    (mapped, [name, value]) => withField(mapped, { name, value, target: settings[name] }),
    noFields,
  );
  const mapped = form.answers.reduce((before, given) => {
    const { field } = given;
    const name = field.ref === '' ? field.id : field.ref;
    const value = answerValue(given);
    const set = settings[name] ?? settings[field.id];
    const usual = typeformDefaults[field.type];
    const target = set ?? (usual !== undefined && !(usual in before) ? usual : undefined);
    return withField(before, { name, value, target });
  }, hidden);
  return responseOf({ id: form.token, submittedAt: form.submitted_at }, mapped);
};

const delightedEvent = z.object({
  event_type: z.string(),
  event_data: z.unknown(),
});

const delightedResponse = z.object({
  id: z.coerce.string(),
  person: z.object({ email: z.string().nullish() }).nullish(),
  survey_type: z.string(),
  score: z.number(),
  comment: z.string().nullish(),
  /** Seconds since 1970, up to the year 9999. */
  created_at: z.number().min(0).max(253_402_300_799),
  person_properties: z.record(z.string(), z.unknown()).nullish(),
  additional_answers: z.array(z.unknown()).nullish(),
});

/** Of other types of surveys `fields: { score: … }` says the scale. */
const delightedScales: Readonly<Record<string, string>> = {
  nps: 'nps',
  csat: 'csat:1-5',
  stars: 'rating:1-5',
};

/** https://app.delighted.com/docs/api/webhooks */
const readDelighted = (payload: unknown, settings: Readonly<Record<string, string>>): PayloadRead => {
  const { event_type: type, event_data: given } = delightedEvent.parse(payload);
  if (!type.startsWith('survey_response.')) return nothing;
  const { score, comment, person, person_properties: properties, ...event } = delightedResponse.parse(given);
  const mapped = fieldsOf([
    { name: 'score', value: score, target: settings['score'] ?? delightedScales[event.survey_type] },
    { name: 'comment', value: comment, target: 'comment' },
    { name: 'email', value: person?.email, target: 'respondent' },
    {
      name: 'additional_answers',
      value: event.additional_answers?.length ? {} : undefined,
      target: undefined,
    },
    ...Object.entries(properties ?? {}).map(([name, value]) => ({ name, value, target: settings[name] })),
  ]);
  return responseOf({ id: event.id, submittedAt: new Date(event.created_at * 1000).toISOString() }, mapped);
};

const zendeskEvent = z.object({
  id: z.coerce.string(),
  updated_at: z.string(),
  rating: z.string(),
  comment: z.string().nullish(),
  requester: z.string().nullish(),
});

/** `good` or `bad`, or as agents see it: "Good, I'm satisfied". Not rated and offered ones are no response. */
const zendeskRating = (written: string): number | undefined => {
  if (/^good\b/i.test(written)) return 1;
  return /^bad\b/i.test(written) ? 0 : undefined;
};

/** A trigger of Zendesk sends what its owner writes: docs/streams.md has the text. */
const readZendesk = (payload: unknown): PayloadRead => {
  const { id, updated_at: submittedAt, rating, comment, requester } = zendeskEvent.parse(payload);
  const value = zendeskRating(rating);
  if (value === undefined) return nothing;
  const mapped = fieldsOf([
    { name: 'rating', value, target: 'csat:0-1' },
    { name: 'comment', value: comment, target: 'comment' },
    { name: 'requester', value: requester, target: 'respondent' },
  ]);
  return responseOf({ id, submittedAt }, mapped);
};

/** As `POST /responses` takes them; each with an id, because the sender has no idempotency key. */
const ownPayload = z.object({
  responses: z
    .array(streamedResponse.refine(({ id }) => id !== undefined, { path: ['id'], message: 'an id' }))
    .max(maxResponses),
});

/**
 * The responses in a payload; none for an event that is not about a response. What nothing was made of is named.
 *
 * @throws ZodError for a payload that is not of its scheme
 */
export const readPayload = (source: WebhookSource, payload: unknown): PayloadRead => {
  if (source.scheme === 'typeform') return readTypeform(payload, source.fields);
  if (source.scheme === 'delighted') return readDelighted(payload, source.fields);
  if (source.scheme === 'zendesk') return readZendesk(payload);
  return { responses: ownPayload.parse(payload).responses, unmapped: [] };
};
