import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { Fetch } from '../../../lib/api/client/client.ts';
import { personIn } from './person.ts';
import { returnPath, type Session, type SignInSettings } from './session.ts';

const managerOf = ({ authority, clientId }: SignInSettings): UserManager =>
  new UserManager({
    authority,
    client_id: clientId,
    redirect_uri: `${location.origin}${returnPath}`,
    post_logout_redirect_uri: `${location.origin}/`,
    response_type: 'code',
    scope: 'openid email profile',
    // A token is never where a script of another page, or the next person at this computer, could find it.
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // What proves at the return that it was this tab that left.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
  });

/** Leaves for the issuer and never comes back to who called it: the address and what was being edited are kept. */
const leave = async (manager: UserManager): Promise<never> => {
  await manager.signinRedirect({ state: `${location.pathname}${location.search}${location.hash}` });
  return new Promise(() => {});
};

/** Back from the issuer: on to where the person was, as if they had never left. */
const arrive = async (manager: UserManager): Promise<User> => {
  const user = await manager.signinRedirectCallback();
  history.replaceState(null, '', typeof user.state === 'string' ? user.state : '/');
  return user;
};

/** A new token by the refresh token; without one, or where it is refused, by signing in again. */
const renewedBy = (manager: UserManager): (() => Promise<User>) => {
  let renewing: Promise<User> | undefined;
  const renew = async (): Promise<User> => {
    const user = await manager.getUser();
    if (user?.refresh_token === undefined) return leave(manager);
    return (await manager.signinSilent().catch(() => null)) ?? leave(manager);
  };
  return () => {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
};

/** The ID token: it is made for this page and its API, and says who asks. */
const withToken = ({ id_token }: User, init: Parameters<Fetch>[1]): Parameters<Fetch>[1] => ({
  ...init,
  headers: { ...init.headers, authorization: `Bearer ${id_token}` },
});

const fetchAs = (manager: UserManager): Fetch => {
  const renewed = renewedBy(manager);
  return async (url, init) => {
    const user = await manager.getUser();
    const response = await fetch(
      url,
      withToken(user === null || user.expired === true ? await renewed() : user, init),
    );
    return response.status === 401 ? fetch(url, withToken(await renewed(), init)) : response;
  };
};

/** The token goes first, so that it is not in the address. Cognito calls where to go on by a name of its own. */
const signOutOf = (manager: UserManager) => async (): Promise<void> => {
  await manager.removeUser();
  await manager.signoutRedirect({
    extraQueryParams: { logout_uri: `${location.origin}/` },
  });
};

/**
 * Signs a person in by the authorization code flow with PKCE. The token stays in the memory of this page; a page that is opened
 * anew asks the issuer, which knows the person still or lets them sign in.
 */
export const signIn = async (settings: SignInSettings): Promise<Session> => {
  const manager = managerOf(settings);
  const user = location.pathname === returnPath ? await arrive(manager) : await leave(manager);
  return { person: personIn(user.profile), fetch: fetchAs(manager), signOut: signOutOf(manager) };
};
