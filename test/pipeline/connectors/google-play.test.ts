import { createVerify, generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { googlePlayConnector } from '../../../lib/pipeline/connectors/google-play.ts';
import { runConnectors } from '../../../lib/pipeline/connectors/run-connectors.ts';
import { createWorld, type World } from '../world.ts';
import { asking, type FeedServer, startFeed } from './feed-server.ts';
import { collect, idsIn, requestsIn } from './waiting-requests.ts';

/** Reviews in the shape of the Google Play Developer API, from a server on this machine. */

let feed: FeedServer | undefined;
afterEach(async () => {
  await feed?.stop();
  feed = undefined;
});

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const account = JSON.stringify({
  type: 'service_account',
  client_email: 'reader@shop.example.org',
  private_key: privateKey,
});

const may = (day: number): string => String(Date.UTC(2026, 4, day, 10) / 1000);

const entry = (id: string, day: number, said: object = {}) => ({
  reviewId: id,
  authorName: 'Jo Example',
  comments: [
    {
      userComment: {
        text: `\tText of ${id}`,
        lastModified: { seconds: may(day), nanos: 5_000_000 },
        starRating: 4,
        reviewerLanguage: 'en',
        device: 'model',
        androidOsVersion: 34,
        appVersionCode: 41,
        appVersionName: '4.1',
        thumbsUpCount: 0,
        thumbsDownCount: 0,
        deviceMetadata: { productName: 'model', ramMb: 4096 },
        ...said,
      },
    },
    { developerComment: { text: 'Thank you', lastModified: { seconds: may(day + 1), nanos: 0 } } },
  ],
});

/** Pages by their token, the first by none. */
type Pages = Readonly<Record<string, { readonly reviews?: readonly unknown[]; readonly next?: string }>>;

const address = '/androidpublisher/v3/applications/org.example.shop/reviews';

/** Without reviews and without a next page the API leaves out both. */
const listOf = ({ reviews, next }: Pages[string] = {}): string =>
  JSON.stringify({ reviews, ...(next === undefined ? {} : { tokenPagination: { nextPageToken: next } }) });

const assertions: string[] = [];

const serve = async (pages: () => Pages): Promise<FeedServer> => {
  feed = await startFeed((path, { authorization, form }) => {
    if (path === '/token') {
      assertions.push(form.get('assertion') ?? '');
      return JSON.stringify({ access_token: 't0ken', expires_in: 3599, token_type: 'Bearer' });
    }
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    const isAllowed = authorization === 'Bearer t0ken' && pathname === address;
    return isAllowed ? listOf(pages()[searchParams.get('token') ?? '']) : undefined;
  });
  return feed;
};

const run = (world: World, { base }: FeedServer, keys = { android: account }): Promise<void> => {
  const settings = { kind: 'google-play' as const, app: 'org.example.shop', touchpoint: 'app' };
  const connector = googlePlayConnector('android', settings, { api: base, token: new URL('/token', base) });
  return runConnectors({ ...world.effects, ...asking(keys) }, [
    { name: 'android', touchpoint: 'app', connector },
  ]);
};

describe('a review', () => {
  test('is an unsolicited response with its text, stars, version and language, and nobody is its respondent', async () => {
    const world = createWorld();
    await run(world, await serve(() => ({ '': { reviews: [entry('a', 3)] } })));
    expect(requestsIn(world)).toEqual([
      {
        source: 'android',
        touchpoint: 'app',
        solicited: false,
        responses: [
          {
            id: 'a',
            submittedAt: '2026-05-03T10:00:00.000Z',
            comment: 'Text of a',
            ratings: { 'rating:1-5': 4 },
            channel: 'Google Play',
            language: 'en',
            attributes: { version: '4.1' },
          },
        ],
      },
    ]);
  });

  test('has its title where it has one', async () => {
    const world = createWorld();
    const reviews = [
      entry('a', 3, { text: 'Late again\tIt came on Monday' }),
      entry('b', 3, { text: 'Late' }),
    ];
    await run(world, await serve(() => ({ '': { reviews } })));
    expect(requestsIn(world)[0].responses).toMatchObject([
      { title: 'Late again', comment: 'It came on Monday' },
      { comment: 'Late' },
    ]);
  });
});

describe('a run', () => {
  test('asks for a token with an assertion that the key of the account signed, valid for an hour', async () => {
    const world = createWorld();
    await run(world, await serve(() => ({})));
    const [head = '', claims = '', signature = ''] = assertions.at(-1)?.split('.') ?? [];
    const verified = createVerify('RSA-SHA256').update(`${head}.${claims}`);
    expect(verified.verify(publicKey, signature, 'base64url')).toBe(true);
    const at = Date.UTC(2026, 5, 1) / 1000;
    expect(JSON.parse(String(Buffer.from(claims, 'base64url')))).toEqual({
      iss: 'reader@shop.example.org',
      scope: 'https://www.googleapis.com/auth/androidpublisher',
      aud: 'https://oauth2.googleapis.com/token',
      iat: at,
      exp: at + 3600,
    });
  });

  test('reads page by page, and then what is new or changed', async () => {
    const world = createWorld();
    let pages: Pages = { '': { reviews: [entry('a', 3)], next: 'p2' }, p2: { reviews: [entry('b', 4)] } };
    const server = await serve(() => pages);
    await run(world, server);
    expect(idsIn(world).toSorted()).toEqual(['a', 'b']);
    collect(world);
    pages = {
      '': { reviews: [entry('c', 6), entry('a', 7, { text: 'Better' }), entry('b', 4), entry('d', 2)] },
    };
    await run(world, server);
    // What was written at the position may have come after it.
    expect(idsIn(world).toSorted()).toEqual(['a', 'b', 'c']);
  });

  test('that finds nothing stores nothing', async () => {
    const world = createWorld();
    await run(world, await serve(() => ({})));
    expect([...world.objects.contents.keys()]).toEqual([]);
  });

  test('passes over what is not a review, and counts it', async () => {
    const lines: unknown[] = [];
    const world = createWorld({ log: (event, facts) => lines.push([event, facts]) });
    const reviews = [entry('a', 3), { reviewId: 'b', comments: [] }, entry('c', 3, { starRating: 9 }), 'd'];
    await run(world, await serve(() => ({ '': { reviews } })));
    expect(idsIn(world).toSorted()).toEqual(['a']);
    expect(lines).toContainEqual(['connector read', { connector: 'android', responses: 1, unread: 3 }]);
  });
});

test.each([
  ['no key', {}],
  ['a key that is not the file of an account', { android: 'Zanzibar' }],
])('with %s nothing is asked, and nothing of the key is logged', async (_why, keys) => {
  const lines: unknown[] = [];
  const world = createWorld({ log: (event, facts) => lines.push([event, facts]) });
  const server = await serve(() => ({}));
  await expect(run(world, server, keys as { android: string })).rejects.toMatchObject({
    code: 'unreachable',
  });
  expect(server.asked).toEqual([]);
  expect(lines).toContainEqual([
    'connector failed',
    { connector: 'android', code: 'usage', name: 'VerbatimError' },
  ]);
  expect(JSON.stringify(lines)).not.toContain('Zanzibar');
});
