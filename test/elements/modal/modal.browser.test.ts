import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { ComponentControls } from '../../../src/client/types.ts';
import { define } from '../../../src/elements/base/define.ts';
import { createMountControls } from '../../../src/elements/mount/mount-controls.ts';
import { ClerkSignIn } from '../../../src/elements/sign-in/sign-in.ts';
import { ClerkSignUp } from '../../../src/elements/sign-up/sign-up.ts';
import { ClerkWaitlist } from '../../../src/elements/waitlist/waitlist.ts';
import { cleanUp, equal, next, ok } from '../support.ts';
import { household, same } from '../user-button/account.ts';
import { AccountClerk } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';
import { violations } from '../violations.ts';

define('clerk-sign-in', ClerkSignIn);
define('clerk-sign-up', ClerkSignUp);
define('clerk-waitlist', ClerkWaitlist);

interface Stage {
  clerk: AccountClerk;
  controls: ComponentControls;
  /** The button that had the focus before the dialog opened. */
  opener: HTMLElement;
}

function setUp(clerk = new AccountClerk()): Stage {
  const opener = document.body.appendChild(document.createElement('button'));
  opener.focus();
  return { clerk, controls: createMountControls(clerk.asInstance), opener };
}

const dialog = () => document.querySelector<HTMLDialogElement>('dialog[open]');

async function open(
  { controls }: Stage,
  name: 'SignIn' | 'SignUp' | 'UserProfile' | 'Waitlist',
  props = {},
): Promise<HTMLElement> {
  controls.open(name, props);
  const element = dialog()?.querySelector<HTMLElement>(
    'clerk-sign-in, clerk-sign-up, clerk-user-profile, clerk-waitlist',
  );
  ok(element, `a dialog with ${name}`);
  await settle(element);
  return element;
}

