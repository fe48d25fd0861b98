import type { ClerkInstance, VerificationProps } from '../../client/types.ts';
import { define } from '../base/define.ts';
import { type Modal, openModal } from '../modal/modal.ts';
import { ClerkUserVerification } from './user-verification.ts';

interface OpenDialog {
  modal: Modal;
  /** The callbacks of everything that asked for the dialog. */
  waiting: VerificationProps[];
}

const dialogs = new WeakMap<ClerkInstance, OpenDialog>();

/**
 * Opens the dialog in which the user confirms again who they are. While it is open, a second call waits for the same
 * dialog.
 */
export function openVerification(clerk: ClerkInstance, props: VerificationProps): void {
  const open = dialogs.get(clerk);
  if (open) return void open.waiting.push(props);
  // Somebody who acts as the user cannot prove to be them.
  if (!clerk.session || clerk.session.actor) return props.afterVerificationCancelled?.();
  define('clerk-user-verification', ClerkUserVerification);
  const { afterVerification: _, afterVerificationCancelled: __, ...look } = props;
  const waiting = [props];
  let isVerified = false;
  const verified = (): void => {
    isVerified = true;
    modal.close();
  };
  const closed = (): void => {
    dialogs.delete(clerk);
    for (const each of waiting) {
      if (isVerified) each.afterVerification?.();
      else each.afterVerificationCancelled?.();
    }
  };
  const modal = openModal(clerk, 'UserVerification', { ...look, verified }, { closed });
  dialogs.set(clerk, { modal, waiting });
}

/** Closes the dialog, as its button does. */
export function closeVerification(clerk: ClerkInstance): void {
  dialogs.get(clerk)?.modal.close();
}
