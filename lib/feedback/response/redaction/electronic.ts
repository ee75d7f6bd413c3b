import { isIP } from 'node:net';
import { type Finding, findingOf } from './finding.ts';

/** E-mail addresses, addresses of devices, and what lets a person in behind a web address. */

const local = '(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]+';
const label = '[\\p{L}\\p{N}-]+';
const email = new RegExp(`${local} ?@ ?${label}(?:\\.${label})*\\.\\p{L}[\\p{L}\\p{N}-]+`, 'gu');
const bracketed = (word: string): string => `\\s?[([{<]\\s?(?:${word})\\s?[)\\]}>]\\s?`;
const at = 'at|@|a|arroba|chez|bei|apenstaartje|chiocciola';
const dot = 'dot|\\.|punto|punkt|point|ponto|punt';
const someDot = `(?:\\.|${bracketed(dot)}|\\s(?:dot|punto|punkt|point|ponto|punt)\\s)`;
/** "jo [at] example [dot] org", "jo (at) example.org" */
const bracketedEmail = new RegExp(
  `${local}(?:${someDot}${label}){0,3}${bracketed(at)}${label}(?:${someDot}${label})+`,
  'giu',
);
/** "jo at example dot org": both words of one language, for "bought at example.org" is no address. */
const spelledEmails = [
  ['at', 'dot'],
  ['at|ät|bei', 'punkt'],
  ['arobase|chez', 'point'],
  ['arroba', 'punto|ponto'],
  ['chiocciola', 'punto'],
  ['apenstaartje|at', 'punt'],
].map(
  ([atWord = '', dotWord = '']) =>
    new RegExp(
      `${local}(?:\\s(?:${dotWord})\\s${label}){0,3}\\s(?:${atWord})\\s${label}(?:\\s(?:${dotWord})\\s${label})+`,
      'giu',
    ),
);
const mayBeBracketed = /[([{<]\s?(?:at|@|a|arroba|chez|bei|apenstaartje|chiocciola)\s?[)\]}>]/i;
const mayBeSpelled = /\s(?:dot|punkt|point|punto|ponto|punt)\s/i;

const emails = (text: string, pattern: RegExp): Finding[] =>
  [...text.matchAll(pattern)].map((match) => findingOf(match, 'email'));

export const findEmails = (text: string): Finding[] => [
  ...(text.includes('@') ? emails(text, email) : []),
  ...(mayBeBracketed.test(text) ? emails(text, bracketedEmail) : []),
  ...(mayBeSpelled.test(text) ? spelledEmails.flatMap((pattern) => emails(text, pattern)) : []),
];

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
  /[?&#;](?:[a-z0-9]*[_-])?(?:token|key|apikey|secret|sig|signature|password|passwd|pwd|session|sessionid|sid|auth|code|otp|jwt|credential|user|email|uid|reset|invite)=([^&#\s]+)/giu;
/** Letters and digits without a word among them: made by a machine, maybe for one person. */
const machineMade =
  /\/((?=[\w-]*\d)(?=[\w-]*[a-z])(?![\w-]*[-_][a-z]{3,}(?:[-_/?#]|$))[\w-]{20,})(?=[/?#]|$)/giu;

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
    ...within(address, machineMade),
  ];
};

/** The secret parts of web addresses; the rest stays readable. */
export const findSecrets = (text: string): Finding[] =>
  text.includes('://')
    ? [...text.matchAll(webAddress)].flatMap(({ index, 0: address }) =>
        secretsOf(address).map(({ start, end, kind }) => ({ start: index + start, end: index + end, kind })),
      )
    : [];
