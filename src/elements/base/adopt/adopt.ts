import { attempt, native } from '../../../client/platform/native.ts';
import type { ClerkElement } from '../clerk-element.ts';
import { graft } from './graft.ts';
import { redirectParts } from './redirect-parts.ts';

/** Where Lit keeps the part of a container. */
const PART = '_$litPart$';
/** A field that counts as one that the user was at once the browser sends its form; see the server's `write-screen.ts`. */
const SENT = '[hidden]:user-valid';
/** Milliseconds that a form waits for the page it leads to. If the page is still the same then, the form was not sent. */
const SENDING_MS = 8_000;

/**
 * Takes over what a server has drawn. The element renders into a box out of the page until it has a screen to show. Then the
 * served box becomes the element's own: its nodes stay, so nothing moves, and the field that the user is in keeps its text,
 * its selection and its focus. Where the screens differ, the nodes of the served one are replaced, and what was typed is
 * carried over.
 *
 * A form that the user sends before that goes to the server as it is, and is then left alone: what is sent once is not sent
 * again, by the browser or by the element.
 */
export function adopt(host: ClerkElement, served: HTMLElement): void {
  let isSent = false;
  const listen = new AbortController();
  const take = () => {
    if (isSent || !hasScreen(host)) return;
    listen.abort();
    host.removeController(controller);
    takeOver(host, served);
  };
  const controller = { hostUpdated: take };
  const { signal } = listen;
  const goOn = () => {
    isSent = false;
    take();
  };
  const send = () => {
    isSent = true;
    setTimeout(goOn, SENDING_MS);
  };
  // The user was faster than this script.
  if (attempt(() => served.querySelector(SENT))) send();
  served.addEventListener(
    'submit',
    (event) => {
      // A form that leads to no page waits for the element.
      const leads = native(event.target as HTMLFormElement).getAttribute('method') === 'post';
      if (isSent) event.preventDefault();
      else if (leads && !event.defaultPrevented) send();
    },
    { signal },
  );
  // The user came back to a page that was kept.
  addEventListener('pageshow', ({ persisted }) => persisted && goOn(), { signal });
  host.addController(controller);
  take();
}

/** Returns whether the element has drawn what takes the place of the served screen. */
function hasScreen(host: ClerkElement): boolean {
  const { renderRoot, clerk } = host;
  // The frame of what is being loaded, or could not be, has nothing that the served screen lacks.
  if (renderRoot.querySelector(':is(.cl-cardBox, .cl-userButtonBox).cl-loading')) return false;
  const { localName } = native(host);
  // The link to a waitlist gets its words, which the served screen has, with the rest of the code: see `join-waitlist.ts`.
  const isWaitlist = host.environment?.user_settings.sign_up?.mode === 'waitlist' && localName === 'clerk-sign-in';
  if (isWaitlist && !host.errorAction) return false;
  // A button draws nothing when nobody is signed in, whoever was signed in when the page was served.
  const isNobody = localName === 'clerk-user-button' && !!clerk?.client && clerk.user === null;
  return !!renderRoot.firstElementChild || isNobody;
}

function takeOver(host: ClerkElement, served: HTMLElement): void {
  const drawn = host.renderRoot;
  const fields = fieldsIn(served);
  const active = fields.find((field) => field.matches(':focus'));
  const selection = active && attempt(() => [active.selectionStart, active.selectionEnd] as const);
  const standIns = new Map<Node, Node>();
  graft(drawn, served, standIns);
  // A property of Lit's own, which no type names.
  const [from, to] = [drawn, served] as unknown as [{ [PART]?: unknown }, { [PART]?: unknown }];
  to[PART] = from[PART];
  redirectParts(to[PART], standIns);
  (host as { renderRoot: HTMLElement }).renderRoot = served;
  const lost = fields.filter((field) => !served.contains(field));
  for (const field of lost) {
    const other = fieldsIn(served).find(({ name }) => name === field.name);
    if (!other) continue;
    carryValue(field, other);
    if (field !== active) continue;
    other.focus();
    if (selection) attempt(() => (other as HTMLInputElement).setSelectionRange(...selection));
  }
  for (const image of served.querySelectorAll('img')) {
    // It failed before anybody listened.
    if (image.complete && !image.naturalWidth) image.dispatchEvent(new Event('error'));
  }
  host.requestUpdate();
}

function fieldsIn(box: HTMLElement): HTMLInputElement[] {
  return [...box.querySelectorAll<HTMLInputElement>('[name]:is(input, select)')];
}

function carryValue(from: HTMLInputElement, to: HTMLInputElement): void {
  if (from.type === 'checkbox') to.checked = from.checked;
  else if (from.value !== (from.defaultValue ?? '')) to.value = from.value;
}
