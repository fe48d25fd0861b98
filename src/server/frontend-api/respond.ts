import type { ClientJSON, DeletedJSON, EnvelopeJSON } from '../../protocol/json/client.ts';
import { DAY_MS } from '../clock.ts';
import type { StartedAuthorization } from '../factors/oauth/authorization.ts';
import type { AppContext } from '../http/app-env.ts';
import { clearUatCookies, setClientCookie, setUatCookies } from '../http/middleware/answer-cookies.ts';
import type { BrowserContext } from '../http/middleware/with-browser.ts';
import type { Services } from '../services.ts';
import { type Browser, CLIENT_COOKIE_MS, renewClient } from '../sessions/browser.ts';
import type { ClientRow } from '../storage/rows.ts';
import { ClientView } from './views/client-view.ts';

/** Milliseconds after which the client cookie is set again, so that it only ends if the browser stays away for a year. */
const RENEW_MS = 30 * DAY_MS;

/** What a request changed besides the resource that it answers. */
export interface Outcome {
  /** The browser as it now is; default: as the request found it. */
  browser?: Browser;
  authorization?: StartedAuthorization | undefined;
}

/**
 * Answers a request with a resource and the whole client, with a fresh token on each live session. Sets the cookies
 * that changed.
 *
 * @param present makes the resource; gets the client as it now is
 */
export async function respond<T>(
  c: BrowserContext,
  services: Services,
  present: (view: ClientView, client: ClientRow | undefined) => Promise<T>,
  outcome: Outcome = {},
): Promise<Response> {
  const { view, row, client } = await presentWhole(c, services, outcome);
  const response = await present(view, row);
  return c.json({ response, client } satisfies EnvelopeJSON<T>);
}

/** Answers a request that has deleted something. */
export function respondDeleted(c: BrowserContext, services: Services, object: string, id: string): Promise<Response> {
  return respond(c, services, async (): Promise<DeletedJSON> => ({ object, id, deleted: true }));
}

/** Answers a request whose resource is the client itself. */
export async function respondWithClient(
  c: BrowserContext,
  services: Services,
  outcome: Outcome = {},
): Promise<Response> {
  const { client } = await presentWhole(c, services, outcome);
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  return c.json({ response: client, client: isRead ? null : client });
}

/**
 * Sets the cookies of a browser, for answers without a client: the client cookie, if it is new, and `__client_uat`, from
 * which the server of the next page reads whether a user is signed in.
 */
export async function setBrowserCookies(c: AppContext, services: Services, browser: Browser): Promise<void> {
  const { storage } = services;
  setClientCookie(c, services, browser);
  const client = browser.client && (await storage.findClient(browser.client.id));
  if (!client) return;
  const live = await storage.listClientSessions(client.id, browser.now);
  setUatCookies(c, services, client, live.length);
}

interface Whole {
  view: ClientView;
  row: ClientRow | undefined;
  client: ClientJSON | null;
}

async function presentWhole(
  c: BrowserContext,
  services: Services,
  { browser = c.get('browser'), authorization }: Outcome,
): Promise<Whole> {
  setClientCookie(c, services, browser);
  const { azp, now, superseded } = browser;
  const apiVersion = c.get('context').query.get('__clerk_api_version');
  const view = new ClientView(services, { azp, now, apiVersion, authorization });
  if (browser.isSessionOnly) return { view, row: undefined, client: null };
  // Read again: the request may have changed the client since.
  const client = browser.client && (await services.storage.findClient(browser.client.id));
  const isDue = client && now + CLIENT_COOKIE_MS - client.cookie_expires_at >= RENEW_MS;
  const renewed = isDue ? await renewClient(services, { ...browser, client }) : { ...browser, client };
  setClientCookie(c, services, renewed);
  const row = renewed.client;
  const shown = row ? await view.client(row) : superseded ? await view.earlierClient(superseded) : null;
  if (row && shown) setUatCookies(c, services, row, shown.sessions.length);
  else if (!superseded) clearUatCookies(c, services);
  return { view, row, client: shown };
}
