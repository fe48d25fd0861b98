import { define } from '../../../src/elements/base/define.ts';
import { ClerkGoogleOneTap } from '../../../src/elements/google-one-tap/google-one-tap.ts';
import { type GoogleDouble, installGoogleDouble } from '../../support/google-identity-double.ts';
import { cleanUp, equal, next, ok } from '../support.ts';
import { household } from '../user-button/account.ts';
import { AccountClerk, deferred, refusal } from '../user-button/account-clerk.ts';
import { task } from '../user-button/settle.ts';

define('clerk-google-one-tap', ClerkGoogleOneTap);
// Loaded beforehand, so that no test has to wait for it.
await import('../../../src/elements/base/fire-complete.ts');

const CLIENT_ID = 'app.apps.googleusercontent.com';

/** An instance with One Tap that nobody is signed in to. */
function strangers(display: object = {}): AccountClerk {
  const clerk = new AccountClerk([], {
    display: { google_one_tap_client_id: CLIENT_ID, google_one_tap_nonce: true, ...display },
  });
  return Object.assign(clerk, {
    authenticateWithGoogleOneTap: (params: unknown) => clerk.call('authenticate', params),
    handleGoogleOneTapCallback: (...args: unknown[]) => clerk.call('handle', ...args),
    buildSignUpUrl: () => '/sign-up',
  });
}

async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await task();
}

async function put(clerk: AccountClerk, attributes: Record<string, string> = {}): Promise<ClerkGoogleOneTap> {
  const element = document.createElement('clerk-google-one-tap');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.clerk = clerk.asInstance;
  document.body.append(element);
  await turns();
  return element;
}

const offered = () => document.querySelector('#credential_picker_container');
const press = async (text: string): Promise<void> => {
  const buttons = [...(offered()?.querySelectorAll('button') ?? [])];
  buttons.find(({ textContent }) => textContent === text)?.click();
  await turns();
};
const paramsOf = (clerk: AccountClerk, name: string) => clerk.calls.find((call) => call.name === name)?.args ?? [];

