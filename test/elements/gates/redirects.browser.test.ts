import { cleanUp, equal, ok } from '../support.ts';
import { household } from '../user-button/account.ts';
import { AccountClerk, sessionJSON } from '../user-button/account-clerk.ts';
import { task } from '../user-button/settle.ts';
import { defineGates, put, unknown } from './gate-page.ts';

/** An instance where nobody is signed in. */
class SignedOutClerk extends AccountClerk {
  buildSignUpUrl(): string {
    return '/sign-up';
  }
  async redirectToSignUp(options: unknown): Promise<void> {
    await this.call('redirectToSignUp', options);
  }
}

defineGates();

describe('redirects', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(cleanUp);

  it('redirects a signed-out user to the sign-in page once, with a redirect back', () => {
    const clerk = new SignedOutClerk();
    put(clerk, '<clerk-redirect-to-sign-in sign-in-fallback-redirect-url="/start"></clerk-redirect-to-sign-in>');
    clerk.set({});
    equal(clerk.calls, [
      {
        name: 'redirectToSignIn',
        args: [{ redirectUrl: location.href, signInFallbackRedirectUrl: '/start' }],
      },
    ]);
  });

  it('redirects after a sign-out, and not while the user is signed in or unknown', async () => {
    const clerk = unknown();
    put(clerk, '<clerk-redirect-to-sign-in redirect-url="/here"></clerk-redirect-to-sign-in>');
    clerk.keep([household().user!]);
    await task();
    equal(clerk.calls, []);
    clerk.activate(null);
    equal(clerk.calls, [{ name: 'redirectToSignIn', args: [{ redirectUrl: '/here' }] }]);
  });

  it('redirects a signed-out user to the sign-up page, with a redirect back', () => {
    const clerk = new SignedOutClerk();
    put(clerk, '<clerk-redirect-to-sign-up sign-up-force-redirect-url="/welcome"></clerk-redirect-to-sign-up>');
    equal(clerk.calls, [
      { name: 'redirectToSignUp', args: [{ redirectUrl: location.href, signUpForceRedirectUrl: '/welcome' }] },
    ]);
  });

  it('redirects a signed-in user to the profile, and no other', () => {
    const out = new SignedOutClerk();
    put(out, '<clerk-redirect-to-user-profile></clerk-redirect-to-user-profile>');
    equal(out.calls, []);
    const clerk = household();
    put(clerk, '<clerk-redirect-to-user-profile></clerk-redirect-to-user-profile>');
    equal(clerk.calls, [{ name: 'redirectToUserProfile', args: [] }]);
  });

  it('waits until the URL of the page is known', () => {
    const clerk = new SignedOutClerk();
    clerk.status = 'loading';
    put(clerk, '<clerk-redirect-to-sign-in redirect-url="/here"></clerk-redirect-to-sign-in>');
    put(clerk, '<clerk-redirect-to-user-profile></clerk-redirect-to-user-profile>');
    clerk.set({ client: undefined, __internal_incoming: sessionJSON({}) });
    clerk.keep([]);
    equal(clerk.calls, []);
    clerk.set({ status: 'ready' });
    equal(clerk.calls, [{ name: 'redirectToSignIn', args: [{ redirectUrl: '/here' }] }]);
  });

  it('stays while the API cannot be reached', () => {
    const clerk = new SignedOutClerk();
    clerk.status = 'degraded';
    put(clerk, '<clerk-redirect-to-sign-in></clerk-redirect-to-sign-in>');
    equal(clerk.calls, []);
  });

  it('does not redirect again when the page moves the element', () => {
    const clerk = new SignedOutClerk();
    const box = put(clerk, '<clerk-redirect-to-sign-in></clerk-redirect-to-sign-in>');
    document.body.append(document.createElement('div'), box);
    equal(clerk.calls.length, 1);
  });

  for (const [tag, build, setting] of [
    ['clerk-redirect-to-sign-in', 'buildSignInUrl', 'signInUrl'],
    ['clerk-redirect-to-sign-up', 'buildSignUpUrl', 'signUpUrl'],
    ['clerk-redirect-to-user-profile', 'buildUserProfileUrl', 'userProfileUrl'],
  ] as const) {
    it(`<${tag}> stays on the page that it leads to, and says so on the console`, () => {
      const clerk = tag === 'clerk-redirect-to-user-profile' ? household() : new SignedOutClerk();
      Object.assign(clerk, { [build]: () => `${location.href}#/somewhere` });
      const said: unknown[] = [];
      const { error } = console;
      console.error = (text) => said.push(text);
      put(clerk, `<${tag}></${tag}>`);
      console.error = error;
      equal(clerk.calls, []);
      equal(said.length, 1);
      ok(String(said[0]).includes(`<${tag}> leads to`) && String(said[0]).includes(setting), String(said[0]));
    });
  }

  it('shows nothing of what the page has put inside', () => {
    const box = put(unknown(), '<clerk-redirect-to-sign-up><p>Wait</p></clerk-redirect-to-sign-up>');
    equal(box.querySelector('p')?.checkVisibility(), false);
  });
});
