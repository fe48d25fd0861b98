import { writePasskeyOffer } from '../platform/passkey-offer-mark.ts';
import type { SignInMachine } from './methods.ts';

/**
 * Marks the tab when a sign-in is complete that began with a password, an old one or a new one. The page that follows
 * then offers a passkey. Whether it may is decided there.
 */
export function markPasskeyOffer({ attempt, context }: SignInMachine, sessionId: string): void {
  const isPassword = /password/.test(attempt?.firstFactorVerification.strategy ?? '');
  const hasPasskeys = context.environment()?.user_settings.attributes.passkey?.enabled;
  if (isPassword && hasPasskeys) writePasskeyOffer(sessionId);
}
