import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';

/** Who may sign in, by the name that they type, with their groups. */
export type People = Readonly<Record<string, readonly string[]>>;

const form =
  '<!doctype html><title>Sign in</title><form method="post"><label>Name <input name="name"></label><button>Sign in</button></form>';

const grantTo = async (provider: Provider, { request, response }: Exchange): Promise<void> => {
  const { params, grantId, session } = await provider.interactionDetails(request, response);
  const grant =
    grantId === undefined
      ? new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params['client_id']) })
      : await provider.Grant.find(grantId);
  grant?.addOIDCScope('openid email profile');
  const consent = { grantId: await grant?.save() };
  await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
};

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The pages of the issuer: a name is enough, and the page that it is made for needs nobody's consent. */
const interact = async (provider: Provider, exchange: Exchange): Promise<void> => {
  const { request, response } = exchange;
  const { prompt } = await provider.interactionDetails(request, response);
  if (prompt.name === 'consent') return grantTo(provider, exchange);
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html').end(form);
    return;
  }
  const accountId = new URLSearchParams(await text(request)).get('name') ?? '';
  await provider.interactionFinished(request, response, { login: { accountId } });
};

const askWhetherToSignOut = async (context: { body?: unknown }, end: string): Promise<void> => {
  context.body = `<!doctype html><title>Sign out</title>${end}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`;
};

const hour = 3600;

const configurationOf = (pageUrl: string, people: People) => ({
  clients: [
    {
      client_id: 'page',
      token_endpoint_auth_method: 'none' as const,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code' as const],
      redirect_uris: [`${pageUrl}/signed-in`],
      post_logout_redirect_uris: [`${pageUrl}/`],
    },
  ],
  clientBasedCORS: () => true,
  conformIdTokenClaims: false,
  claims: { openid: ['sub', 'cognito:groups', 'jti'], email: ['email'], profile: ['name'] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true, logoutSource: askWhetherToSignOut },
  },
  interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  issueRefreshToken: async () => true,
  cookies: { keys: ['of this test'] },
  ttl: {
    AccessToken: hour,
    IdToken: hour,
    RefreshToken: hour,
    Session: hour,
    Interaction: hour,
    Grant: hour,
  },
  findAccount: async (_context: unknown, accountId: string) => ({
    accountId,
    claims: async () => ({
      sub: accountId,
      email: `${accountId}@example.org`,
      'cognito:groups': people[accountId] ?? [],
      // No two tokens are the same, also of one second.
      jti: randomUUID(),
    }),
  }),
});

/** An issuer of tokens on 127.0.0.1, as Cognito is in a deployment. */
export const startIssuer = async (pageUrl: string, people: People) => {
  let handle = (_exchange: Exchange): void => undefined;
  const server = createServer((request, response) => handle({ request, response }));
  const url = await listenOnLoopback(server, { port: 0, flag: '' });
  const provider = new Provider(url, configurationOf(pageUrl, people));
  const answer = provider.callback();
  handle = ({ request, response }) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    interact(provider, { request, response }).catch((error: unknown) =>
      response.writeHead(500).end(String(error)),
    );
  };
  return { url, stop: () => closeServer(server) };
};
