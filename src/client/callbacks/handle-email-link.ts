import { EmailLinkError, type EmailLinkErrorCode } from '../email-link-error.ts';
import { isPastFirstFactor } from '../flows/oauth/resolve-return.ts';
import type { ClerkInstance, HandleEmailLinkParams } from '../types.ts';

/**
 * What the page calls that a mailed link leads to: activates the session when the link was opened in the browser that
 * asked, and tells otherwise.
 *
 * @param navigate replaces the instance's own way to move
 * @throws {EmailLinkError} when the link is expired, failed, or belongs to another browser
 */
export async function handleEmailLinkVerification(
  clerk: ClerkInstance,
  params: HandleEmailLinkParams = {},
  navigate: (to: string) => unknown = (to) => clerk.navigate(to),
): Promise<void> {
  const query = new URLSearchParams(location.search);
  const status = query.get('__clerk_status');
  if (status !== 'verified') {
    const known: readonly (string | null)[] = ['expired', 'client_mismatch'];
    throw new EmailLinkError(known.includes(status) ? (status as EmailLinkErrorCode) : 'failed');
  }
  await clerk.__internal_ensureLoaded();
  const { client } = clerk;
  const session = client?.signedInSessions.find(({ id }) => id === query.get('__clerk_created_session'));
  if (session) return clerk.setActive({ session, redirectUrl: params.redirectUrlComplete });
  // The link was one of several steps, and they were begun in this browser.
  const { signIn, signUp } = client ?? {};
  if ((signIn && isPastFirstFactor(signIn)) || signUp?.status === 'missing_requirements') {
    if (params.redirectUrl) await navigate(params.redirectUrl);
    return;
  }
  params.onVerifiedOnOtherDevice?.();
}
