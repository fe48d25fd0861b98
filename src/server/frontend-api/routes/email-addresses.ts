import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  addEmailAddress,
  attemptEmailAddress,
  prepareEmailAddress,
  removeEmailAddress,
  requireEmailAddress,
} from '../../account/email-address.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { EmailAddressRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

/** Email addresses of the signed-in user. */
export function emailAddressRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;
  const path = '/v1/me/email_addresses';
  const limit = limitRate(services, 'attempt');
  const reply = (c: AppContext, row: EmailAddressRow): Promise<Response> =>
    answer(c, services, (view) => view.emailAddress(row));

  app.get(path, async (c) => {
    const { user } = await requireSession(services, c.get('context'));
    const rows = await storage.listEmailAddresses([user.id]);
    return answer(c, services, (view) => Promise.all(rows.map((row) => view.emailAddress(row))));
  });
  app.post(path, limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const typed = context.params.required('email_address');
    return reply(c, await addEmailAddress(services, context, signedIn, typed));
  });
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await requireEmailAddress(services, signedIn, c.req.param('id')));
  });
  app.post(`${path}/:id/prepare_verification`, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const input = { id: c.req.param('id'), strategy: context.params.required('strategy', 64) };
    return reply(c, await prepareEmailAddress(services, context, signedIn, input));
  });
  app.post(`${path}/:id/attempt_verification`, limit, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await attemptEmailAddress(services, c.get('context'), signedIn, c.req.param('id')));
  });
  app.delete(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    await removeEmailAddress(services, c.get('context'), signedIn, id);
    const deleted: DeletedJSON = { object: 'email_address', id, deleted: true };
    return answer(c, services, async () => deleted);
  });
}
