import type { DeletedJSON } from '../../../protocol/json/client.ts';
import { editEmailAddress, createEmailAddress, replaceEmailAddresses } from '../../account/administer-email-address.ts';
import { deleteEmailAddress } from '../../account/email-address.ts';
import { forUser } from '../../account/for-user.ts';
import { requireOwned } from '../../account/owned-identification.ts';
import { sendBackendCode, tryBackendCode } from '../../account/verify-by-code.ts';
import type { Services } from '../../services.ts';
import type { EmailAddressRow } from '../../storage/rows.ts';
import type { AddRoute } from '../backend-api.ts';
import type { BackendCall } from '../backend-context.ts';
import { BackendUserView } from '../backend-user-view.ts';
import { idOf } from '../id-of.ts';
import { presentBackendVerification } from '../presenters/present-verification.ts';
import { readIdentificationStatus, readIdentifierUse, readTriedCode } from '../read-identifier-fields.ts';

/** The owner of the old primary address is told in any case: whoever changes it is not always the one who may. */
const NOTIFY = 'notify_primary_email_address_changed';

/** Email addresses of all users. */
export function emailAddressRoutes(add: AddRoute, services: Services): void {
  const { storage } = services;
  const answer = async (c: BackendCall, row: EmailAddressRow, now: number): Promise<Response> => {
    const linked = await storage.listExternalAccounts([row.user_id]);
    return c.json(await new BackendUserView(services, now).emailAddress(row, linked));
  };
  const find = (c: BackendCall): Promise<EmailAddressRow> =>
    requireOwned(idOf(c), (): Promise<EmailAddressRow | undefined> => storage.findEmailAddressById(idOf(c)));

  add('POST /v1/email_addresses', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers(['user_id', 'email_address', 'verified', 'primary', NOTIFY]);
    body.boolean(NOTIFY);
    const input = { typed: body.required('email_address'), ...readIdentifierUse(body) };
    const by = await forUser(services, context, body.required('user_id'));
    return answer(c, await createEmailAddress(services, by, input), now);
  });
  add('GET /v1/email_addresses/:id', async (c, { now }) => answer(c, await find(c), now));
  add('PATCH /v1/email_addresses/:id', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers(['verified', 'primary', NOTIFY]);
    body.boolean(NOTIFY);
    const use = readIdentifierUse(body);
    const row = await find(c);
    const by = await forUser(services, context, row.user_id);
    return answer(c, await editEmailAddress(services, by, row.id, use), now);
  });
  add('DELETE /v1/email_addresses/:id', async (c, context) => {
    context.body.refuseOthers([]);
    const { id, user_id } = await find(c);
    await deleteEmailAddress(services, await forUser(services, context, user_id), id);
    return c.json({ object: 'email_address', id, deleted: true } satisfies DeletedJSON);
  });
  add('PUT /v1/users/:id/email_address', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers(['email_address', 'identification_status', NOTIFY]);
    body.boolean(NOTIFY);
    const input = { typed: body.required('email_address'), verified: readIdentificationStatus(body) === 'verified' };
    const by = await forUser(services, context, idOf(c));
    return answer(c, await replaceEmailAddresses(services, by, input), now);
  });
  add('POST /v1/email_addresses/:id/prepare_verification', async (c, context) => {
    context.body.refuseOthers([]);
    const row = await sendBackendCode(services, context, await find(c));
    return c.json(presentBackendVerification(row, 'email_code', context.now));
  });
  add('POST /v1/email_addresses/:id/attempt_verification', async (c, context) => {
    const tried = readTriedCode(context.body);
    const { row, isRight } = await tryBackendCode(services, context, await find(c), tried);
    return c.json(presentBackendVerification(row, 'email_code', context.now, isRight));
  });
}
