const MESSAGES = {
  'token-missing': 'No token was given.',
  'token-malformed': 'The token is not a signed JWT.',
  'token-algorithm': 'The token is not signed with the algorithm of the key (RS256).',
  'token-header': 'The header of the token has a parameter that session tokens never have.',
  'token-type': 'The token is not a session token.',
  'key-unknown': 'The instance has no key with the id that the token names.',
  'key-unavailable': 'The keys of the instance cannot be fetched.',
  'token-signature': 'The signature of the token is wrong.',
  'token-claims': 'A claim of the token is missing or malformed.',
  'token-expired': 'The token has expired.',
  'token-not-active-yet': 'The token is not valid yet. The clocks may differ.',
  'token-issued-in-future': 'The token was issued in the future. The clocks may differ.',
  'token-lifetime': 'The token lives longer than this application accepts (maxLifetimeSeconds).',
  'token-issuer': 'The token was issued by another instance.',
  'token-audience': 'The token was issued for another audience.',
  'token-authorized-party': 'The token was issued for a page that is not one of the authorized parties.',
} as const;

/** Why a token was refused. */
export type TokenProblemReason = keyof typeof MESSAGES;

/** Why a token was refused, for programs and for people. It contains nothing of the token. */
export interface TokenProblem {
  reason: TokenProblemReason;
  message: string;
}

/** Returns a reason together with its message. */
export function tokenProblem(reason: TokenProblemReason): TokenProblem {
  return { reason, message: MESSAGES[reason] };
}
