import { issueTestingToken } from '../../bot-check/testing-token.ts';
import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';

/** Tokens with which automated tests pass the bot check. */
export function testingTokenRoutes(add: AddRoute, services: Services): void {
  add('POST /v1/testing_tokens', (c, { body }) => {
    body.refuseOthers([]);
    const { token, expiresAt } = issueTestingToken(services);
    // In seconds, unlike every other time of this API.
    return c.json({ object: 'testing_token', token, expires_at: expiresAt / 1000 });
  });
}
