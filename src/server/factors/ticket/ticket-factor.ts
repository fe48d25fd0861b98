import { proveSignInToken } from './prove-sign-in-token.ts';
import type { FirstFactor } from '../factor.ts';

/** A token that the operator made for one user. It tells who that is, so no account lists it among its factors. */
export const ticket: FirstFactor = {
  handles: (name) => name === 'ticket',
  offer: () => [],
  startsWith: 'attempt',
  attempt: (services, visit) => proveSignInToken(services, visit),
};
