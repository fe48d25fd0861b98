import { ApiError } from '../http/errors.ts';
import {
  checkRange,
  describeTicket,
  type Issued,
  issueTicket,
  revokeTicket,
  type Ticket,
  type TicketParts,
} from './tickets.ts';

export interface NewSignInToken {
  userId: string;
  /** How long the token can be used, in seconds: 1 to 2592000 (30 days, the default). */
  expiresInSeconds?: number;
}

/** A token that signs a user in once. */
export interface SignInToken extends Ticket {
  userId: string;
}

/** The operator's sign-in tokens. */
export interface SignInTokens {
  /**
   * Creates a token that signs a user in once. A user with a second factor is still asked for it.
   *
   * @returns the token, and the URL that signs the user in; neither can be seen again
   * @throws {ApiError} `resource_not_found` when there is no such user, or `form_param_value_invalid`
   * @example const { url } = await server.signInTokens.create({ userId: 'user_…' });
   */
  create(input: NewSignInToken): Promise<Issued<SignInToken>>;
  /**
   * Revokes a token.
   *
   * @returns false when the token was used, revoked or had expired before
   * @throws {ApiError} `resource_not_found`
   */
  revoke(id: string): Promise<boolean>;
}

const MONTH_SECONDS = 2_592_000;

export function createSignInTokens(parts: Omit<TicketParts, 'delivery'>): SignInTokens {
  const { storage, clock } = parts;
  return {
    async create({ userId, expiresInSeconds = MONTH_SECONDS }) {
      checkRange('expires_in_seconds', expiresInSeconds, MONTH_SECONDS);
      if (!(await storage.findUser(userId))) throw new ApiError('resource_not_found');
      const { row, token, url } = await issueTicket(parts, {
        kind: 'sign_in_token',
        user_id: userId,
        expires_at: clock.now() + expiresInSeconds * 1000,
      });
      return { ...describeTicket(row, clock.now()), userId, token, url };
    },
    revoke: (id) => revokeTicket(parts, 'sign_in_token', id),
  };
}