describe('dialogs', () => {
  afterEach(async () => {
    for (const open of document.querySelectorAll('dialog')) {
      open.close();
      await settle(open);
    }
    cleanUp();
  });

  it('shows a sign-in form in a dialog and focuses its first field', async () => {
    const stage = setUp();
    const element = await open(stage, 'SignIn');
    ok(dialog()?.matches(':modal'), 'a modal dialog');
    equal(dialog()?.ariaLabel, 'Sign in');
    same(document.activeElement, element.querySelector('input[name=identifier]'));
    ok(dialog()?.querySelector('.cl-modalContent > .cl-modalCloseButton'), 'a close button');
  });

  it('keeps the focus inside a dialog and returns it on Escape', async () => {
    const stage = setUp();
    await open(stage, 'SignIn');
    for (let press = 0; press < 8; press++) {
      await sendKeys({ press: 'Tab' });
      const { activeElement } = document;
      ok(activeElement !== stage.opener, 'no focus behind the dialog');
    }
    const closed = next(dialog() as EventTarget, 'close');
    await sendKeys({ press: 'Escape' });
    await closed;
    same(dialog(), null);
    same(document.activeElement, stage.opener);
    same(document.querySelector('dialog'), null);
  });

  it('closes a dialog by its button or a press on the backdrop, unless the press began inside', async () => {
    const stage = setUp();
    await open(stage, 'SignIn');
    const inside = dialog()?.querySelector('h1')?.getBoundingClientRect() as DOMRect;
    await sendMouse({ type: 'move', position: [Math.round(inside.x + 5), Math.round(inside.y + 5)] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [5, 5] });
    await sendMouse({ type: 'up' });
    ok(dialog(), 'still open after a drag');
    await sendMouse({ type: 'click', position: [5, 5] });
    same(dialog(), null);
    await open(stage, 'SignIn');
    dialog()?.querySelector<HTMLElement>('.cl-modalCloseButton')?.click();
    same(dialog(), null);
    same(document.activeElement, stage.opener);
  });

  it('locks the page behind a dialog from scrolling, without a shift, and restores it', async () => {
    const stage = setUp();
    const tall = document.body.appendChild(document.createElement('div'));
    tall.style.setProperty('height', '4000px');
    const root = document.documentElement;
    root.style.setProperty('overflow', 'scroll');
    const width = tall.getBoundingClientRect().width;
    await open(stage, 'SignIn');
    equal(getComputedStyle(root).overflow, 'hidden');
    equal(tall.getBoundingClientRect().width, width);
    await open(stage, 'SignUp');
    stage.controls.close('SignIn');
    equal(getComputedStyle(root).overflow, 'hidden');
    stage.controls.close('SignUp');
    equal(root.style.getPropertyValue('overflow'), 'scroll');
    root.removeAttribute('style');
  });

  it('opens each dialog once, and applies new props to it', async () => {
    const stage = setUp();
    const element = (await open(stage, 'SignIn', { signUpUrl: '/a', routing: 'path', path: '/x' })) as ClerkSignIn;
    stage.controls.open('SignIn', { signUpUrl: '/b' });
    equal(document.querySelectorAll('dialog').length, 1);
    equal([element.signUpUrl, element.routing, element.path], ['/b', 'virtual', undefined]);
  });

  it('stays on the page after a sign-in in a dialog by default', async () => {
    const stage = setUp();
    stage.clerk.__internal_redirectTarget = (_kind: unknown, props: { fallbackRedirectUrl: string }) =>
      props.fallbackRedirectUrl;
    await open(stage, 'SignIn');
    stage.clerk.signIn.set({ step: { name: 'complete', sessionId: 'sess_1' } });
    same(dialog(), null);
    equal(stage.clerk.navigations, []);
  });

  it('goes to the same page by the router of the application, whose server may render it for the user', async () => {
    const stage = setUp();
    Object.assign(stage.clerk.options, { routerPush: () => {} });
    stage.clerk.__internal_redirectTarget = (_kind: unknown, props: { fallbackRedirectUrl: string }) =>
      props.fallbackRedirectUrl;
    await open(stage, 'SignIn');
    stage.clerk.signIn.set({ step: { name: 'complete', sessionId: 'sess_1' } });
    same(dialog(), null);
    equal(
      stage.clerk.navigations.map(({ to }) => to),
      [location.href],
    );
  });

  it('closes the dialog and navigates if a redirect is set', async () => {
    const stage = setUp();
    await open(stage, 'SignIn', { forceRedirectUrl: '/after' });
    stage.clerk.signIn.set({ step: { name: 'complete', sessionId: 'sess_1' } });
    same(dialog(), null);
    equal(
      stage.clerk.navigations.map(({ to }) => to),
      ['/after'],
    );
  });

  it('switches between the sign-in and sign-up dialogs, with the redirects of each', async () => {
    const stage = setUp();
    const signIn = await open(stage, 'SignIn', { forceRedirectUrl: '/in', signUpForceRedirectUrl: '/up' });
    signIn.querySelector<HTMLElement>('a.cl-footerActionLink')?.click();
    const signUp = document.querySelector('dialog[open] clerk-sign-up') as ClerkSignUp;
    await settle(signUp);
    equal([signUp.forceRedirectUrl, signUp.signInForceRedirectUrl], ['/up', '/in']);
    signUp.querySelector<HTMLElement>('a.cl-footerActionLink')?.click();
    equal((document.querySelector('dialog[open] clerk-sign-in') as ClerkSignIn).forceRedirectUrl, '/in');
    equal(document.querySelectorAll('dialog').length, 1);
    equal(stage.clerk.navigations, []);
  });

  it('shows the waitlist in a dialog, once and with the newest props, until Escape closes it', async () => {
    const stage = setUp(new AccountClerk([], { mode: 'waitlist' }));
    const element = (await open(stage, 'Waitlist', { signInUrl: '/a' })) as ClerkWaitlist;
    equal(dialog()?.ariaLabel, 'Join the waitlist');
    same(document.activeElement, element.querySelector('input[name=emailAddress]'));
    equal(await violations(element), []);
    stage.controls.open('Waitlist', { signInUrl: '/b' });
    equal([document.querySelectorAll('dialog').length, element.signInUrl], [1, '/b']);
    await sendKeys({ press: 'Escape' });
    same(dialog(), null);
    same(document.activeElement, stage.opener);
    await open(stage, 'Waitlist');
    stage.controls.close('Waitlist');
    same(dialog(), null);
  });

  it('leads from the dialog of the waitlist to that of the sign-in', async () => {
    const stage = setUp(new AccountClerk([], { mode: 'waitlist' }));
    const element = await open(stage, 'Waitlist');
    element.querySelector<HTMLElement>('a.cl-footerActionLink')?.click();
    ok(dialog()?.querySelector('clerk-sign-in'), 'the sign-in');
    equal([document.querySelectorAll('dialog').length, stage.clerk.navigations], [1, []]);
  });

  it('switches dialogs at the link to the other form only, not at links to support or of the profile', async () => {
    const stage = setUp();
    const taken: string[] = [];
    const record = (event: MouseEvent) => {
      if (event.defaultPrevented) taken.push((event.target as Element).getAttribute('href') ?? '');
      event.preventDefault();
    };
    addEventListener('click', record);
    for (const [name, href] of [
      ['SignIn', 'mailto:help@example.com'],
      ['UserProfile', '/sign-in'],
    ] as const) {
      const element = await open(name === 'SignIn' ? stage : setUp(household()), name);
      const link = document.createElement('a');
      link.className = 'cl-footerActionLink';
      link.setAttribute('href', href);
      element.append(link);
      link.click();
      equal(dialog()?.contains(element), true, name);
      dialog()?.close();
      await settle(element);
    }
    removeEventListener('click', record);
    equal(taken, []);
  });

  it('closes the dialog when the page navigates', async () => {
    const stage = setUp();
    const home = location.href;
    await open(stage, 'SignIn');
    history.pushState(null, '', '/other');
    same(dialog(), null);
    history.replaceState(null, '', home);
    await open(stage, 'SignIn');
    dispatchEvent(new Event('clerk:beforeunload'));
    same(dialog(), null);
  });

  it('opens no form for a signed-in user of a single-session instance', () => {
    const stage = setUp(household({ singleSession: true }, 1));
    stage.controls.open('SignIn');
    stage.controls.open('SignUp');
    same(dialog(), null);
    const many = setUp(household());
    many.controls.open('SignIn');
    ok(dialog(), 'another account may be added');
  });

  it('opens no profile without a user, and closes it when the user signs out', async () => {
    const stage = setUp();
    stage.controls.open('UserProfile');
    same(dialog(), null);
    const signedIn = setUp(household());
    const profile = await open(signedIn, 'UserProfile', { __experimental_startPath: 'security' });
    equal(profile.querySelector('h1')?.innerText, 'Security');
    signedIn.clerk.set({ user: undefined });
    ok(dialog(), 'open while the session changes');
    signedIn.clerk.keep([]);
    same(dialog(), null);
    equal(signedIn.clerk.listeners, 0);
  });

  it('opens the profile only once it is known whether a user is signed in', async () => {
    const clerk = household();
    const { user } = clerk;
    Object.assign(clerk, { client: undefined, user: undefined });
    const loaded = Promise.withResolvers<void>();
    clerk.__internal_ensureLoaded = () => loaded.promise;
    const stage = setUp(clerk);
    stage.controls.open('UserProfile');
    same(dialog(), null);
    clerk.keep([user!]);
    loaded.resolve();
    await loaded.promise;
    await settle(document.body);
    ok(dialog(), 'an open dialog');
  });

  it('applies the appearance and texts of the instance and of the dialog', async () => {
    const stage = setUp();
    stage.clerk.options.appearance = { elements: { modalBackdrop: 'veil', modalContent: { maxWidth: '320px' } } };
    stage.clerk.options.localization = { modalCloseButton: 'Schließen' };
    await open(stage, 'SignIn', { appearance: { elements: { modalCloseButton: 'shut' } } });
    ok(dialog()?.classList.contains('veil'), 'the class of the instance');
    ok(dialog()?.querySelector('.cl-modalCloseButton.shut'), 'the class of the call');
    equal(dialog()?.querySelector('.cl-modalCloseButton')?.ariaLabel, 'Schließen');
    equal(dialog()?.querySelector('.cl-modalContent')?.getBoundingClientRect().width, 320);
    const sheets = document.adoptedStyleSheets.length;
    stage.controls.close('SignIn');
    ok(document.adoptedStyleSheets.length < sheets, 'the sheet given back');
  });

  it('opens the dialog in the container that the page names', async () => {
    const stage = setUp();
    const container = document.body.appendChild(document.createElement('section'));
    await open(stage, 'SignIn', { getContainer: () => container });
    same(dialog()?.parentElement, container);
    stage.controls.close('SignIn');
    await open(stage, 'SignIn');
    equal(dialog()?.parentElement?.id, 'clerk-components');
  });
});
