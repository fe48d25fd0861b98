import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import {
  addEmailAddress,
  attemptEmailAddress,
  prepareEmailAddress,
  removeEmailAddress,
  requireEmailAddress,
} from '../../account/email-address.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { EmailAddressRow } from '../../storage/rows.ts';
import { parseCode, parsePrepareInput } from '../parse-factor-input.ts';
import { respond, respondDeleted } from '../respond.ts';

/** Email addresses of the signed-in user. */
export function emailAddressRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const { storage } = services;
  const path = '/v1/me/email_addresses';
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, row: EmailAddressRow): Promise<Response> =>
    respond(c, services, (view) => view.emailAddress(row));

  app.get(path, authenticated, async (c) => {
    const { user } = c.get('signedIn');
    const rows = await storage.listEmailAddresses([user.id]);
    return respond(c, services, (view) => Promise.all(rows.map((row) => view.emailAddress(row))));
  });
  app.post(path, authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const typed = c.get('context').params.required('email_address');
    return reply(c, await addEmailAddress(services, signedIn, typed));
  });
  app.get(`${path}/:id`, authenticated, async (c) =>
    reply(c, await requireEmailAddress(services, c.get('signedIn'), c.req.param('id'))),
  );
  app.post(`${path}/:id/prepare_verification`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    const strategy = params.required('strategy', 64);
    const input = { id: c.req.param('id'), strategy, ...parsePrepareInput(params, strategy) };
    return reply(c, await prepareEmailAddress(services, signedIn, input));
  });
  app.post(`${path}/:id/attempt_verification`, authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const code = parseCode(c.get('context').params);
    return reply(c, await attemptEmailAddress(services, signedIn, { id: c.req.param('id'), code }));
  });
  app.delete(`${path}/:id`, authenticated, async (c) => {
    const id = c.req.param('id');
    await removeEmailAddress(services, c.get('signedIn'), id);
    return respondDeleted(c, services, 'email_address', id);
  });
}
