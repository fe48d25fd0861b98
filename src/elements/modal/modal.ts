import { render } from 'lit';
import { absolute, address } from '../../client/platform/address.ts';
import { ownGlobal, page } from '../../client/platform/native.ts';
import type { ClerkInstance, DialogName as OpenName } from '../../client/types.ts';
import { modal as english } from '../../localization/en-us/modal.ts';
import { translate } from '../../localization/translate.ts';
import type { TextTree } from '../../localization/types.ts';
import { adoptSheets } from '../base/adopt-sheets.ts';
import { wantedLanguage } from '../base/language/wanted-language.ts';
import { classNames } from '../base/class-names.ts';
import { isPlainClick } from '../parts/follow-link.ts';
import { outline } from '../parts/icon.ts';
import type { Appearance, Look } from '../styles/appearance/types.ts';
import base from '../styles/base.css';
import { assignProps, createComponent } from './component.ts';
import { isolateDialog } from './isolate-dialog.ts';
import sheet from './modal.css';
import { lockScroll } from './lock-scroll.ts';

type Props = Readonly<Record<string, unknown>>;
/** What is shown in a dialog. Google shows its accounts in a window of its own. */
export type DialogName = Exclude<OpenName, 'GoogleOneTap'>;

export interface Modal {
  readonly props: Props;
  /** Changes the props; without an argument, applies what has changed in the instance's options. */
  update(props?: Props): void;
  close(): void;
}

export interface ModalEvents {
  closed(): void;
  /** The user followed the link from sign-in to sign-up, or back. */
  counterpart?(): void;
}

const CLOSE = 'm4.5 4.5 7 7m0-7-7 7';
let count = 0;

/**
 * Shows the element of a component in a modal dialog. Escape, a press on the backdrop, the close button, completion and
 * navigation close it, and the focus returns to where it was.
 */
export function openModal(clerk: ClerkInstance, name: DialogName, props: Props, events: ModalEvents): Modal {
  const scope = `cl-modal${++count}`;
  const element = createComponent(clerk, name);
  const dialog = page.createElement('dialog');
  const content = page.createElement('div');
  const button = page.createElement('button');
  const stops = new AbortController();
  const listen = { signal: stops.signal };
  let look: Look | undefined;
  let given: Props = {};
  let unlock: (() => void) | undefined;

  const modal: Modal = {
    get props() {
      return given;
    },
    update(next = given) {
      assignProps(element, elementProps(clerk, name, next), elementProps(clerk, name, given));
      given = next;
      void label().catch(() => {}); // The English names are there.
      element.requestUpdate?.();
      void restyle();
    },
    close() {
      if (stops.signal.aborted) return;
      stops.abort();
      // Closing returns the focus, which removing alone does not.
      dialog.close();
      dialog.remove();
      look?.drop();
      unlock?.();
      events.closed();
    },
  };

  element.autofocus = name !== 'UserProfile';
  button.type = 'button';
  render(outline(CLOSE), button);
  content.append(button, element);
  dialog.append(content);
  dialog.tabIndex = -1;
  dialog.autofocus = true;
  setClasses();

  button.addEventListener('click', modal.close);
  dialog.addEventListener('close', modal.close);
  closeOnBackdrop(dialog, modal.close);
  if (!isOfUser(name)) {
    dialog.addEventListener('click', (event) => followCounterpart(event, events), { capture: true });
  }
  dialog.addEventListener('clerk-complete', (event) => {
    const kind = name === 'SignIn' ? 'signIn' : 'signUp';
    const target = clerk.__internal_redirectTarget(
      kind,
      elementProps(clerk, name, given),
      new URLSearchParams(address.search),
    );
    // An application with a router may have a server that renders the page anew for the user, at the same address.
    if (isHere(target) && !clerk.__internal_getOption('routerPush')) event.preventDefault();
    modal.close();
  });
  addEventListener('popstate', modal.close, listen);
  addEventListener('clerk:beforeunload', modal.close, listen);
  (ownGlobal('navigation') as EventTarget | undefined)?.addEventListener(
    'navigate',
    (event) => isElsewhere((event as unknown as { destination: { url: string } }).destination.url) && modal.close(),
    listen,
  );
  if (isOfUser(name)) {
    stops.signal.addEventListener(
      'abort',
      clerk.__internal_subscribe(() => clerk.user === null && modal.close()),
    );
  }

  modal.update(props);
  const container = (props['getContainer'] as (() => HTMLElement | null) | undefined)?.() ?? portal();
  container.append(dialog);
  adoptSheets(dialog, [base, sheet]);
  unlock = lockScroll();
  isolateDialog(dialog, stops.signal);
  dialog.showModal();
  dialog.focus();
  return modal;

  /** Names the dialog and its button. The names in another language than English come a little later. */
  async function label(): Promise<void> {
    const own = [given['localization'], clerk.__internal_getOption('localization')] as (TextTree | undefined)[];
    const setNames = (texts: readonly TextTree[]) => {
      const layers = [...own, ...texts, english];
      dialog.setAttribute('aria-label', translate(layers, `modalTitle__${name}`, {}) ?? '');
      button.setAttribute('aria-label', translate(layers, 'modalCloseButton', {}) ?? '');
    };
    setNames([]);
    const locale = translate(own, 'locale', {});
    if (wantedLanguage(page.documentElement, locale) === 'en') return;
    const { textsAround } = await import('../base/language/texts-around.ts');
    setNames((await textsAround(page.documentElement, locale, ['core'])).texts);
  }

  async function restyle(): Promise<void> {
    const appearances = [clerk.__internal_getOption('appearance'), given['appearance']] as (Appearance | undefined)[];
    if (!look && !appearances.some(Boolean)) return;
    const { createLook } = await import('../styles/appearance/look.ts');
    if (stops.signal.aborted) return;
    look?.drop();
    look = createLook([undefined, ...appearances], scope);
    setClasses();
    look.adopt(dialog);
  }

  function setClasses(): void {
    const classes = (key: string, id?: string) => classNames(look, key, id, []);
    dialog.className = `cl-rootBox ${scope} ${classes('modalBackdrop')}`;
    content.className = classes('modalContent', name);
    button.className = classes('modalCloseButton');
  }
}

