import { page } from '../../client/platform/native.ts';
import type { ClerkInstance, ComponentControls, DialogName, VerificationProps } from '../../client/types.ts';
import { assignProps, createComponent, TAGS } from '../modal/component.ts';
import { type Modal, openModal } from '../modal/modal.ts';

type Props = Record<string, unknown>;
type ModalName = Exclude<DialogName, 'UserVerification'>;

interface Mounted {
  element: HTMLElement;
  props: Props;
}

/**
 * Creates what `mountX`, `unmountX`, `openX` and `closeX` call: it puts elements into the page's nodes, and into
 * dialogs.
 *
 * @param clerk the instance that the elements work with
 */
export function createMountControls(clerk: ClerkInstance): ComponentControls {
  const mounted = new Map<HTMLElement, Mounted>();
  const modals = new Map<ModalName, Modal>();

  const update = (node: HTMLElement, props: Props): void => {
    const entry = mounted.get(node);
    if (!entry) return;
    assignProps(entry.element, props, entry.props);
    entry.props = props;
  };

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

  return {
    mount(name, node, props = {}) {
      if (mounted.has(node)) return update(node, props);
      const element = createComponent(clerk, name);
      assignProps(element, props);
      mounted.set(node, { element, props });
      node.append(element);
    },
    unmount(node) {
      mounted.get(node)?.element.remove();
      mounted.delete(node);
    },
    open(name, props = {}) {
      if (name === 'UserVerification') return void openVerification(clerk, props);
      // The profile needs a user, so it waits for the client. A form can be shown at once.
      if (name !== 'UserProfile' || clerk.user !== undefined) return open(name, props);
      clerk.__internal_ensureLoaded().then(
        () => open(name, props),
        () => {}, // The instance reports the reason on the console.
      );
    },
    close(name) {
      if (name !== 'UserVerification') modals.get(name)?.close();
      else
        void verification().then(
          (module) => module.closeVerification(clerk),
          () => {},
        );
    },
    updateProps(changed) {
      const { node, props } = changed as { node?: HTMLElement; props?: Props };
      if (node) return update(node, { ...mounted.get(node)?.props, ...props });
      for (const modal of modals.values()) modal.update();
      // Appearance and localization apply to every element, also to those in the page's own markup.
      const elements = [
        ...page.querySelectorAll(Object.values(TAGS).join()),
        ...[...mounted.values()].map((m) => m.element),
      ];
      for (const element of elements) (element as HTMLElement & { requestUpdate?(): void }).requestUpdate?.();
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
  return !(clerk.isSignedIn && clerk.__internal_environment?.auth_config.single_session_mode);
}

/**
 * Returns the props of the sign-up dialog that a sign-in dialog leads to, or the other way round. What the first one was
 * told about the other's redirects becomes the other's own.
 *
 * @param from the dialog that is shown
 */
function counterpartProps(from: 'SignIn' | 'SignUp', props: Props): Props {
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
