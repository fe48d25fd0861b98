import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

describe('members that a page takes off the instance', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
  });
  after(() => instance.close());

  it('methods of the instance work without it', async () => {
    const { clerk } = await new Device(instance).open();
    await clerk.load();
    const { addListener, buildSignInUrl, setActive, signOut, mountSignIn, __internal_updateProps } = clerk;
    const mounted: unknown[] = [];
    clerk.__internal_setComponents({
      mount: (...args) => void mounted.push(args),
      unmount() {},
      open() {},
      close() {},
      updateProps: (props) => void mounted.push(props),
    });
    const node = {} as HTMLElement;
    // SDKs call it as a method of something else.
    ({ mount: mountSignIn }).mount(node, { path: '/sign-in' });
    __internal_updateProps({ node, props: {} });
    assert.deepEqual(mounted, [['SignIn', node, { path: '/sign-in' }], { node, props: {} }]);
    assert.match(buildSignInUrl({ redirectUrl: '/later' }), /redirect_url=%2Flater/);

    const users: (string | undefined)[] = [];
    addListener(({ user }) => users.push(user?.id));
    const { signUp } = clerk.client!;
    await signUp.create({ emailAddress: 'bound@example.com', password: PASSWORD });
    await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
    await signUp.attemptEmailAddressVerification({ code: instance.mailbox.lastCode('bound@example.com') });
    await setActive({ session: signUp.createdSessionId });
    assert.equal(users.at(-1), signUp.createdUserId);
    const { checkAuthorization, getToken } = clerk.session!;
    assert.equal(checkAuthorization({ role: 'org:admin' }), false);
    assert.ok(await getToken());
    await signOut(() => {});
    assert.equal(clerk.user, null);
  });

  it('a method that the page has replaced stays replaced', async () => {
    const { clerk } = await new Device(instance).open();
    const navigate = async () => 'replaced';
    Object.assign(clerk, { navigate });
    await clerk.load();
    assert.equal(clerk.navigate, navigate);
  });

  it('a redirect to the sign-in page comes back to this page when the caller passes redirectUrl as undefined', async () => {
    const { clerk } = await new Device(instance).open();
    await clerk.load();
    const targets: string[] = [];
    Object.assign(clerk, { navigate: async (to: string) => void targets.push(to) });
    await clerk.redirectToSignIn({ redirectUrl: undefined } as object);
    await clerk.redirectToSignUp({ redirectUrl: undefined } as object);
    for (const target of targets) assert.match(target, /redirect_url=http/);
    assert.equal(targets.length, 2);
  });
});
