import { createSign } from 'node:crypto';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import type { GooglePlaySettings } from '../../feedback/stream/connector-settings.ts';
import { type StreamedResponse, streamedResponse } from '../../feedback/stream/streamed-response.ts';
import {
  type Connector,
  type ConnectorEffects,
  type ConnectorPage,
  entriesOf,
  type Listing,
  latestOf,
  pageOf,
} from './connector.ts';

/**
 * Reviews with a comment of the last week, as the Google Play Developer API lists them.
 * https://developers.google.com/android-publisher/api-ref/rest/v3/reviews/list
 */

const scope = 'https://www.googleapis.com/auth/androidpublisher';
/** Whom the assertion is for, wherever it is sent. */
const audience = 'https://oauth2.googleapis.com/token';
const assertionSeconds = 3600;

/** The file that Google gives for a service account, as far as it is needed. */
const serviceAccount = z.object({ client_email: z.string(), private_key: z.string() });

const readAccount = (text: string): z.output<typeof serviceAccount> => {
  try {
    return serviceAccount.parse(JSON.parse(text));
  } catch {
    // Without the cause: it would quote the key.
    throw new VerbatimError('usage', 'the key of the connector is invalid', {
      expected: 'the JSON file of a service account',
    });
  }
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signed request for a token: https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
const assertionOf = (key: string, now: Date): string => {
  const { client_email: issuer, private_key: privateKey } = readAccount(key);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = { iss: issuer, scope, aud: audience, iat: issuedAt, exp: issuedAt + assertionSeconds };
  const signed = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
};

const grant = z.object({ access_token: z.string() });

/** Title and text come as one, with a tab between them where there are both. */
const titleAndText = (text: string): { readonly title?: string; readonly comment: string } => {
  const [title = '', ...rest] = text.split('\t');
  const comment = rest.join(' ').trim();
  if (comment === '') return { comment: title.trim() };
  return { ...(title.trim() === '' ? {} : { title: title.trim() }), comment };
};

/** Seconds of 64 bits come as a text. */
const instant = z
  .object({ seconds: z.coerce.number().int().nonnegative().max(253_402_300_799) })
  .transform(({ seconds }) => new Date(seconds * 1000).toISOString());

const userComment = z.object({
  text: z.string(),
  lastModified: instant,
  starRating: z.int(),
  reviewerLanguage: z.string().exactOptional(),
  appVersionName: z.string().exactOptional(),
});

const review = z.object({
  reviewId: z.string(),
  /** With answers of the developer among them. */
  comments: z.array(z.object({ userComment: userComment.exactOptional() })),
});

const list = z.object({
  reviews: z.array(z.unknown()).default([]),
  tokenPagination: z.object({ nextPageToken: z.string().exactOptional() }).exactOptional(),
});

/** The author's name may be of many people: nobody is the respondent. */
const responseOf = (entry: unknown): StreamedResponse | undefined => {
  const { data } = review.safeParse(entry);
  const said = data?.comments.find((comment) => comment.userComment !== undefined)?.userComment;
  if (data === undefined || said === undefined) return undefined;
  return streamedResponse.safeParse({
    id: data.reviewId,
    submittedAt: said.lastModified,
    ...titleAndText(said.text),
    ratings: { 'rating:1-5': said.starRating },
    channel: 'Google Play',
    ...(said.reviewerLanguage === undefined ? {} : { language: said.reviewerLanguage }),
    ...(said.appVersionName === undefined ? {} : { attributes: { version: said.appVersionName } }),
  }).data;
};

const reviewsOfPage = 100;
const listing: Listing<z.output<typeof list>> = {
  answer: list,
  entriesIn: ({ reviews }) => reviews,
  next: ({ tokenPagination: { nextPageToken: next } = {} }) =>
    next === undefined ? undefined : ['token', next],
  // More than a week of reviews that anyone reads.
  maxPages: 200,
};

export interface GooglePlayEndpoints {
  readonly api: URL;
  readonly token: URL;
}

const endpoints: GooglePlayEndpoints = {
  api: new URL('https://androidpublisher.googleapis.com'),
  token: new URL(audience),
};

const tokenOf = async (effects: ConnectorEffects, url: URL, name: string): Promise<string> => {
  const assertion = assertionOf(await effects.keyOf(name), effects.now());
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
  return grant.parse(await effects.postForm(url, form)).access_token;
};

/** What is changed since `since`: a page holds what was changed before, too. */
const pageSince = (entries: readonly unknown[], since: string): ConnectorPage => {
  const { responses, unread } = pageOf(entries.map(responseOf));
  return { responses: responses.filter(({ submittedAt }) => submittedAt >= since), unread };
};

const addressOf = (api: URL, app: string): URL => {
  const url = new URL(`/androidpublisher/v3/applications/${app}/reviews`, api);
  url.searchParams.set('maxResults', String(reviewsOfPage));
  return url;
};

/** @example googlePlayConnector('android-app', { kind: 'google-play', app: 'org.example.shop', touchpoint: 'app' }) */
export const googlePlayConnector = (
  name: string,
  { app }: GooglePlaySettings,
  { api, token: tokenUrl }: GooglePlayEndpoints = endpoints,
): Connector =>
  async function* (effects, position) {
    const token = await tokenOf(effects, tokenUrl, name);
    let latest = position;
    for await (const reviews of entriesOf(effects, listing, { first: addressOf(api, app), token })) {
      const page = pageSince(reviews, position ?? '');
      if (page.responses.length > 0 || page.unread > 0) yield page;
      latest = latestOf(page.responses, latest);
    }
    return latest;
  };
