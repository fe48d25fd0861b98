import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import {
  addPhoneNumber,
  attemptPhoneNumber,
  preparePhoneNumber,
  removePhoneNumber,
  requirePhoneNumber,
  updatePhoneNumber,
} from '../../account/phone-number.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { PhoneNumberRow } from '../../storage/rows.ts';
import { parseCode } from '../parse-factor-input.ts';
import { respond, respondDeleted } from '../respond.ts';

/** Phone numbers of the signed-in user. */
export function phoneNumberRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const path = '/v1/me/phone_numbers';
  const limit = limitRate(services, 'attempt');
  const reply = (
    c: BrowserContext,
    row: PhoneNumberRow,
    backupCodes: readonly string[] | null = null,
  ): Promise<Response> =>
    respond(c, services, async (view) => ({
      ...(await view.phoneNumber(row)),
      backup_codes: backupCodes && [...backupCodes],
    }));

  app.get(path, authenticated, async (c) => {
    const { user } = c.get('signedIn');
    const rows = await services.storage.listPhoneNumbers([user.id]);
    return respond(c, services, (view) => Promise.all(rows.map((row) => view.phoneNumber(row))));
  });
  app.post(path, authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    const typed = params.required('phone_number');
    const reservedForSecondFactor = params.boolean('reserved_for_second_factor') ?? false;
    return reply(c, await addPhoneNumber(services, signedIn, { typed, reservedForSecondFactor }));
  });
  app.get(`${path}/:id`, authenticated, async (c) =>
    reply(c, await requirePhoneNumber(services, c.get('signedIn'), c.req.param('id'))),
  );
  app.patch(`${path}/:id`, authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    const { row, backupCodes } = await updatePhoneNumber(services, signedIn, {
      id: c.req.param('id'),
      reservedForSecondFactor: params.boolean('reserved_for_second_factor'),
      defaultSecondFactor: params.boolean('default_second_factor'),
    });
    return reply(c, row, backupCodes);
  });
  app.post(`${path}/:id/prepare_verification`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const input = { id: c.req.param('id'), strategy: c.get('context').params.required('strategy', 64) };
    return reply(c, await preparePhoneNumber(services, signedIn, input));
  });
  app.post(`${path}/:id/attempt_verification`, authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const input = { id: c.req.param('id'), code: parseCode(c.get('context').params) };
    const { row, backupCodes } = await attemptPhoneNumber(services, signedIn, input);
    return reply(c, row, backupCodes);
  });
  app.delete(`${path}/:id`, authenticated, async (c) => {
    const id = c.req.param('id');
    await removePhoneNumber(services, c.get('signedIn'), id);
    return respondDeleted(c, services, 'phone_number', id);
  });
}
