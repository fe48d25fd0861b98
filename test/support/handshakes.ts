import { createHash } from 'node:crypto';
import { cookieSuffixOf, suffixedCookie } from '../../src/protocol/cookies.ts';
import { decodeToken } from '../../src/tokens/decode.ts';
import { backendOf } from './backend-api.ts';
import type { SignedUp, TestInstance } from './instance.ts';
import type { TestBrowser } from './test-browser.ts';

export const PAGE = 'https://app.example.com/dashboard?tab=1';

/** The path of a handshake. A parameter that is a list is sent several times. */
export function handshakeUrl(params: Record<string, string | readonly string[]> = {}): string {
  const all = { redirect_url: PAGE, __clerk_hs_reason: 'session-token-expired', ...params };
  const query = new URLSearchParams(
    Object.entries(all).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  );
  return `/v1/client/handshake?${query}`;
}

export interface Handshaken {
  status: number;
  location: URL;
  headers: Headers;
  /** Where the answer came, and its text. */
  carrier: 'cookie' | 'query' | 'none';
  name: string;
  answer: string;
  /** The `Set-Cookie` line with the answer. */
  line: string;
}

/** Sends the browser to a handshake, as a navigation, and reads where the answer is. */
export async function shakeHands(
  browser: TestBrowser,
  params: Record<string, string | readonly string[]> = {},
  headers: Record<string, string> = {},
): Promise<Handshaken> {
  const response = await browser.fetch(handshakeUrl(params), {
    headers: { origin: 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', ...headers },
    redirect: 'manual',
  });
  const location = new URL(response.headers.get('location') ?? 'about:blank');
  const line = browser.lastSetCookies.find((each) => /^__clerk_handshake(_nonce)?=[^;]/.test(each)) ?? '';
  const [name = '', value] = line.split(';', 1)[0]?.split('=') ?? [];
  const parameter = [...location.searchParams].find(([key]) => key.startsWith('__clerk_handshake'));
  const [key, answer] = line ? [name, value] : (parameter ?? ['', '']);
  const carrier = line ? 'cookie' : parameter ? 'query' : 'none';
  return {
    status: response.status,
    location,
    headers: response.headers,
    carrier,
    name: key,
    answer: answer ?? '',
    line,
  };
}

/** The directives in an answer that is a signed token. */
export function directivesIn(answer: string): string[] {
  return (decodeToken(answer).claims as unknown as { handshake: string[] }).handshake;
}

/** The value that directives give a cookie; undefined when they do not name it, an empty text when they delete it. */
export function valueIn(directives: readonly string[], name: string): string | undefined {
  const line = directives.find((each) => each.startsWith(`${name}=`));
  return line?.split(';', 1)[0]?.slice(name.length + 1);
}

export interface Visitor extends SignedUp {
  browser: TestBrowser;
}

export async function signedUp(instance: TestInstance, email = 'ada@example.com'): Promise<Visitor> {
  const browser = instance.browser();
  return { browser, ...(await instance.signUp(browser, email)) };
}

/** The name of the cookie with the refresh token. */
export const refreshCookie = ({ config }: TestInstance) =>
  suffixedCookie('__refresh', cookieSuffixOf(createHash('sha1').update(config.publishableKey).digest()));

/** What the application's server gets of a handshake of the browser. */
export async function payloadOf(instance: TestInstance, browser: TestBrowser, key: string): Promise<string[]> {
  const { answer } = await shakeHands(browser, { format: 'nonce' });
  const { body } = await (await backendOf(instance, key))('GET', `/clients/handshake_payload?nonce=${answer}`);
  return body.directives;
}
