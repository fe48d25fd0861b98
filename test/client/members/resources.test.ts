import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Clerk } from '../../../src/client/clerk.ts';
import type { UserJSON } from '../../../src/protocol/json/user.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

describe('members of resources that few pages call', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
  });
  after(() => instance.close());

  async function open(): Promise<Clerk> {
    const { clerk } = await new Device(instance).open();
    await clerk.load();
    return clerk;
  }

  async function signedUp(emailAddress: string): Promise<Clerk> {
    const clerk = await open();
    const { signUp } = clerk.client!;
    await signUp.create({ emailAddress, password: PASSWORD });
    await signUp.prepareEmailAddressVerification();
    await signUp.attemptEmailAddressVerification({ code: instance.mailbox.lastCode(emailAddress) });
    await clerk.setActive({ session: signUp.createdSessionId });
    return clerk;
  }

  it('client.create makes a browser known that the API does not know', async () => {
    const clerk = await open();
    const client = clerk.client!;
    assert.equal(client.isNew(), true);
    await client.create();
    assert.equal(client.isNew(), false);
    assert.match(client.id ?? '', /^client_/);
    assert.equal((await client.fetch()).id, client.id);
  });

  it('client.resetSignIn and resetSignUp give the present attempts up', async () => {
    const clerk = await signedUp('reset@example.com');
    await clerk.signOut(() => {});
    const client = clerk.client!;
    const { signIn, signUp } = client;
    await signIn.create({ identifier: 'reset@example.com' });
    await signUp.create({ emailAddress: 'another@example.com' });
    const seen: unknown[] = [];
    clerk.addListener(({ client }) => seen.push(client?.signIn.id), { skipInitialEmit: true });
    client.resetSignIn();
    assert.deepEqual([client.signIn.id, client.signIn.status], [undefined, null]);
    assert.deepEqual(seen, [undefined]);
    assert.equal(client.signInAttempt, client.signIn);
    client.resetSignUp();
    assert.deepEqual([client.signUp.id, client.signUpAttempt.status], [undefined, null]);
    await client.signIn.create({ identifier: 'reset@example.com' });
    assert.notEqual(client.signIn.id, signIn.id);
  });

  it('client.buildTouchUrl leads to the API, which renews the cookie and leads back', async () => {
    const clerk = await signedUp('touch@example.com');
    const client = clerk.client!;
    assert.equal(client.isEligibleForTouch(), false);
    const url = new URL(client.buildTouchUrl({ redirectUrl: new URL('https://app.example.com/next?a=b') }));
    assert.equal(url.origin + url.pathname, 'https://clerk.example.com/v1/client/touch');
    assert.equal(url.searchParams.get('redirect_url'), 'https://app.example.com/next?a=b');
    const answer = await instance.fetch(new Request(url));
    assert.equal(answer.status, 307);
    assert.equal(answer.headers.get('location'), 'https://app.example.com/next?a=b');
  });

  it('client.clearCache makes the next getToken request a token', async () => {
    const clerk = await signedUp('cache@example.com');
    const before = await clerk.session!.getToken();
    assert.equal(await clerk.session!.getToken(), before);
    clerk.client!.clearCache();
    instance.clock.advance(1000);
    assert.notEqual(await clerk.session!.getToken(), before);
  });

  it('an address, a number and a connected account read what another system has changed', async () => {
    const clerk = await signedUp('reload@example.com');
    const [address] = clerk.user!.emailAddresses;
    assert.equal((await address!.reload()).id, address!.id);
    const added = await clerk.user!.createEmailAddress({ email: 'gone@example.com' });
    await added.destroy();
    await assert.rejects(added.reload(), { code: 'resource_not_found' });
  });

  it('a user has no organizations, so hooks that list them get empty lists', async () => {
    const clerk = await signedUp('organizations@example.com');
    const user = clerk.user!;
    for (const list of [
      user.getOrganizationMemberships(),
      user.getOrganizationInvitations(),
      user.getOrganizationSuggestions(),
    ]) {
      assert.deepEqual(await list, { data: [], total_count: 0 });
    }
    await assert.rejects(user.leaveOrganization('org_1'), { code: 'feature_unavailable' });
    assert.equal(user.profileImageUrl, user.imageUrl);
  });

  it('session.__internal_touch resolves to the client', async () => {
    const clerk = await signedUp('touched@example.com');
    assert.equal(await clerk.session!.__internal_touch(), clerk.client);
  });

  it('a resource becomes the JSON of the API again', async () => {
    const clerk = await signedUp('json@example.com');
    await clerk.user!.update({ unsafeMetadata: { camelCase: { of: 'the page' } } });
    const json = clerk.client!.__internal_toSnapshot() as {
      object: string;
      sessions: { user: UserJSON; last_active_token: object; created_at: number }[];
      sign_in: { object: string; status: null };
    };
    assert.equal(json.object, 'client');
    assert.equal(json.sign_in.object, 'sign_in');
    const [session] = json.sessions;
    assert.equal(session?.created_at, clerk.session!.createdAt.getTime());
    assert.deepEqual(session?.last_active_token, {
      object: 'token',
      jwt: clerk.session!.lastActiveToken?.getRawString(),
    });
    const { user } = session!;
    assert.deepEqual(user.unsafe_metadata, { camelCase: { of: 'the page' } });
    assert.equal((user.email_addresses[0]?.verification as { object?: string } | null)?.object, 'verification');
    assert.equal(user.email_addresses[0]?.email_address, 'json@example.com');
    assert.equal('full_name' in user || 'path_root' in user, false);
    assert.deepEqual(
      JSON.parse(JSON.stringify(json)),
      JSON.parse(JSON.stringify(clerk.client!.__internal_toSnapshot())),
    );
  });
});
