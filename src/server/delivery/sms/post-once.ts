import { readBounded } from '../../lib/read-bounded.ts';

/** The answer of a service. */
export interface PostAnswer {
  status: number;
  /** The body; undefined when it is not JSON. */
  json: unknown;
}

const POST_TIMEOUT_MS = 10_000;
const MAX_ANSWER = 65_536;

/**
 * Sends one POST request and never repeats it: a message that arrives twice costs twice. It follows no redirects, since
 * the request holds what only this service may see.
 *
 * @throws {Error} when there was no answer. The error names neither the URL nor the content
 */
export async function postOnce(
  url: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number = POST_TIMEOUT_MS,
): Promise<PostAnswer> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return { status: answer.status, json: await readJson(answer) };
  } catch (error) {
    // oxlint-disable-next-line preserve-caught-error -- causes are logged, and this one may hold the address
    throw new Error(`The SMS service did not take the message: ${reasonOf(error)}`);
  }
}

async function readJson({ body }: Response): Promise<unknown> {
  const bytes = await readBounded(body, MAX_ANSWER);
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'no answer in time';
  return typeof cause?.code === 'string' ? cause.code : 'no connection';
}