/** Returns whether a dialog is for signed-in users. */
function isOfUser(name: DialogName): boolean {
  return name.startsWith('User');
}

/** Returns the element's props: in a dialog the step is kept in memory, and the page stays unless told otherwise. */
function elementProps(clerk: ClerkInstance, name: DialogName, props: Props): Record<string, unknown> {
  const { path: _path, getContainer: _getContainer, ...rest } = props;
  if (isOfUser(name)) return { ...rest, routing: 'virtual' };
  const fallback = clerk.__internal_getOption(
    name === 'SignIn' ? 'signInFallbackRedirectUrl' : 'signUpFallbackRedirectUrl',
  );
  return {
    ...rest,
    routing: 'virtual',
    fallbackRedirectUrl: rest['fallbackRedirectUrl'] ?? fallback ?? address.href,
  };
}

/** Closes the dialog at a press on the backdrop, unless the press began inside, such as to select text. */
function closeOnBackdrop(dialog: HTMLDialogElement, close: () => void): void {
  let pressed: EventTarget | null = null;
  dialog.addEventListener('pointerdown', (event) => {
    pressed = event.target;
  });
  dialog.addEventListener('click', (event) => {
    if (pressed === dialog && event.target === dialog) close();
    pressed = null;
  });
}

/** Opens the other form in a dialog of its own instead of leaving the page. */
function followCounterpart(event: MouseEvent, events: ModalEvents): void {
  const link = (event.target as Element).closest('a.cl-footerActionLink:not([href^="mailto:"])');
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  event.stopPropagation();
  events.counterpart?.();
}

function isHere(url: string): boolean {
  return absolute(url) === address.href;
}

/** Returns whether a URL is another page. A fragment alone makes no other page. */
function isElsewhere(url: string): boolean {
  return url.replace(/#.*/, '') !== address.href.replace(/#.*/, '');
}

function portal(): HTMLElement {
  let root = page.getElementById('clerk-components');
  if (!root) {
    root = page.createElement('div');
    root.id = 'clerk-components';
    page.body.append(root);
  }
  return root;
}
