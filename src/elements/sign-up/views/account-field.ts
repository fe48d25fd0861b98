import { nothing } from 'lit';
import type { SignUpStep } from '../../../client/flows/types.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import type { ClerkSignUp } from '../sign-up.ts';

type ContinueStep = Extract<SignUpStep, { name: 'start' | 'continue' }>;

const NAMES = ['emailAddress', 'phoneNumber', 'username'] as const;

/** What the account is called, beside a password that is asked for once the address was given. */
export const accountField: DeferredScreen<ClerkSignUp, ContinueStep> = {
  sheets: [],
  texts: [],
  draw(_, { fields, values }) {
    if (fields.some(({ name }) => (NAMES as readonly string[]).includes(name))) return nothing;
    const known = NAMES.map((name) => values[name]).find(Boolean);
    return known ? usernameField(known, 'account') : nothing;
  },
};
