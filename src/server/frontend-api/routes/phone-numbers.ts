import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  addPhoneNumber,
  attemptPhoneNumber,
  preparePhoneNumber,
  removePhoneNumber,
  requirePhoneNumber,
  updatePhoneNumber,
} from '../../account/phone-number.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { PhoneNumberRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

/** Phone numbers of the signed-in user. */
export function phoneNumberRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/me/phone_numbers';
  const limit = limitRate(services, 'attempt');
  const reply = (c: AppContext, row: PhoneNumberRow, backupCodes: readonly string[] | null = null): Promise<Response> =>
    answer(c, services, async (view) => ({
      ...(await view.phoneNumber(row)),
      backup_codes: backupCodes && [...backupCodes],
    }));

  app.get(path, async (c) => {
    const { user } = await requireSession(services, c.get('context'));
    const rows = await services.storage.listPhoneNumbers([user.id]);
    return answer(c, services, (view) => Promise.all(rows.map((row) => view.phoneNumber(row))));
  });
  app.post(path, limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const { params } = context;
    const typed = params.required('phone_number');
    const reservedForSecondFactor = params.boolean('reserved_for_second_factor') ?? false;
    return reply(c, await addPhoneNumber(services, context, signedIn, { typed, reservedForSecondFactor }));
  });
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await requirePhoneNumber(services, signedIn, c.req.param('id')));
  });
  app.patch(`${path}/:id`, limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const { params } = context;
    const { row, backupCodes } = await updatePhoneNumber(services, context, signedIn, {
      id: c.req.param('id'),
      reservedForSecondFactor: params.boolean('reserved_for_second_factor'),
      defaultSecondFactor: params.boolean('default_second_factor'),
    });
    return reply(c, row, backupCodes);
  });
  app.post(`${path}/:id/prepare_verification`, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const input = { id: c.req.param('id'), strategy: context.params.required('strategy', 64) };
    return reply(c, await preparePhoneNumber(services, context, signedIn, input));
  });
  app.post(`${path}/:id/attempt_verification`, limit, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const { row, backupCodes } = await attemptPhoneNumber(services, c.get('context'), signedIn, c.req.param('id'));
    return reply(c, row, backupCodes);
  });
  app.delete(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    await removePhoneNumber(services, c.get('context'), signedIn, id);
    const deleted: DeletedJSON = { object: 'phone_number', id, deleted: true };
    return answer(c, services, async () => deleted);
  });
}
