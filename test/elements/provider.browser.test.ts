import type { FlowError } from '../../src/client/errors.ts';
import type { SignInStep } from '../../src/client/flows/types.ts';
import { openPopupAuthorization } from '../../src/client/platform/oauth-popup.ts';
import { announceReturn } from '../../src/client/platform/oauth-return.ts';
import { environment, FakeClerk, PASSWORD } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

const STEP: Extract<SignInStep, { name: 'factor-one' }> = {
  ...PASSWORD,
  factor: { strategy: 'oauth_custom_loop' },
  alternatives: [{ strategy: 'password' }],
};
const SOCIAL = {
  oauth_custom_loop: {
    enabled: true,
    authenticatable: true,
    strategy: 'oauth_custom_loop',
    name: 'Loop',
    logo_url: '',
  },
};

/** Waits for deferred views, whose modules are loaded one after the other. */
async function shown(find: (selector: string) => HTMLElement, settled: () => Promise<void>, selector: string) {
  await Promise.all([
    import('../../src/elements/sign-in/views/provider.ts'),
    import('../../src/elements/sign-in/views/sso-callback.ts'),
    import('../../src/elements/sign-up/views/sso-callback.ts'),
  ]);
  await settled();
  await settled();
  return find(selector);
}

describe('steps around an OAuth authorization', () => {
  afterEach(cleanUp);

  it('goes to a provider only when the button is pressed', async () => {
    const clerk = new FakeClerk();
    const known = environment();
    clerk.__internal_environment = { ...known, user_settings: { ...known.user_settings, social: SOCIAL } };
    const { find, settled } = await mount('clerk-sign-in', { clerk });
    clerk.signIn.set({ step: STEP });
    const screen = await shown(find, settled, '.cl-signIn-provider');
    ok(screen.textContent?.includes('ada@example.com'), 'who signs in');
    const button = find('.cl-formButtonPrimary');
    equal(button.textContent?.trim(), 'Continue with Loop');
    equal(clerk.signIn.actions, []);
    button.click();
    equal(clerk.signIn.actions, [{ type: 'method', strategy: 'oauth_custom_loop' }]);
    equal(find('.cl-footerActionLink').textContent?.trim(), 'Use another method');
  });

  it('shows why the provider could not be reached', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    const global: FlowError = { code: 'oauth_config_missing', message: '', longMessage: '', meta: {} };
    clerk.signIn.set({ step: STEP, errors: { fields: {}, global } });
    await shown(find, settled, '.cl-signIn-provider');
    ok(find('.cl-alert').textContent?.includes('not available here'), 'the reason');
    equal(document.querySelectorAll('.cl-alert').length, 1);
  });

  for (const [tag, flow] of [
    ['clerk-sign-in', 'signIn'],
    ['clerk-sign-up', 'signUp'],
  ] as const) {
    it(`tells the user to wait on return from a provider to ${tag}`, async () => {
      const { clerk, find, settled } = await mount(tag);
      clerk[flow].set({ step: { name: 'sso-callback' } });
      await shown(find, settled, `.cl-${flow}-ssoCallback`);
      ok(find('.cl-headerTitle').textContent, 'a title');
      ok(find('.cl-spinner'), 'a spinner');
      equal(find('.cl-liveRegion').textContent, find('.cl-headerTitle').textContent);
    });
  }
});

describe('authorization in a popup', () => {
  const leaving: AbortController[] = [];
  afterEach(() => {
    for (const each of leaving.splice(0)) each.abort();
    cleanUp();
  });

  /** Frames stand in for popups: they have an origin, can post messages, and open without a gesture of the user. */
  function openFrame(): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<p>window</p>';
    document.body.append(frame);
    return frame;
  }

  function openAuthorization() {
    const controller = new AbortController();
    leaving.push(controller);
    const popup = openFrame().contentWindow as Window;
    const authorization = openPopupAuthorization(popup, controller.signal);
    const id = new URL(authorization.markUrl('https://app.example.com/callback?kept=1')).searchParams.get(
      '__clerk_popup',
    );
    let isOver = false;
    void authorization.returned.then(() => {
      isOver = true;
    });
    return { popup, authorization, id, isOver: () => isOver, controller };
  }

  /** Dispatches a message as if a window had sent it. */
  function post(source: Window, data: unknown, origin = location.origin): void {
    globalThis.dispatchEvent(new MessageEvent('message', { data, origin, source }));
  }

  async function turn(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
  }

  it('marks the redirect URL of a popup, and keeps the rest of it', () => {
    const { authorization, id } = openAuthorization();
    ok(/^[0-9a-f-]{36}$/.test(id ?? ''), 'a random number');
    const marked = new URL(authorization.markUrl('https://app.example.com/callback?kept=1#/sso-callback'));
    equal(marked.searchParams.get('kept'), '1');
    equal(marked.hash, '#/sso-callback');
  });

  it('ends a popup authorization at a message of the popup', async () => {
    const { popup, id, isOver, authorization } = openAuthorization();
    post(popup, { type: 'clerk:oauth-return', id });
    await turn();
    ok(isOver(), 'over');
    equal(await authorization.over, true);
  });

  it('ends a popup authorization at a message on the channel of this origin', async () => {
    const { id, authorization } = openAuthorization();
    const channel = new BroadcastChannel('clerk:popup');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    channel.postMessage({ type: 'clerk:oauth-return', id });
    equal(await authorization.over, true);
    channel.close();
  });

  it('ignores popup messages of another origin, another window or another shape', async () => {
    const { popup, id, isOver } = openAuthorization();
    const right = { type: 'clerk:oauth-return', id };
    post(popup, right, 'https://evil.example');
    post(openFrame().contentWindow as Window, right);
    post(window, right);
    const shapes = [
      null,
      'clerk:oauth-return',
      id,
      [],
      { type: right.type },
      { ...right, id: 'x' },
      { ...right, type: 'x' },
    ];
    for (const data of shapes) post(popup, data);
    await turn();
    ok(!isOver(), 'still pending');
    post(popup, right);
    await turn();
    ok(isOver(), 'over at last');
  });

  it('stops listening when a popup authorization is left', async () => {
    const { popup, id, isOver, controller, authorization } = openAuthorization();
    controller.abort();
    equal(await authorization.over, false);
    post(popup, { type: 'clerk:oauth-return', id });
    await turn();
    ok(!isOver(), 'no listener is left');
  });

  it('takes a page that was opened otherwise for no popup', () => {
    equal(announceReturn(), false);
  });
});
