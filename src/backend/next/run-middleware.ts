import type { NextRequest } from 'next/server';
import type { Auth } from '../auth.ts';
import type { Adapter, ClientAddressOption } from '../adapters/create-adapter.ts';
import type { GuardedRequest } from '../adapters/guard.ts';
import { setAuth } from '../get-auth.ts';
import { catchUnclearPath } from '../adapters/unclear-path.ts';
import { readWebRequest } from '../adapters/web-request.ts';
import { remember } from '../lib/remember.ts';
import { createPublicJudge } from '../routes/routes.ts';
import {
  changeable,
  changeRequestHeaders,
  forwardedHeader,
  type HeaderChanges,
  isForward,
  leavesOrigin,
  OWN_HEADERS,
} from './forward-request.ts';
import { renewedCookies } from './renewed-cookies.ts';

/** What a middleware knows of a request. */
export interface Visit {
  readonly auth: Auth;
  /** The request, with the URL that the browser has. */
  readonly page: GuardedRequest;
  readonly signInUrl: string;
  readonly refuse: Adapter['refuse'];
}

/** Ends a middleware with an answer, from any depth. */
export class MiddlewareAnswer extends Error {
  override readonly name = 'MiddlewareAnswer';
  readonly response: Response;
  constructor(response: Response) {
    super('The middleware answers the request.');
    this.response = response;
  }
}

/** Files that Next.js itself serves: they are the same for every visitor. */
const isInternal = createPublicJudge('/_next/(.*)');

/**
 * Runs the decision of a middleware between the two things that every middleware does: find out who sent the request, and
 * tell the page and the browser.
 *
 * @param decide returns what the application answers; nothing lets the request go on
 * @returns the answer for Next.js
 */
export async function runMiddleware(
  adapter: Adapter,
  { clientAddress }: ClientAddressOption,
  request: NextRequest,
  decide: (visit: Visit) => Promise<Response | null | undefined | void> | Response | null | undefined | void,
): Promise<Response> {
  const { pathname } = request.nextUrl;
  if (isInternal(pathname)) return letThrough();
  const { guarded: page, forwarded } = readWebRequest(request, clientAddress);
  const verdict = await adapter.check(page, forwarded);
  if (verdict.answer) return verdict.answer;
  // A rewrite in `next.config` may pass the Frontend API on as well.
  const { browserApiUrl, signInUrl } = adapter.connection();
  if (isProxied(browserApiUrl, pathname)) return letThrough();
  setAuth(request, verdict.auth);
  const visit = { auth: verdict.auth, page, signInUrl, refuse: adapter.refuse };
  const answer = changeable((await answerOf(decide, visit)) ?? letThrough());
  if (isForward(answer)) tellPage(answer, request, page.url, verdict.headers.getSetCookie());
  verdict.headers.forEach((value, name) => answer.headers.append(name, value));
  return answer;
}

/** Lets a request go on, as `NextResponse.next()` does. */
export function letThrough(): Response {
  return new Response(null, { headers: { 'x-middleware-next': '1' } });
}

async function answerOf(
  decide: Parameters<typeof runMiddleware>[3],
  visit: Visit,
): Promise<Response | null | undefined> {
  try {
    return (await catchUnclearPath(() => decide(visit))) ?? undefined;
  } catch (error) {
    if (error instanceof MiddlewareAnswer) return error.response;
    throw error;
  }
}

/** Gives the page of this request what the middleware learned. A client's own copy of such a header never counts. */
function tellPage(answer: Response, request: NextRequest, pageUrl: string, cookies: readonly string[]): void {
  const isAway = leavesOrigin(answer, request.url);
  const changes: HeaderChanges = { [OWN_HEADERS.page]: isAway ? undefined : pageUrl };
  const context = forwardedHeader(answer, request, OWN_HEADERS.context);
  if (isAway || context === request.headers.get(OWN_HEADERS.context)) changes[OWN_HEADERS.context] = undefined;
  if (cookies.length && !isAway) changes.cookie = renewedCookies(forwardedHeader(answer, request, 'cookie'), cookies);
  changeRequestHeaders(answer, request, changes);
}

const judgeBelow = remember((base) => createPublicJudge(`${base}/(.*)`));

/** Tells whether a path belongs to the Frontend API, which the application passes on below a path of its own. */
function isProxied(base: string, pathname: string): boolean {
  return base.startsWith('/') && judgeBelow(base)(pathname);
}
