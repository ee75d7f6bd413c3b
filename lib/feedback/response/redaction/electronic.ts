import { isIP } from 'node:net';
import { type Finding, findingOf } from './finding.ts';

/** Addresses of devices, and what lets a person in behind a web address. */

const dotted = /(?<![\p{L}\p{N}.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\p{L}\p{N}]|\.\d)/gu;
const colons = /(?<![\p{L}\p{N}:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\p{L}\p{N}:])/giu;
/** "version 4.5.10.2", "v1.2.3.4" */
const saysVersion =
  /(?:version|v|release|build|update|firmware|ios|android|driver|versión|versione|versão|versie)[\s:.]*$/iu;

/** Versions are short numbers, but for those of networks at home. */
const isLong = (address: string): boolean =>
  address.includes(':') || address.length >= 10 || /^(?:10|127|172|192)\./.test(address);

export const findDevices = (text: string): Finding[] =>
  [...text.matchAll(dotted), ...text.matchAll(colons)]
    .filter(({ 0: match }) => isIP(match) !== 0 && match.length > 6 && isLong(match))
    .filter(({ index }) => !saysVersion.test(text.slice(Math.max(0, index - 12), index)))
    .map((match) => findingOf(match, 'ip'));

const webAddress = /\bhttps?:\/\/[^\s<>"']+/giu;
const credentials = /^https?:\/\/([^/\s@]+)@/iu;
const secretParameter =
  /[?&#;](?:[a-z0-9]*[_-])?(?:token|key|apikey|api_key|accesskey|secret|sig|signature|password|passwd|pwd|session|sessionid|sid|auth|code|otp|jwt|credential|user|email|uid|reset|invite)=([^&#\s]+)/giu;
const longPart = /\/([\w-]{20,})(?=[/?#]|[.,;:!?)\]]*$)/gu;
/** Behind these a shorter part is one too. */
const partBehindWord =
  /\/(?:verify|verification|confirm|confirmation|activate|activation|reset|reset-?password|password|login|signin|magic|auth|invite|invitation|session|token|unsubscribe|optin|opt-in|join|s|t)\/([\w-]{8,})(?=[/?#]|[.,;:!?)\]]*$)/giu;
/** Letters and digits without a word among them: made by a machine, maybe for one person. */
const isMachineMade = (part: string): boolean =>
  (/\d/.test(part) || /[a-z][A-Z]/.test(part)) &&
  /[a-z]/i.test(part) &&
  !part.split(/[-_]/).some((word) => /^[a-z]{3,}$/i.test(word));

const within = (address: string, pattern: RegExp): Finding[] =>
  [...address.matchAll(pattern)].flatMap((match) => {
    const value = match[1] ?? '';
    const start = match.index + match[0].lastIndexOf(value);
    return value === '' ? [] : [{ start, end: start + value.length, kind: 'secret' }];
  });

const secretsOf = (address: string): Finding[] => {
  const login = credentials.exec(address)?.[1];
  const start = address.indexOf('//') + 2;
  return [
    ...(login === undefined ? [] : [{ start, end: start + login.length, kind: 'secret' }]),
    ...within(address, secretParameter),
    ...[...within(address, longPart), ...within(address, partBehindWord)].filter(({ start: from, end }) =>
      isMachineMade(address.slice(from, end)),
    ),
  ];
};

/** The secret parts of web addresses; the rest stays readable. */
export const findSecrets = (text: string): Finding[] =>
  text.includes('://')
    ? [...text.matchAll(webAddress)].flatMap(({ index, 0: address }) =>
        secretsOf(address).map(({ start, end, kind }) => ({ start: index + start, end: index + end, kind })),
      )
    : [];
