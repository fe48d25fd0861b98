import { EmailLinkError, type EmailLinkErrorCode } from '../errors.ts';
import { isPastFirstFactor } from '../flows/oauth/resolve-return.ts';
import type { HandleEmailLinkParams } from '../types.ts';
import type { CallbackContext } from './callback-context.ts';

/**
 * Called by the page that an emailed link leads to. Activates the session if the link was opened in the browser that
 * requested it; otherwise goes to the page of the next step, or reports that another device is waiting.
 *
 * @param navigate used instead of the instance's own navigation
 * @throws {EmailLinkError} when the link is expired, failed, or belongs to another browser
 */
export async function handleEmailLinkVerification(
  { clerk, href }: CallbackContext,
  params: HandleEmailLinkParams = {},
  navigate: (to: string) => unknown = (to) => clerk.navigate(to),
): Promise<void> {
  const query = new URL(href()).searchParams;
  const status = query.get('__clerk_status');
  if (status !== 'verified') {
    const known: readonly (string | null)[] = ['expired', 'client_mismatch'];
    throw new EmailLinkError(known.includes(status) ? (status as EmailLinkErrorCode) : 'failed');
  }
  await clerk.__internal_ensureLoaded();
  const { client } = clerk;
  const session = client?.signedInSessions.find(({ id }) => id === query.get('__clerk_created_session'));
  if (session) return clerk.setActive({ session, redirectUrl: params.redirectUrlComplete });
  // The link was one of several steps of an attempt that began in this browser.
  const { signIn, signUp } = client ?? {};
  if ((signIn && isPastFirstFactor(signIn)) || signUp?.status === 'missing_requirements') {
    if (params.redirectUrl) await navigate(params.redirectUrl);
    return;
  }
  params.onVerifiedOnOtherDevice?.();
}
