import { nothing } from 'lit';
import type { SignUpValues } from '../../../client/flows/types.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import type { SignUpHost } from '../sign-up-host.ts';

/** Names the account beside a password, for password managers, when its identifier was given before or by an invitation. */
export const accountField: DeferredView<SignUpHost, SignUpValues> = {
  sheets: [],
  texts: [],
  draw(_, { emailAddress, phoneNumber, username }) {
    const known = emailAddress || phoneNumber || username;
    return known ? usernameField(known, 'account') : nothing;
  },
};
