import { ApiError } from '../../http/errors.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { consumeCode } from './email-code.ts';
import { type CodeTarget, checkCode, sendCode } from './one-time-code.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';

/** A code mailed to the address of a sign-up. It is there even where nobody signs in with codes. */
export const emailCodeVerifier: SignUpVerifier = {
  field: 'email_address',
  handles: (strategy) => strategy === 'email_code',
  offer: (config) => (config.attributes.emailAddress === 'off' ? [] : ['email_code']),
  prepare: (services, visit, row, _strategy, write) =>
    sendCode(services, visit, targetOf(row), (tx, code_id) =>
      write(tx, { code_id, email_challenge_id: null, email_strategy: 'email_code' }),
    ),
  async attempt(services, visit, row) {
    const codeId = await checkCode(services, visit, targetOf(row), row.code_id);
    return { patch: { email_verified: true, email_strategy: 'email_code' }, commit: consumeCode(codeId, visit) };
  },
};

function targetOf(row: SignUpRow): CodeTarget {
  if (row.email === null) throw new ApiError('form_param_missing', { param: 'email_address' });
  if (row.email_verified) throw new ApiError('verification_already_verified');
  return { purpose: 'sign_up', subject: row.id, channel: 'email', to: row.email };
}
