import { ApiError } from '../../http/errors.ts';
import { newId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { WaitlistEntryRow } from '../../storage/rows.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { readEmailAddress } from '../../identifiers/identifiers.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { refuse } from '../../users/identifier-errors.ts';

/** Puts an address on the waitlist. Whether it was there already, or has an account, makes no difference to see. */
export async function joinWaitlist(services: Services, context: RequestContext): Promise<WaitlistEntryRow> {
  const { config, restrictions, storage } = services;
  if (config.signUp.mode !== 'waitlist') throw new ApiError('waitlist_not_accepting_entries');
  await hitRateLimit(services, context, 'createAttempt');
  const email = readEmailAddress(context.params.required('email_address'));
  refuse(restrictions.refuse({ kind: 'email_address', value: email }), 'email_address');
  return storage.insertWaitlistEntryOnce({ id: newId('wle'), email, email_key: keyOf(email), created_at: context.now });
}
