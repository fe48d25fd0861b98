import assert from 'node:assert/strict';
import type { TestInstance } from './instance.ts';
import type { Answer, TestBrowser } from './test-browser.ts';

/** Returns an answer without what differs every time and without the typed text. */
function shape(answer: Answer, typed: string): unknown {
  const generalize = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((each) => generalize(each));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, generalize(each, name)]));
    }
    if (typeof value === 'number' && value > 1e12) return 'a time';
    if (key === 'clerk_trace_id') return 'a trace';
    if (key === 'nonce') return typeof value;
    if (typeof value !== 'string') return value;
    if (value === typed) return 'what was typed';
    return value
      .replace(/^(idn|sia|sua|client|chal|user)_[0-9A-Za-z]{27}$/, 'an id of $1')
      .replace(/^[ab](\*{3}@)/, '?$1');
  };
  const { status, body, headers } = answer;
  return {
    status,
    body: generalize(body),
    retryAfter: headers.get('retry-after'),
    headers: [...headers.keys()].toSorted(),
  };
}

/** Sends the same request for a known and an unknown identifier, and compares the answers. */
export async function compare(
  instance: TestInstance,
  [known, unknown]: readonly [string, string],
  ask: (browser: TestBrowser, typed: string) => Promise<Answer>,
): Promise<Answer> {
  const one = await ask(instance.browser(), known);
  const other = await ask(instance.browser(), unknown);
  assert.deepEqual(shape(other, unknown), shape(one, known));
  return one;
}

/**
 * Sends the same request to an instance that has the account and to one that does not. Both instances share a secret
 * and a time. Compares the whole answers, except for random values.
 *
 * @returns the answer of the instance with the account
 */
export async function compareWorlds<World>(
  [known, unknown]: readonly [World, World],
  ask: (world: World) => Promise<Answer>,
): Promise<Answer> {
  const one = await ask(known);
  const other = await ask(unknown);
  assert.deepEqual(withoutRandomValues(other), withoutRandomValues(one));
  return one;
}

function withoutRandomValues({ status, body, headers }: Answer): unknown {
  const text = JSON.stringify(body)
    // Ids of attempts and browsers are random. Ids of an account and of what belongs to it must be the same.
    .replaceAll(/\b(sia|sua|client|chal)_[0-9A-Za-z]{27}\b/g, 'an id of $1')
    .replaceAll(/("clerk_trace_id":")[0-9a-f]+/g, '$1')
    .replaceAll(/([?&](?:state|nonce|code_challenge)=)[\w-]+/g, '$1')
    .replaceAll(/(\\"challenge\\":\\")[\w-]+/g, '$1')
    .replaceAll(/("nonce":")[0-9a-f]{32}"/g, '$1"')
    .replaceAll(/(Nonce: )[0-9a-f]{32}/g, '$1');
  return {
    status,
    body: JSON.parse(text),
    retryAfter: headers.get('retry-after'),
    headers: [...headers.keys()].toSorted(),
  };
}
