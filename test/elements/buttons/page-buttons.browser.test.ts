import 'axe-core/axe.js';
import { ClerkRuntimeError } from '../../../src/client/errors.ts';
import { define } from '../../../src/elements/base/define.ts';
import type { ClerkErrorEvent } from '../../../src/elements/base/error-event.ts';
import { ClerkAuthenticateWithRedirectButton } from '../../../src/elements/buttons/authenticate-with-redirect-button.ts';
import '../../../src/elements/buttons/draw-mark.ts';
import { ClerkSignInButton } from '../../../src/elements/buttons/sign-in-button.ts';
import { ClerkSignInWithMetamask } from '../../../src/elements/buttons/sign-in-with-metamask.ts';
import { ClerkSignOutButton } from '../../../src/elements/buttons/sign-out-button.ts';
import { ClerkSignUpButton } from '../../../src/elements/buttons/sign-up-button.ts';
import '../../../src/elements/buttons/start-with-provider.ts';
import '../../../src/elements/buttons/text-of-error.ts';
import { cleanUp, equal, next } from '../support.ts';
import { AccountClerk, deferred } from '../user-button/account-clerk.ts';
import { task } from '../user-button/settle.ts';

declare const axe: { run(node: Node, options: object): Promise<{ violations: { id: string; description: string }[] }> };

/** An instance that records what the buttons call. */
class ButtonClerk extends AccountClerk {
  /** The target that the options lead to. */
  override __internal_redirectTarget(
    _kind: string,
    props: { forceRedirectUrl?: string; fallbackRedirectUrl?: string },
  ): string {
    return props.forceRedirectUrl ?? props.fallbackRedirectUrl ?? '/';
  }
  openSignIn(props: object): void {
    void this.call('openSignIn', props);
  }
  openSignUp(props: object): void {
    void this.call('openSignUp', props);
  }
  async redirectToSignUp(options: object): Promise<void> {
    await this.call('redirectToSignUp', options);
  }
  async authenticateWithMetamask(params: object): Promise<void> {
    await this.call('authenticateWithMetamask', params);
  }
  async authenticateWithWeb3(params: object): Promise<void> {
    await this.call('authenticateWithWeb3', params);
  }
}

/** Adds a button to the page. */
function put(markup: string, clerk = new ButtonClerk()): { clerk: ButtonClerk; element: HTMLElement } {
  const box = document.createElement('div');
  box.innerHTML = markup;
  const element = box.firstElementChild as HTMLElement;
  Object.assign(element, { clerk: clerk.asInstance });
  document.body.append(box);
  return { clerk, element };
}

/** Presses what a user would press. */
async function press(element: HTMLElement): Promise<void> {
  (element.querySelector<HTMLElement>('button, a') ?? element).click();
  await turns();
}

