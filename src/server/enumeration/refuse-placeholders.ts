import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { SignInRow } from '../storage/rows.ts';
import type { Account } from '../factors/factor.ts';

/**
 * A code that went to a decoy went nowhere, so whoever typed it has guessed it: it is as wrong as any other.
 *
 * @param account as it looked when the code was judged
 */
export async function refusePlaceholders(
  { storage }: Pick<Services, 'storage'>,
  { code_id }: Pick<SignInRow, 'code_id'>,
  account: Account | undefined,
): Promise<void> {
  if (!account?.disguise || code_id === null) return;
  const { decoys } = account.disguise;
  const code = await storage.findCode(code_id);
  const targets = [
    ...account.emails.map(({ id, email_key }) => ({ id, to: email_key })),
    ...account.phones.map(({ id, phone }) => ({ id, to: phone })),
  ];
  if (targets.some(({ id, to }) => decoys.has(id) && to === code?.identifier)) {
    throw new ApiError('form_code_incorrect', { param: 'code' });
  }
}
