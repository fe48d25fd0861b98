import { nothing } from 'lit';
import type { SignUpValues } from '../../../client/flows/types.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import type { ClerkSignUp } from '../sign-up.ts';

/** What the account is called, beside a password without a field for that: it was given before, or came with a ticket. */
export const accountField: DeferredScreen<ClerkSignUp, SignUpValues> = {
  sheets: [],
  texts: [],
  draw(_, { emailAddress, phoneNumber, username }) {
    const known = emailAddress || phoneNumber || username;
    return known ? usernameField(known, 'account') : nothing;
  },
};
