import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { confirmLink, refuseLink } from '../../attempts/link/confirm-link.ts';
import { matchBrowser, type OpenedLink, openLink, type RefusedLink } from '../../attempts/link/open-link.ts';
import { languageFor } from '../../delivery/language-for.ts';
import { loadWording, type Wording } from '../../delivery/wording.ts';
import { findTicketPage } from '../../factors/ticket/find-ticket-page.ts';
import { maskEmail } from '../../identifiers/mask.ts';
import { ApiError } from '../../http/errors.ts';
import { readLinkData } from '../../factors/link/send-link.ts';
import { matchNumbers } from '../../factors/link/match-numbers.ts';
import { type LinkProblem, type LinkQuestion, renderLinkProblem, renderLinkQuestion } from '../pages/link-page.ts';
import { pageHeaders } from '../pages/page.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Services } from '../../services.ts';
import { requesterOf } from '../../sessions/device.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import { loadBrowser } from '../../http/middleware/with-browser.ts';
import { setBrowserCookies } from '../respond.ts';

/** The values of `__clerk_status` for a mailed link. */
type LinkStatus = 'verified' | 'expired' | 'failed' | 'client_mismatch';

const STATUS: Record<LinkProblem, LinkStatus> = {
  unknown: 'failed',
  expired: 'expired',
  used: 'failed',
  refused: 'failed',
  mismatch: 'client_mismatch',
  busy: 'failed',
};
const HTTP: Record<LinkProblem, 403 | 404 | 410 | 429> = {
  unknown: 404,
  expired: 410,
  used: 410,
  refused: 410,
  mismatch: 403,
  busy: 429,
};

/**
 * Where the links in mails lead. `GET` changes nothing, so mail scanners may fetch a link as often as they like.
 *
 * - `/v1/verify` is an email link. It shows a page with a form, and only that form consumes the link
 *   (docs/protocol.md#attempts).
 * - `/v1/tickets/accept` is an invitation or a sign-in token. It redirects to the form that consumes the ticket.
 */
export function linkRoutes(app: Hono<AppEnv>, services: Services): void {
  const { config } = services;
  const headers = pageHeaders(config);
  const wordingOf = (c: AppContext): Promise<Wording> => loadWording(languageFor(config, c.get('context').languages));
  const dead = async (c: AppContext, reason: LinkProblem, redirectUrl?: string): Promise<Response> => {
    const back = redirectUrl === undefined ? undefined : landing(services, redirectUrl, STATUS[reason]);
    const page = renderLinkProblem(config.applicationName, reason, back, await wordingOf(c));
    return c.html(page, HTTP[reason], headers);
  };

  /** The browser is looked up last. If its cookie is a legacy one, that ends the attempts that the link may be for. */
  const open = async (c: AppContext, token: string): Promise<OpenedLink | RefusedLink> => {
    const link = await openLink(services, c.get('context'), token);
    return link.dead ? link : matchBrowser(services, link, await loadBrowser(c, services));
  };

  app.get('/v1/tickets/accept', async (c) => {
    const context = c.get('context');
    const [token = '', ...more] = context.query.getAll('ticket');
    return c.redirect(await findTicketPage(services, context, more.length > 0 ? '' : token), 303);
  });

  app.get('/v1/verify', async (c) => {
    const token = c.get('context').query.get('token') ?? '';
    const link = await open(c, token);
    if (link.dead) return dead(c, link.dead, link.data?.redirect_url);
    return c.html(question(services, await wordingOf(c), link, token), 200, headers);
  });

  app.post('/v1/verify', async (c) => {
    const context = c.get('context');
    const { params } = context;
    try {
      await hitRateLimit(services, context, 'attempt');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      c.header('Retry-After', String(Math.ceil((error.retryAfterMs ?? 1_000) / 1_000)));
      return dead(c, 'busy');
    }
    const link = await open(c, params.text('token', 128) ?? '');
    if (link.dead) return link.data ? go(c, services, link.data.redirect_url, STATUS[link.dead]) : dead(c, link.dead);
    const { challenge, data, browser, isSameClient } = link;
    const isRight = isSameClient ? params.text('answer', 8) === 'yes' : params.text('number', 8) === data.match_number;
    if (!isRight) {
      await refuseLink(services, browser, challenge);
      return dead(c, 'refused', data.redirect_url);
    }
    try {
      const sessionId = await confirmLink(services, browser, challenge, data);
      if (isSameClient) await setBrowserCookies(c, services, browser);
      return go(c, services, data.redirect_url, 'verified', sessionId);
    } catch (error) {
      if (error instanceof ApiError) return go(c, services, data.redirect_url, 'failed');
      throw error;
    }
  });
}

function question(
  { config, codeKey }: Services,
  wording: Wording,
  { challenge, isSameClient }: OpenedLink,
  token: string,
): string {
  const data = readLinkData(challenge);
  const about: LinkQuestion = {
    token,
    purpose: data.mail_purpose,
    address: maskEmail(data.email),
    requester: requesterOf(wording, { ...data, userAgent: data.user_agent }, challenge.created_at),
    choices: isSameClient ? null : matchNumbers(codeKey, challenge.id).choices,
  };
  return renderLinkQuestion(config.applicationName, about, wording);
}

function go(c: AppContext, services: Services, url: string, status: LinkStatus, sessionId?: string | null): Response {
  return c.redirect(landing(services, url, status, sessionId), 303);
}

/** Returns the page that goes on, with the outcome. It is checked again: it may no longer be allowed. */
function landing({ config }: Services, redirectUrl: string, status: LinkStatus, sessionId?: string | null): string {
  const url = new URL(redirectTarget([redirectUrl], config));
  url.searchParams.set('__clerk_status', status);
  if (sessionId) url.searchParams.set('__clerk_created_session', sessionId);
  else url.searchParams.delete('__clerk_created_session');
  return url.href;
}
