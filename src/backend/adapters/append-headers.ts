/**
 * Appends headers to an answer. One that renews cookies is for this visitor alone: a shared cache, which the application may
 * have allowed for the page, would hand the session to others.
 *
 * @param renewsCookies default: whether the headers have cookies
 * @returns the same answer, or a copy where its headers cannot be changed: those of `Response.redirect` and of `fetch`
 */
export function appendHeaders(
  response: Response,
  headers: Headers,
  renewsCookies: boolean = headers.has('set-cookie'),
): Response {
  const lines = [...headers];
  if (!lines.length && !renewsCookies) return response;
  const append = (target: Response): Response => {
    for (const [name, value] of lines) target.headers.append(name, value);
    if (renewsCookies) target.headers.set('Cache-Control', 'private, no-store');
    return target;
  };
  try {
    return append(response);
  } catch {
    return append(new Response(response.body, response));
  }
}
