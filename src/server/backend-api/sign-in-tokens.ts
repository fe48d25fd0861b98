import { ApiError } from '../http/errors.ts';
import { checkRange, describeTicket, issueTicket, MONTH_SECONDS, revokeTicket, type TicketParts } from './tickets.ts';
import type { SignInTokens } from './types.ts';

export function createSignInTokens(parts: Omit<TicketParts, 'delivery'>): SignInTokens {
  const { storage, clock } = parts;
  return {
    async create({ userId, expiresInSeconds = MONTH_SECONDS }) {
      checkRange('expires_in_seconds', expiresInSeconds, MONTH_SECONDS);
      if (!(await storage.findUser(userId))) throw new ApiError('resource_not_found');
      const expires_at = clock.now() + expiresInSeconds * 1000;
      const issued = await issueTicket(parts, { kind: 'sign_in_token', user_id: userId, expires_at });
      if (!issued) throw new ApiError('internal_clerk_error');
      const { row, token, url } = issued;
      return { ...describeTicket(row, clock.now()), userId, token, url };
    },
    revoke: (id) => revokeTicket(parts, 'sign_in_token', id),
  };
}
