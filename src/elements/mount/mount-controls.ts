import { page } from '../../client/platform/native.ts';
import type { ClerkInstance, ComponentControls, VerificationProps } from '../../client/types.ts';
import { type DialogName, type Modal, openModal } from '../modal/modal.ts';
import { createMounts, isMissing, reportMissing } from './mounts.ts';

type Props = Record<string, unknown>;
type ModalName = Exclude<DialogName, 'UserVerification'>;

/**
 * Creates what `mountX`, `unmountX`, `openX` and `closeX` call: it puts elements into the page's nodes, and into
 * dialogs.
 *
 * @param clerk the instance that the elements work with
 * @param mounts what is in the page's nodes
 */
export function createMountControls(clerk: ClerkInstance, mounts = createMounts(clerk)): ComponentControls {
  const modals = new Map<ModalName, Modal>();

  const open = (name: ModalName, props: Props): void => {
    const shown = modals.get(name);
    if (shown) return shown.update(props);
    if (!mayOpen(clerk, name)) return;
    const modal = openModal(clerk, name, props, {
      closed: () => modals.delete(name),
      counterpart() {
        if (name === 'UserProfile') return;
        modal.close();
        open(name === 'SignIn' ? 'SignUp' : 'SignIn', counterpartProps(name, modal.props));
      },
    });
    modals.set(name, modal);
  };

  const oneTap = page.createElement('div');
  return {
    mount: mounts.mount,
    unmount: mounts.unmount,
    open(name, props = {}) {
      if (isMissing(name)) return reportMissing(name);
      if (name === 'UserVerification') return void openVerification(clerk, props);
      if (name === 'GoogleOneTap') {
        page.body.append(oneTap);
        return mounts.mount(name, oneTap, props);
      }
      // The profile needs a user, so it waits for the client. A form can be shown at once.
      if (name !== 'UserProfile' || clerk.user !== undefined) return open(name, props);
      clerk.__internal_ensureLoaded().then(
        () => open(name, props),
        () => {}, // The instance reports the reason on the console.
      );
    },
    close(name) {
      if (isMissing(name)) return;
      if (name === 'GoogleOneTap') {
        mounts.unmount(oneTap);
        oneTap.remove();
      } else if (name !== 'UserVerification') modals.get(name)?.close();
      else
        void verification().then(
          (module) => module.closeVerification(clerk),
          () => {},
        );
    },

    updateProps(changed) {
      mounts.updateProps(changed);
      if (!(changed as { node?: unknown }).node) for (const modal of modals.values()) modal.update();
    },
  };
}

/** Loads the reverification dialog, which few pages need. */
const verification = () => import('../user-verification/open-verification.ts');

async function openVerification(clerk: ClerkInstance, props: VerificationProps): Promise<void> {
  try {
    (await verification()).openVerification(clerk, props);
  } catch (error) {
    console.error('clerk-widgets: the dialog could not be loaded.', error);
    props.afterVerificationCancelled?.();
  }
}

/** Returns whether a dialog has something to show: a form when another session may begin, a profile when there is a user. */
function mayOpen(clerk: ClerkInstance, name: ModalName): boolean {
  if (name === 'UserProfile') return !!clerk.user;
  if (name === 'Waitlist') return true;
  return !(clerk.isSignedIn && clerk.__internal_environment?.auth_config.single_session_mode);
}

/**
 * Returns the props of the sign-up dialog that a sign-in dialog leads to, or the other way round. What the first one was
 * told about the other's redirects becomes the other's own.
 *
 * @param from the dialog that is shown
 */
function counterpartProps(from: 'SignIn' | 'SignUp' | 'Waitlist', props: Props): Props {
  const [own, other] = from === 'SignIn' ? ['signIn', 'signUp'] : ['signUp', 'signIn'];
  const { initialValues, unsafeMetadata, appearance, localization, getContainer } = props;
  return {
    initialValues,
    unsafeMetadata,
    appearance,
    localization,
    getContainer,
    forceRedirectUrl: props[`${other}ForceRedirectUrl`],
    fallbackRedirectUrl: props[`${other}FallbackRedirectUrl`],
    [`${own}ForceRedirectUrl`]: props['forceRedirectUrl'],
    [`${own}FallbackRedirectUrl`]: props['fallbackRedirectUrl'],
  };
}
