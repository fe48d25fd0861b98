import type { Answered, Unanswered } from '../../protocol/diagnosis/setup.ts';
import { steadyNow } from './steady-now.ts';

/** Milliseconds for one answer. */
const TIMEOUT_MS = 30_000;
/** Characters of an answer that are read. */
const MOST_CHARACTERS = 1_000_000;

/** Requests a URL past every cache. @param init default: GET, without cookies */
export async function ask(url: string, init: RequestInit = {}): Promise<Answered | Unanswered> {
  const start = steadyNow();
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { credentials: 'omit', cache: 'no-store', signal, ...init });
    const at = (start + steadyNow()) / 2;
    const text = (await response.text()).slice(0, MOST_CHARACTERS);
    return { kind: 'answer', url, status: response.status, headers: response.headers, text, at };
  } catch (error) {
    const { name, message } = error as Error;
    const reason = name === 'TimeoutError' ? 'it takes too long' : `the browser says "${message}"`;
    return { kind: 'failure', url, code: name, reason };
  }
}
