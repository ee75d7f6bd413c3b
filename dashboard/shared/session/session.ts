import { useSyncExternalStore } from 'react';
import type { Fetch } from '../../../lib/api/client/client.ts';
import type { Role } from '../../../lib/api/contract/basis/operation.ts';
import type { Limits } from '../../../lib/api/contract/people/access.ts';
import type { Person } from './person.ts';

/** How the page asks the API, and for whom. */
export interface Session {
  /** Absent where nobody signs in: on a laptop, where the API listens on this machine only. */
  readonly person?: Person;
  readonly fetch: Fetch;
  /** Absent where nobody signs in. */
  signOut?(): Promise<void>;
}

/** `/sign-in.json`: where people sign in. Without an authority nobody does. */
export interface SignInSettings {
  /** The issuer of tokens. */
  readonly authority: string;
  readonly clientId: string;
}

const open: Session = { fetch: (url, init) => fetch(url, init) };

const hasAuthority = (settings: Partial<SignInSettings>): settings is SignInSettings =>
  settings.authority !== undefined;

const readSettings = async (): Promise<Partial<SignInSettings>> => {
  const response = await fetch('/sign-in.json');
  if (!response.ok) throw new Error(`/sign-in.json: status ${response.status}`);
  return response.json();
};

const begin = async (): Promise<Session> => {
  const settings = await readSettings();
  if (!hasAuthority(settings)) return open;
  // Only a deployment needs the sign-in: on a laptop none of it is loaded.
  const { signIn } = await import('./sign-in.ts');
  return signIn(settings);
};

/** Where the issuer sends people back to. */
export const returnPath = '/signed-in';

let current: Session | undefined;
const listeners = new Set<() => void>();

const started = begin().then((session) => {
  current = session;
  for (const listener of listeners) listener();
  return session;
});

/** The session of this page; fails where sign-in did. A page that has to sign in first leaves before it is there. */
export const session = (): Promise<Session> => started;

/** Asks the API once it is known who does. */
export const sessionFetch: Fetch = async (url, init) => (await started).fetch(url, init);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Undefined until it is known whether and who signed in. */
export const useSession = (): Session | undefined => useSyncExternalStore(subscribe, () => current);

const noLimits: Limits = {};

/** The touchpoints and segments that the reader is limited to; neither on a laptop. */
export const useLimits = (): Limits => useSession()?.person ?? noLimits;

export const isLimited = ({ touchpoints, segments }: Limits): boolean =>
  touchpoints !== undefined || segments !== undefined;

const ranks: Readonly<Record<Role, number>> = { viewer: 1, analyst: 2, admin: 3 };

/** True where the API will let the reader do what needs a role: everything on a laptop. The API decides, the page only does not offer in vain. */
export const useMay = (needed: Role): boolean => {
  const session = useSession();
  if (session?.person === undefined) return session !== undefined;
  const { role } = session.person;
  return role !== undefined && ranks[role] >= ranks[needed];
};
