import { ClerkRuntimeError, firstError } from '../../client/errors.ts';
import type { ViewHost } from '../base/view-host.ts';

/**
 * Runs a call. If the API asks for a reverification first, opens the dialog and runs the call again after it.
 *
 * @throws {ClerkRuntimeError} `reverification_cancelled` if the user closed the dialog
 */
export async function withReverification(host: ViewHost, call: () => Promise<unknown>): Promise<unknown> {
  const { clerk, appearance, localization } = host;
  try {
    return await call();
  } catch (error) {
    const isStale = firstError(error)?.code === 'session_reverification_required';
    if (!clerk || !isStale) throw error;
  }
  const { openVerification } = await import('../user-verification/open-verification.ts');
  await new Promise<void>((resolve, reject) => {
    openVerification(clerk, {
      appearance,
      localization,
      afterVerification: resolve,
      afterVerificationCancelled: () =>
        reject(new ClerkRuntimeError('reverification_cancelled', 'The user did not prove who they are.')),
    });
  });
  return call();
}
