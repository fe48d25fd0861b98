import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createClerkClient, type RequestState } from '../../src/entries/backend.ts';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

export const SUFFIX = cookieSuffixOf(createHash('sha1').update(PUBLISHABLE_KEY).digest());
export const SECRET_KEY = 'sk_live_0123456789';
export const PAGE = 'https://app.acme.example/notes?page=2';
export const EXPIRED = forge({ iat: NOW - 90, nbf: NOW - 100, exp: NOW - 30 });

/** The answer of a handshake as the Frontend API signs it: a token without a session. */
export function answerToken(handshake: readonly string[], more: Record<string, unknown> = {}): string {
  const none = { sid: undefined, sub: undefined, azp: undefined, sts: undefined, fva: undefined, v: undefined };
  return forge({ ...none, handshake, exp: NOW + 60, ...more });
}

export const SIGNED_IN = [
  `__session=${forge()}; Path=/`,
  `__session_${SUFFIX}=${forge()}; Path=/`,
  `__client_uat=${NOW}; Path=/`,
  `__client_uat_${SUFFIX}=${NOW}; Path=/`,
];
export const SIGNED_OUT = [
  '__session=; Path=/; Max-Age=0',
  '__client_uat=0; Path=/',
  `__client_uat_${SUFFIX}=0; Path=/`,
];

/** A browser that loads pages, and a Backend API that answers in turn. */
export function browser(options: { secretKey?: string; answers?: Record<string, () => Response> } = {}) {
  const calls: { url: string; method: string; authorization: string | null }[] = [];
  const clerk = createClerkClient({
    publishableKey: PUBLISHABLE_KEY,
    jwtKey: PUBLIC_PEM,
    now,
    ...(options.secretKey && { secretKey: options.secretKey }),
    fetch: async (input, init) => {
      const url = String(input);
      calls.push({
        url,
        method: init?.method ?? 'GET',
        authorization: new Headers(init?.headers).get('authorization'),
      });
      const answer = Object.entries(options.answers ?? {}).find(([start]) => url.includes(start))?.[1];
      return answer?.() ?? Response.json({ errors: [{ code: 'resource_not_found' }] }, { status: 404 });
    },
  });
  const jar = new Map<string, string>();
  const ask = async (
    url = PAGE,
    headers: Record<string, string> = { 'sec-fetch-dest': 'document' },
    method = 'GET',
  ) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const state = await clerk.authenticateRequest(new Request(url, { method, headers: { cookie, ...headers } }));
    for (const line of state.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const at = pair.indexOf('=');
      if (/Max-Age=0(;|$)/.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return state;
  };
  return { jar, ask, calls };
}

export function handshakeUrl(state: RequestState): URL {
  assert.equal(state.status, 'handshake', state.reason ?? '');
  assert.equal(state.headers.get('cache-control'), 'no-store');
  return new URL(state.headers.get('location') ?? '');
}
