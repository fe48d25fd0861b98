import { createInvitations } from '../../src/server/backend-api/invitations.ts';
import { createSignInTokens } from '../../src/server/backend-api/sign-in-tokens.ts';
import type { Invitations, SignInTokens } from '../../src/server/backend-api/types.ts';
import type { TestInstance } from './instance.ts';

/** Returns the operator's functions for invitations and sign-in tokens of a test instance. */
export function ticketsOf({ config, storage, mailbox, clock }: TestInstance): {
  invitations: Invitations;
  signInTokens: SignInTokens;
} {
  const parts = { config, storage, delivery: mailbox, clock };
  return { invitations: createInvitations(parts), signInTokens: createSignInTokens(parts) };
}
