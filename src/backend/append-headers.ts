/**
 * Appends headers to an answer.
 *
 * @returns the same answer, or a copy where its headers cannot be changed: those of `Response.redirect` and of `fetch`
 */
export function appendHeaders(response: Response, headers: Headers): Response {
  const lines = [...headers];
  if (!lines.length) return response;
  try {
    for (const [name, value] of lines) response.headers.append(name, value);
    return response;
  } catch {
    const copy = new Response(response.body, response);
    for (const [name, value] of lines) copy.headers.append(name, value);
    return copy;
  }
}