/** Waits for the imports of a press, which the test has loaded. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await task();
}

// In the page with its properties before it is defined.
const early = document.createElement('clerk-sign-in-button');
Object.assign(early, { mode: 'modal', initialValues: { emailAddress: 'ada@example.com' } });
document.body.append(early);
define('clerk-sign-in-button', ClerkSignInButton);
define('clerk-sign-up-button', ClerkSignUpButton);
define('clerk-sign-out-button', ClerkSignOutButton);
define('clerk-sign-in-with-metamask', ClerkSignInWithMetamask);
define('clerk-authenticate-with-redirect-button', ClerkAuthenticateWithRedirectButton);

const OWN = [
  ['clerk-sign-in-button', 'Sign in'],
  ['clerk-sign-up-button', 'Sign up'],
  ['clerk-sign-out-button', 'Sign out'],
  ['clerk-sign-in-with-metamask', 'Continue with MetaMask'],
  ['clerk-authenticate-with-redirect-button strategy="oauth_google"', 'Continue with Google'],
  ['clerk-authenticate-with-redirect-button strategy="web3_okx_wallet_signature"', 'Continue with Okx Wallet'],
] as const;

describe('buttons that a page places itself', () => {
  afterEach(cleanUp);

  it('reads properties that were set before the element was defined', async () => {
    const clerk = new ButtonClerk();
    Object.assign(early, { clerk: clerk.asInstance });
    await press(early);
    equal(clerk.calls, [{ name: 'openSignIn', args: [{ initialValues: { emailAddress: 'ada@example.com' } }] }]);
  });

  for (const [tag, text] of OWN) {
    it(`draws a button of its own when it is empty: <${tag}>`, async () => {
      const { element } = put(`<${tag}></${tag.split(' ')[0]}>`);
      await task();
      const button = element.querySelector('button') as HTMLButtonElement;
      equal([button.innerText.trim(), button.type], [text, 'button']);
      const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
      equal(violations, []);
    });
  }

  it('takes its text from the locale of the instance', () => {
    const clerk = new ButtonClerk();
    clerk.options['localization'] = { signUp: { start: { actionLink: 'Anmelden' } } };
    equal(put('<clerk-sign-in-button></clerk-sign-in-button>', clerk).element.innerText.trim(), 'Anmelden');
  });

  it('fills the name of the provider into the text of any locale', () => {
    const clerk = new ButtonClerk();
    clerk.options['localization'] = { socialButtonsBlockButton: 'Weiter mit {{provider|titleize}}' };
    const { element } = put('<clerk-sign-in-with-metamask></clerk-sign-in-with-metamask>', clerk);
    equal(element.innerText.trim(), 'Weiter mit MetaMask');
  });

  it('leaves the button of the page as it is, comments included', async () => {
    const { clerk, element } = put(
      '<clerk-sign-out-button><!--v--><button id="mine">Bye</button></clerk-sign-out-button>',
    );
    equal(element.innerHTML, '<!--v--><button id="mine">Bye</button>');
    await press(element);
    equal(clerk.calls, [{ name: 'signOut', args: [{}] }]);
  });

  it('makes room for content that comes later, and draws its button again when that goes', async () => {
    const { element } = put('<clerk-sign-in-button></clerk-sign-in-button>');
    const mine = Object.assign(document.createElement('button'), { textContent: 'Mine' });
    element.append(mine);
    await task();
    equal(element.innerText.trim(), 'Mine');
    mine.remove();
    await task();
    equal(element.innerText.trim(), 'Sign in');
  });

  it('makes a text a button, for the keyboard too', async () => {
    const { clerk, element } = put('<clerk-sign-in-button mode="modal">Log in</clerk-sign-in-button>');
    equal([element.getAttribute('role'), element.tabIndex, element.innerText], ['button', 0, 'Log in']);
    for (const key of ['Enter', ' ', 'a']) {
      element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await task();
      await task();
    }
    equal(clerk.calls.length, 2);
  });

  it('takes a press on a link of the page, but not one that opens a tab', async () => {
    const { clerk, element } = put(
      '<clerk-sign-in-button mode="modal"><a href="/sign-in">Log in</a></clerk-sign-in-button>',
    );
    const link = element.querySelector('a') as HTMLAnchorElement;
    const held = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true });
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    link.dispatchEvent(held);
    const plain = new MouseEvent('click', { bubbles: true, cancelable: true });
    link.dispatchEvent(plain);
    await task();
    await task();
    equal([plain.defaultPrevented, clerk.calls.length], [true, 1]);
  });

  it('does nothing when the page has handled the press', async () => {
    const { clerk, element } = put('<clerk-sign-out-button><button>Bye</button></clerk-sign-out-button>');
    element.querySelector('button')?.addEventListener('click', (event) => event.preventDefault());
    await press(element);
    equal(clerk.calls, []);
  });

  it('leads to the sign-in page with the redirects of both forms', async () => {
    const { clerk, element } = put(
      `<clerk-sign-in-button force-redirect-url="/a" fallback-redirect-url="/b" sign-up-force-redirect-url="/c"
        initial-values='{"emailAddress":"ada@example.com"}'></clerk-sign-in-button>`,
    );
    await press(element);
    equal(clerk.calls, [
      {
        name: 'redirectToSignIn',
        args: [
          {
            forceRedirectUrl: '/a',
            fallbackRedirectUrl: '/b',
            signUpForceRedirectUrl: '/c',
            initialValues: { emailAddress: 'ada@example.com' },
            signInForceRedirectUrl: '/a',
            signInFallbackRedirectUrl: '/b',
          },
        ],
      },
    ]);
  });

  it('opens the sign-up form in a dialog, with all options but the mode', async () => {
    const { clerk, element } = put(
      `<clerk-sign-up-button mode="modal" unsafe-metadata='{"plan":"team"}' oauth-flow="popup"></clerk-sign-up-button>`,
    );
    await press(element);
    equal(clerk.calls, [{ name: 'openSignUp', args: [{ unsafeMetadata: { plan: 'team' }, oauthFlow: 'popup' }] }]);
  });

  it('reports an attribute that is not JSON, and goes on without it', async () => {
    const { error } = console;
    const said: string[] = [];
    console.error = (text: string) => said.push(text);
    const { clerk, element } = put(`<clerk-sign-in-button mode="modal" initial-values="ada"></clerk-sign-in-button>`);
    await press(element);
    console.error = error;
    equal(said, ['clerk-widgets: the attribute initial-values is not JSON: ada']);
    equal(clerk.calls, [{ name: 'openSignIn', args: [{}] }]);
  });

  it('signs out of one session and goes to a page', async () => {
    const { clerk, element } = put(
      '<clerk-sign-out-button session-id="sess_1" redirect-url="/bye"></clerk-sign-out-button>',
    );
    await press(element);
    equal(clerk.calls, [{ name: 'signOut', args: [{ redirectUrl: '/bye', sessionId: 'sess_1' }] }]);
  });

  it('is busy while it works, and ignores another press', async () => {
    const clerk = new ButtonClerk();
    const answer = deferred<unknown>();
    clerk.answers['signOut'] = answer;
    const { element } = put('<clerk-sign-out-button></clerk-sign-out-button>', clerk);
    const button = element.querySelector('button') as HTMLButtonElement;
    await press(element);
    await press(element);
    equal([button.getAttribute('aria-busy'), clerk.calls.length], ['true', 1]);
    answer.resolve(undefined);
    await task();
    equal(button.getAttribute('aria-busy'), null);
  });

  it('says what went wrong below the button, until the next press', async () => {
    const clerk = new ButtonClerk();
    const answer = deferred<unknown>();
    clerk.answers['authenticateWithMetamask'] = answer;
    const { element } = put('<clerk-sign-in-with-metamask></clerk-sign-in-with-metamask>', clerk);
    await press(element);
    answer.reject(new ClerkRuntimeError('web3_missing_identifier', 'No wallet.'));
    await turns();
    const alert = element.querySelector('[role=alert]') as HTMLElement;
    equal(alert.innerText, 'There is no such wallet in this browser. Install one, or use another method.');
    clerk.answers['authenticateWithMetamask'] = deferred<unknown>();
    await press(element);
    equal(element.querySelector('[role=alert]'), null);
  });

  it('leaves the message to a page that cancels the event', async () => {
    const clerk = new ButtonClerk();
    const answer = deferred<unknown>();
    clerk.answers['signOut'] = answer;
    const { element } = put('<clerk-sign-out-button></clerk-sign-out-button>', clerk);
    element.addEventListener('clerk-error', (event) => event.preventDefault());
    const event = next(document, 'clerk-error') as Promise<ClerkErrorEvent>;
    await press(element);
    const failure = new ClerkRuntimeError('network_error', 'Offline.');
    answer.reject(failure);
    equal((await event).error === failure, true);
    await task();
    equal(element.querySelector('[role=alert]'), null);
  });

  it('starts with a provider that leads back to the sign-in page, and keeps where to go', async () => {
    const clerk = new ButtonClerk();
    const asked: object[] = [];
    const signIn = { authenticateWithRedirect: async (params: object) => void asked.push(params) };
    Object.assign(clerk, { client: { ...clerk.client, signIn } });
    const { element } = put(
      '<clerk-authenticate-with-redirect-button strategy="oauth_google" force-redirect-url="/in"></clerk-authenticate-with-redirect-button>',
      clerk,
    );
    await press(element);
    equal(asked, [
      {
        strategy: 'oauth_google',
        redirectUrl: `${location.origin}/sign-in#/sso-callback`,
        redirectUrlComplete: `${location.origin}/in`,
      },
    ]);
  });

  it('signs in with a wallet when the strategy is one', async () => {
    const { clerk, element } = put(
      '<clerk-authenticate-with-redirect-button strategy="web3_base_signature" fallback-redirect-url="/w"></clerk-authenticate-with-redirect-button>',
    );
    await press(element);
    equal(clerk.calls, [
      { name: 'authenticateWithWeb3', args: [{ strategy: 'web3_base_signature', redirectUrl: '/w' }] },
    ]);
  });

  it('shows another provider when its strategy changes', async () => {
    const { element } = put(
      '<clerk-authenticate-with-redirect-button strategy="oauth_google"></clerk-authenticate-with-redirect-button>',
    );
    element.setAttribute('strategy', 'oauth_apple');
    await task();
    equal(element.innerText.trim(), 'Continue with Apple');
  });

  it('keeps working when it is moved in the page', async () => {
    const { clerk, element } = put('<clerk-sign-out-button></clerk-sign-out-button>');
    document.body.append(element);
    await press(element);
    equal([clerk.calls.length, element.querySelectorAll('button').length], [1, 1]);
  });
});
