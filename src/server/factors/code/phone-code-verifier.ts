import { ApiError } from '../../http/errors.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { consumeCode } from './email-code.ts';
import { type CodeTarget, checkCode, sendCode } from './one-time-code.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';

/** A code in a text message to the number of a sign-up. It is there even where nobody signs in with codes. */
export const phoneCodeVerifier: SignUpVerifier = {
  field: 'phone_number',
  handles: (strategy) => strategy === 'phone_code',
  offer: (config) => (config.attributes.phoneNumber === 'off' ? [] : ['phone_code']),
  prepare: (services, visit, row, _strategy, write) =>
    sendCode(services, visit, targetOf(row), (tx, codeId) => write(tx, { phone_code_id: codeId })),
  async attempt(services, visit, row) {
    const codeId = await checkCode(services, visit, targetOf(row), row.phone_code_id);
    return { patch: { phone_verified: true }, commit: consumeCode(codeId, visit) };
  },
};

function targetOf(row: SignUpRow): CodeTarget {
  if (row.phone === null) throw new ApiError('form_param_missing', { param: 'phone_number' });
  if (row.phone_verified) throw new ApiError('verification_already_verified');
  // A code of its own beside the one for the address: each kills only older ones of the same subject.
  return { purpose: 'sign_up', subject: `${row.id}:phone`, channel: 'sms', to: row.phone };
}
