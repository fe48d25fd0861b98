import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  addEmailAddress,
  attemptEmailAddress,
  findEmailAddress,
  prepareEmailAddress,
  removeEmailAddress,
} from '../../account/email-address.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { EmailAddressRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

/** E-mail addresses of the signed-in user. */
export function emailAddressRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;
  const path = '/v1/me/email_addresses';
  const reply = (c: AppContext, row: EmailAddressRow): Promise<Response> =>
    answer(c, services, (view) => view.emailAddress(row));

  app.get(path, async (c) => {
    const { user } = await requireSession(services, c.get('context'));
    const rows = await storage.listEmailAddresses([user.id]);
    return answer(c, services, (view) => Promise.all(rows.map((row) => view.emailAddress(row))));
  });
  app.post(path, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await addEmailAddress(services, c.get('context'), signedIn));
  });
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await findEmailAddress(services, signedIn, c.req.param('id')));
  });
  app.post(`${path}/:id/prepare_verification`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await prepareEmailAddress(services, c.get('context'), signedIn, c.req.param('id')));
  });
  app.post(`${path}/:id/attempt_verification`, async (c) => {
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
