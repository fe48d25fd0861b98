const MESSAGES = {
  'token-missing': 'No token was given.',
  'token-malformed': 'The token is not a signed JWT.',
  'token-algorithm': 'The token is not signed with the algorithm of the key (RS256).',
  'token-header': 'The header of the token holds something that a session token never has.',
  'token-type': 'The token is not a session token.',
  'key-unknown': 'No key of the instance is the one that the token names.',
  'key-unavailable': 'The keys of the instance cannot be fetched.',
  'token-signature': 'The signature of the token is wrong.',
  'token-claims': 'A claim of the token is missing or malformed.',
  'token-expired': 'The token has expired.',
  'token-not-active-yet': 'The token is not valid yet. The clocks may differ.',
  'token-issued-in-future': 'The token was issued in the future. The clocks may differ.',
  'token-issuer': 'The token was issued by another instance.',
  'token-authorized-party': 'The token was issued for a page that is not among the authorized parties.',
} as const;

/** Why a token is not accepted. */
export type TokenProblemReason = keyof typeof MESSAGES;

/** Why a token is not accepted, for programs and for people. Holds nothing of the token itself. */
export interface TokenProblem {
  reason: TokenProblemReason;
  message: string;
}

export function tokenProblem(reason: TokenProblemReason): TokenProblem {
  return { reason, message: MESSAGES[reason] };
}
