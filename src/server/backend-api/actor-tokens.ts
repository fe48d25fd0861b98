import { ApiError } from '../http/errors.ts';
import type { TicketRow } from '../storage/rows.ts';
import { checkRange, issueTicket, MONTH_SECONDS, type TicketParts } from './tickets.ts';

const HOUR_SECONDS = 3_600;
/** How long a session of an actor lasts by default, in seconds. */
const SESSION_SECONDS = 1_800;
/** The most bytes of an actor as JSON. It is in every token of the session, and so in a cookie. */
const MAX_ACTOR = 512;
const MAX_SUB = 256;

export interface NewActorToken {
  /** The user to act as. */
  userId: string;
  /** Who acts, as the `act` claim of the session's tokens has it. `sub` is required. */
  actor: Record<string, unknown>;
  /** How long the token can be used, in seconds; default 3600. */
  expiresInSeconds?: number | undefined;
  /** How long the session may last, in seconds; default 1800. */
  sessionSeconds?: number | undefined;
}

/**
 * Creates a token with which somebody else acts as a user, once. The session that it starts names the actor, lasts half
 * an hour by default, and can change nothing that needs a recent proof of who the user is.
 *
 * @returns the stored token, and the values that can be seen this once
 * @throws {ApiError} `resource_not_found` when there is no such user, or `form_param_…` for a wrong value
 */
export async function createActorToken(
  parts: Omit<TicketParts, 'delivery'>,
  { userId, actor, expiresInSeconds = HOUR_SECONDS, sessionSeconds = SESSION_SECONDS }: NewActorToken,
): Promise<{ row: TicketRow; token: string; url: string }> {
  checkRange('expires_in_seconds', expiresInSeconds, MONTH_SECONDS);
  checkRange('session_max_duration_in_seconds', sessionSeconds, MONTH_SECONDS);
  const text = checkActor(actor);
  if (!(await parts.storage.findUser(userId))) throw new ApiError('resource_not_found');
  const issued = await issueTicket(parts, {
    kind: 'actor_token',
    user_id: userId,
    actor: text,
    session_seconds: sessionSeconds,
    expires_at: parts.clock.now() + expiresInSeconds * 1000,
  });
  if (!issued) throw new ApiError('internal_clerk_error');
  return issued;
}

function checkActor(actor: Record<string, unknown>): string {
  const { sub } = actor;
  if (typeof sub !== 'string' || sub === '' || sub.length > MAX_SUB || /[\p{Cc}\u2028\u2029]/u.test(sub)) {
    const longMessage = `Name who acts in actor.sub: a text of at most ${MAX_SUB} characters.`;
    throw new ApiError('form_param_format_invalid', { param: 'actor', longMessage });
  }
  const text = JSON.stringify(actor);
  if (Buffer.byteLength(text) > MAX_ACTOR) {
    const longMessage = `As JSON, actor has at most ${MAX_ACTOR} bytes.`;
    throw new ApiError('form_param_max_length_exceeded', { param: 'actor', longMessage });
  }
  return text;
}
