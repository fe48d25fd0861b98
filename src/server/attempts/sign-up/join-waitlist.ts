import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { readEmailAddress } from '../../identifiers/identifiers.ts';
import { newId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { WaitlistEntryRow } from '../../storage/rows.ts';
import { refuse } from '../../users/identifier-errors.ts';

/**
 * Puts an email address on the waitlist. The result does not tell whether it was there before, or has an account.
 *
 * @param typed the address as the person wrote it
 */
export async function joinWaitlist(
  { config, restrictions, storage }: Services,
  { now }: Pick<Actor, 'now'>,
  typed: string,
): Promise<WaitlistEntryRow> {
  if (config.signUp.mode !== 'waitlist') throw new ApiError('waitlist_not_accepting_entries');
  const email = readEmailAddress(typed);
  refuse(restrictions.refuse({ kind: 'email_address', value: email }), 'email_address');
  return storage.insertWaitlistEntryOnce({ id: newId('wle'), email, email_key: keyOf(email), created_at: now });
}
