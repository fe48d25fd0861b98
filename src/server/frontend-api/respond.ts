import type { ClientJSON, EnvelopeJSON } from '../../protocol/json/client.ts';
import type { AppContext } from '../http/app-env.ts';
import type { Services } from '../services.ts';
import { CLIENT_COOKIE_MS, clearUatCookies, setUatCookies } from '../sessions/client-cookie.ts';
import { findClient } from '../sessions/open-client.ts';
import { renewClientCookie } from '../sessions/renew-client-cookie.ts';
import type { ClientRow } from '../storage/rows.ts';
import { ClientView } from './views/client-view.ts';

/** Milliseconds after which the client cookie is set again, so that it only ends when nobody came for a year. */
const RENEW_MS = 30 * 86_400_000;

/**
 * Answers a wrapped route: the resource, and the whole client with a fresh token on each live session.
 *
 * @param present makes the resource; gets the client as it now is
 */
export async function answer<T>(
  c: AppContext,
  services: Services,
  present: (view: ClientView, client: ClientRow | undefined) => Promise<T>,
): Promise<Response> {
  const { view, row, client } = await presentWhole(c, services);
  const response = await present(view, row);
  return c.json({ response, client } satisfies EnvelopeJSON<T>);
}

/** Answers a route whose resource is the client itself. */
export async function respondWithClient(c: AppContext, services: Services): Promise<Response> {
  const { client } = await presentWhole(c, services);
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  return c.json({ response: client, client: isRead ? null : client });
}

interface Whole {
  view: ClientView;
  row: ClientRow | undefined;
  client: ClientJSON | null;
}

async function presentWhole(c: AppContext, services: Services): Promise<Whole> {
  const context = c.get('context');
  const view = new ClientView(services, context);
  const known = await findClient(services, context);
  // Read again: the request may have changed it since.
  let row = known && (await services.storage.findClient(known.id));
  if (row && context.newToken === undefined && context.now + CLIENT_COOKIE_MS - row.cookie_expires_at >= RENEW_MS) {
    row = await renewClientCookie(services, context, row);
  }
  const client = row
    ? await view.client(row)
    : context.superseded
      ? await view.earlierClient(context.superseded)
      : null;
  if (row && client) setUatCookies(context, services, row, client.sessions.length);
  else if (!context.superseded) clearUatCookies(context, services);
  return { view, row, client };
}