describe('<clerk-google-one-tap>', () => {
  let double: GoogleDouble;
  let said: string[];
  const { info, error } = console;
  beforeEach(() => {
    delete window.googleDouble;
    double = installGoogleDouble(window);
    said = [];
    console.info = console.error = (text: string) => void said.push(text);
  });
  afterEach(() => {
    Object.assign(console, { info, error });
    offered()?.remove();
    cleanUp();
  });

  it('offers the accounts of Google with the documented options, and renders nothing itself', async () => {
    const element = await put(strangers());
    equal([double.initialized.length, double.prompts, element.childNodes.length], [1, 1, 0]);
    const { nonce, ...options } = double.initialized[0] ?? {};
    ok(nonce && /^[\w-]{43}$/.test(nonce), 'a hash as nonce');
    equal(options, {
      client_id: CLIENT_ID,
      auto_select: false,
      itp_support: true,
      cancel_on_tap_outside: true,
      use_fedcm_for_prompt: true,
    });
    equal(said, []);
  });

  it('passes the attributes and properties on to Google', async () => {
    const off = { 'cancel-on-tap-outside': 'false', 'itp-support': 'false', 'fed-cm-support': 'false' };
    await put(strangers(), off);
    const element = document.createElement('clerk-google-one-tap');
    Object.assign(element, { clerk: strangers().asInstance, cancelOnTapOutside: false, itpSupport: true });
    document.body.append(element);
    await turns();
    const shown = double.initialized.map((each) => [
      each.cancel_on_tap_outside,
      each.itp_support,
      each.use_fedcm_for_prompt,
    ]);
    equal(shown, [
      [false, false, false],
      [false, true, true],
    ]);
  });

  it('gives the server the text of the nonce that Google got the hash of', async () => {
    const clerk = strangers();
    await put(clerk);
    await press('Continue as Ada');
    const [{ token, nonce }] = paramsOf(clerk, 'authenticate') as [{ token: string; nonce: string }];
    equal(token, 'a token');
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(nonce)));
    const text = btoa(String.fromCharCode(...hash));
    equal(double.initialized[0]?.nonce, text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''));
  });

  it('uses no nonce with an API that takes none', async () => {
    const clerk = strangers({ google_one_tap_nonce: undefined });
    await put(clerk);
    await press('Continue as Ada');
    equal(double.initialized[0]?.nonce, undefined);
    equal(paramsOf(clerk, 'authenticate'), [{ token: 'a token' }]);
  });

  it('goes on after the sign-in, to this page unless the attributes name others', async () => {
    const clerk = strangers();
    clerk.answers['authenticate'] = deferred<unknown>();
    clerk.answers['authenticate']?.resolve({ status: 'complete' });
    const element = await put(clerk, { 'sign-up-force-redirect-url': '/welcome' });
    await press('Continue as Ada');
    const [attempt, params] = paramsOf(clerk, 'handle') as [
      { status: string },
      Record<string, unknown> & { __internal_completed(id: string): boolean },
    ];
    equal(attempt.status, 'complete');
    equal(
      [params['signInForceRedirectUrl'], params['signInFallbackRedirectUrl'], params['signUpForceRedirectUrl']],
      [null, location.href, '/welcome'],
    );
    const completed = next(element, 'clerk-complete');
    equal(params.__internal_completed('sess_1'), true);
    equal(((await completed) as Event & { sessionId: string }).sessionId, 'sess_1');
    element.addEventListener('clerk-complete', (event) => event.preventDefault());
    equal(params.__internal_completed('sess_1'), false);
  });

  it('offers nothing to a signed-in user, and takes the offer back when one signs in elsewhere', async () => {
    const signedIn = household();
    Object.assign(signedIn.__internal_environment?.display_config ?? {}, { google_one_tap_client_id: CLIENT_ID });
    await put(signedIn);
    equal(double.prompts, 0);
    const clerk = strangers();
    await put(clerk);
    ok(offered(), 'an offer');
    clerk.keep([household().user!]);
    equal(offered(), null);
    clerk.keep([]);
    await turns();
    equal(double.prompts, 1);
  });

  it('takes the offer back when it is removed from the page', async () => {
    const element = await put(strangers());
    ok(offered(), 'an offer');
    element.remove();
    equal(offered(), null);
    equal(double.cancels, 1);
  });

  it('offers nothing while it is unknown whether a user is signed in', async () => {
    const clerk = strangers();
    Object.assign(clerk, { client: undefined, session: undefined, user: undefined });
    await put(clerk);
    equal(double.prompts, 0);
    clerk.keep([]);
    await turns();
    equal(double.prompts, 1);
  });

  it('tells developers once why nothing is shown, and visitors nothing', async () => {
    double.hiddenFor = 'unregistered_origin';
    await put(strangers());
    await put(strangers());
    equal(said.length, 1);
    ok(said[0]?.includes('Authorized JavaScript origins'), said[0] ?? '');
    double.hiddenFor = undefined;
    await put(strangers());
    await press('Close');
    equal(said.length, 2);
    ok(said[1]?.includes('user_cancel'), said[1] ?? '');
    await put(strangers({ google_one_tap_client_id: null }));
    ok(said[2]?.includes('googleOneTap.enabled'), said[2] ?? '');
    equal(double.prompts, 3);
  });

  it('reports a refused token by an event, and leaves the page as it is', async () => {
    const clerk = strangers();
    const answer = (clerk.answers['authenticate'] = deferred<unknown>());
    answer.promise.catch(() => {});
    answer.reject(refusal('oauth_token_exchange_error'));
    const element = await put(clerk);
    const failed = next(element, 'clerk-error');
    await press('Continue as Ada');
    const { error } = (await failed) as Event & { error: { errors: { code: string }[] } };
    equal(error.errors[0]?.code, 'oauth_token_exchange_error');
    equal(said, ['clerk-widgets: <clerk-google-one-tap> could not sign in.']);
    equal([paramsOf(clerk, 'handle'), clerk.navigations], [[], []]);
  });
});
