import type { ClerkInstance, VerificationProps } from '../../client/types.ts';
import { define } from '../base/define.ts';
import { type Modal, openModal } from '../modal/modal.ts';
import { ClerkUserVerification } from './user-verification.ts';

interface Shown {
  modal: Modal;
  waiting: VerificationProps[];
}

const shown = new WeakMap<ClerkInstance, Shown>();

/**
 * Asks the user to prove again who they are, in a dialog over the page. Whoever asks while it is open waits for the
 * same dialog.
 */
export function openVerification(clerk: ClerkInstance, props: VerificationProps): void {
  const open = shown.get(clerk);
  if (open) return void open.waiting.push(props);
  if (!clerk.session) return props.afterVerificationCancelled?.();
  define('clerk-user-verification', ClerkUserVerification);
  const { afterVerification: _, afterVerificationCancelled: __, ...look } = props;
  const waiting = [props];
  let isVerified = false;
  const verified = (): void => {
    isVerified = true;
    modal.close();
  };
  const closed = (): void => {
    shown.delete(clerk);
    for (const each of waiting) {
      if (isVerified) each.afterVerification?.();
      else each.afterVerificationCancelled?.();
    }
  };
  const modal = openModal(clerk, 'UserVerification', { ...look, verified }, { closed });
  shown.set(clerk, { modal, waiting });
}

/** Closes the dialog, as its button does. */
export function closeVerification(clerk: ClerkInstance): void {
  shown.get(clerk)?.modal.close();
}
