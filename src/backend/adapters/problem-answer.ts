/** One error, in the form of Clerk's APIs. */
interface Problem {
  code: string;
  message: string;
  /** Default: the same as `message`. */
  longMessage?: string;
}

/**
 * Returns an answer that tells one error in JSON, in the form of Clerk's APIs. No cache keeps it.
 *
 * @param headers further headers of the answer
 */
export function problemAnswer(
  status: number,
  { code, message, longMessage = message }: Problem,
  headers?: HeadersInit,
): Response {
  const all = new Headers({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  new Headers(headers).forEach((value, name) => all.append(name, value));
  const body = { errors: [{ code, message, long_message: longMessage }] };
  return new Response(JSON.stringify(body), { status, headers: all });
}
