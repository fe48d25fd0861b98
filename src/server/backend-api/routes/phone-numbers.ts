import type { DeletedJSON } from '../../../protocol/json/client.ts';
import { createPhoneNumber, editPhoneNumber, replacePhoneNumbers } from '../../account/administer-phone-number.ts';
import { forUser } from '../../account/for-user.ts';
import { requireOwned } from '../../account/owned-identification.ts';
import { type ChangedPhoneNumber, deletePhoneNumber } from '../../account/phone-number.ts';
import { sendBackendCode, tryBackendCode } from '../../account/verify-by-code.ts';
import type { Services } from '../../services.ts';
import type { PhoneNumberRow } from '../../storage/rows.ts';
import type { AddRoute } from '../backend-api.ts';
import type { BackendCall } from '../backend-context.ts';
import { BackendUserView } from '../backend-user-view.ts';
import { idOf } from '../id-of.ts';
import type { JsonBody } from '../json-body.ts';
import { presentBackendVerification } from '../presenters/present-verification.ts';
import { readIdentificationStatus, readIdentifierUse, readTriedCode } from '../read-identifier-fields.ts';

/** Phone numbers of all users. */
export function phoneNumberRoutes(add: AddRoute, services: Services): void {
  const { storage } = services;
  const answer = async (
    c: BackendCall,
    { row, backupCodes }: Pick<ChangedPhoneNumber, 'row'> & Partial<ChangedPhoneNumber>,
    now: number,
  ): Promise<Response> => {
    const json = await new BackendUserView(services, now).phoneNumber(row);
    return c.json({ ...json, ...(backupCodes && { backup_codes: [...backupCodes] }) });
  };
  const find = (c: BackendCall): Promise<PhoneNumberRow> =>
    requireOwned(idOf(c), (): Promise<PhoneNumberRow | undefined> => storage.findPhoneNumberById(idOf(c)));
  const readUse = (body: JsonBody) => ({
    ...readIdentifierUse(body),
    reservedForSecondFactor: body.boolean('reserved_for_second_factor'),
  });

  add('POST /v1/phone_numbers', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers(['user_id', 'phone_number', 'verified', 'primary', 'reserved_for_second_factor']);
    const input = { typed: body.required('phone_number'), ...readUse(body) };
    const by = await forUser(services, context, body.required('user_id'));
    return answer(c, await createPhoneNumber(services, by, input), now);
  });
  add('GET /v1/phone_numbers/:id', async (c, { now }) => answer(c, { row: await find(c) }, now));
  add('PATCH /v1/phone_numbers/:id', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers(['verified', 'primary', 'reserved_for_second_factor']);
    const use = readUse(body);
    const row = await find(c);
    const by = await forUser(services, context, row.user_id);
    return answer(c, await editPhoneNumber(services, by, row.id, use), now);
  });
  add('DELETE /v1/phone_numbers/:id', async (c, context) => {
    context.body.refuseOthers([]);
    const { id, user_id } = await find(c);
    await deletePhoneNumber(services, await forUser(services, context, user_id), id);
    return c.json({ object: 'phone_number', id, deleted: true } satisfies DeletedJSON);
  });
  add('PUT /v1/users/:id/phone_number', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers(['phone_number', 'identification_status']);
    const input = { typed: body.required('phone_number'), verified: readIdentificationStatus(body) === 'verified' };
    const by = await forUser(services, context, idOf(c));
    return answer(c, { row: await replacePhoneNumbers(services, by, input) }, now);
  });
  add('POST /v1/phone_numbers/:id/prepare_verification', async (c, context) => {
    context.body.refuseOthers([]);
    const row = await sendBackendCode(services, context, await find(c));
    return c.json(presentBackendVerification(row, 'phone_code', context.now));
  });
  add('POST /v1/phone_numbers/:id/attempt_verification', async (c, context) => {
    const tried = readTriedCode(context.body);
    const { row, isRight } = await tryBackendCode(services, context, await find(c), tried);
    return c.json(presentBackendVerification(row, 'phone_code', context.now, isRight));
  });
}
