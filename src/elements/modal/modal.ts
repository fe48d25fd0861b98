import { render } from 'lit';
import { ownGlobal, page } from '../../client/platform/native.ts';
import type { ClerkInstance, DialogName } from '../../client/types.ts';
import { modal as texts } from '../../localization/en-us/modal.ts';
import { translate } from '../../localization/translate.ts';
import type { TextTree } from '../../localization/types.ts';
import { adoptSheets } from '../base/adopt-sheets.ts';
import { outline } from '../parts/icon.ts';
import type { Appearance, Look } from '../styles/appearance.ts';
import base from '../styles/base.css';
import { assignProps } from './assign-props.ts';
import { keepApart } from './keep-apart.ts';
import sheet from './modal.css';
import { lockScroll } from './scroll-lock.ts';
import { TAGS } from './tags.ts';

type Props = Readonly<Record<string, unknown>>;

export interface Modal {
  readonly props: Props;
  /** Changes the props, or draws again with what the instance now has. */
  update(props?: Props): void;
  close(): void;
}

export interface ModalEvents {
  closed(): void;
  /** A link in a sign-in dialog leads to sign-up, or the other way round. */
  twin(): void;
}

const CLOSE = 'm4.5 4.5 7 7m0-7-7 7';
let count = 0;

/**
 * Shows an element in a dialog of the top layer. The dialog keeps the focus, and gives it back when it closes: by
 * Escape, a press on the backdrop, its button, completion, or a navigation.
 */
export function openModal(clerk: ClerkInstance, name: DialogName, props: Props, events: ModalEvents): Modal {
  const scope = `cl-modal${++count}`;
  const element = page.createElement(TAGS[name]) as HTMLElement & { clerk?: ClerkInstance; requestUpdate?(): void };
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
      const layers = [next['localization'], clerk.__internal_getOption('localization'), texts] as TextTree[];
      dialog.setAttribute('aria-label', translate(layers, `modalTitle__${name}`, {}) ?? '');
      button.setAttribute('aria-label', translate(layers, 'modalCloseButton', {}) ?? '');
      element.requestUpdate?.();
      void restyle();
    },
    close() {
      if (stops.signal.aborted) return;
      stops.abort();
      // Closing first gives the focus back.
      dialog.close();
      dialog.remove();
      look?.drop();
      unlock?.();
      events.closed();
    },
  };

  element.clerk = clerk;
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
    dialog.addEventListener('click', (event) => followTwin(event, events.twin), { capture: true });
  }
  dialog.addEventListener('clerk-complete', (event) => {
    const kind = name === 'SignIn' ? 'signIn' : 'signUp';
    const target = clerk.__internal_redirectTarget(
      kind,
      elementProps(clerk, name, given),
      new URLSearchParams(location.search),
    );
    if (isHere(target)) event.preventDefault();
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
      clerk.addListener(() => clerk.user === null && modal.close()),
    );
  }

  modal.update(props);
  const container = (props['getContainer'] as (() => HTMLElement | null) | undefined)?.() ?? portal();
  container.append(dialog);
  adoptSheets(dialog, [base, sheet]);
  unlock = lockScroll();
  keepApart(dialog, stops.signal);
  dialog.showModal();
  dialog.focus();
  return modal;

  async function restyle(): Promise<void> {
    const appearances = [clerk.__internal_getOption('appearance'), given['appearance']] as (Appearance | undefined)[];
    if (!look && !appearances.some(Boolean)) return;
    const { createLook } = await import('../styles/appearance.ts');
    if (stops.signal.aborted) return;
    look?.drop();
    look = createLook(appearances, scope);
    look.adopt(dialog);
    setClasses();
  }

  function setClasses(): void {
    const classes = (key: string, id?: string) =>
      [`cl-${key}`, id && `cl-${key}__${id}`, look?.classes(key, id, [])].filter(Boolean).join(' ');
    dialog.className = `cl-rootBox ${scope} ${classes('modalBackdrop')}`;
    content.className = classes('modalContent', name);
    button.className = classes('modalCloseButton');
  }
}

/** Screens for somebody who is signed in. */
function isOfUser(name: DialogName): boolean {
  return name.startsWith('User');
}

/** In a dialog the step is in memory, and without other wishes the page stays where it is. */
function elementProps(clerk: ClerkInstance, name: DialogName, props: Props): Record<string, unknown> {
  const { path: _path, getContainer: _getContainer, ...rest } = props;
  if (isOfUser(name)) return { ...rest, routing: 'virtual' };
  const fallback = clerk.__internal_getOption(
    name === 'SignIn' ? 'signInFallbackRedirectUrl' : 'signUpFallbackRedirectUrl',
  );
  return { ...rest, routing: 'virtual', fallbackRedirectUrl: rest['fallbackRedirectUrl'] ?? fallback ?? location.href };
}

/** A press that began inside, such as one that selects text, closes nothing. */
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

function followTwin(event: MouseEvent, twin: () => void): void {
  const link = (event.target as Element).closest('a.cl-footerActionLink:not([href^="mailto:"])');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  twin();
}

function isHere(url: string): boolean {
  return new URL(url, location.href).href === location.href;
}

/** Another page; a fragment alone is not. */
function isElsewhere(url: string): boolean {
  return url.replace(/#.*/, '') !== location.href.replace(/#.*/, '');
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
