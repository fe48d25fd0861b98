import { ClerkRuntimeError, firstError } from '../../client/errors.ts';
import type { ViewHost } from '../base/view-host.ts';

/**
 * Runs a call. When the API first wants to be sure who it is, the user proves it in a dialog, and the call runs once
 * more.
 *
 * @throws {ClerkRuntimeError} `reverification_cancelled` when the dialog was closed
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
