import type { EmailLinkErrorCode } from '../email-link-error-code.ts';
import { EmailLinkError } from '../errors.ts';
import { formStep } from '../flows/counterpart-step.ts';
import { isPastFirstFactor } from '../flows/oauth/resolve-return.ts';
import { spendParameters } from '../platform/spent-parameters.ts';
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
  { clerk, platform }: CallbackContext,
  params: HandleEmailLinkParams = {},
  navigate: (to: string) => unknown = (to) => clerk.navigate(to),
): Promise<void> {
  const { __clerk_status: status, __clerk_created_session: created } = spendParameters(platform, [
    '__clerk_status',
    '__clerk_created_session',
  ]);
  if (status !== 'verified') {
    const known: readonly (string | null)[] = ['expired', 'client_mismatch'];
    throw new EmailLinkError(known.includes(status) ? (status as EmailLinkErrorCode) : 'failed');
  }
  await clerk.__internal_ensureLoaded();
  const { client } = clerk;
  const session = client?.signedInSessions.find(({ id }) => id === created);
  if (session && !params.__internal_completed) {
    return clerk.setActive({ session, redirectUrl: params.redirectUrlComplete });
  }
  if (session) {
    await clerk.setActive({ session });
    if (params.__internal_completed?.(session.id)) await navigate(params.redirectUrlComplete ?? '/');
    return;
  }
  // The link was one of several steps of an attempt that began in this browser.
  const { signIn, signUp } = client ?? {};
  if ((signIn && isPastFirstFactor(signIn)) || signUp?.status === 'missing_requirements') {
    const next = params.redirectUrl ?? (params.__internal_completed && nextStep(clerk));
    if (next) await navigate(next);
    return;
  }
  params.onVerifiedOnOtherDevice?.();
}

/** Returns the step of a form with which the attempt of this browser goes on. */
function nextStep(clerk: CallbackContext['clerk']): string {
  return clerk.client?.signUp.status === 'missing_requirements'
    ? formStep(clerk.buildSignUpUrl(), 'continue')
    : formStep(clerk.buildSignInUrl(), 'factor-two');
}
