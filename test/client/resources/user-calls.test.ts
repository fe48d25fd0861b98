import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Clerk } from '../../../src/client/clerk.ts';
import { ClerkAPIResponseError } from '../../../src/client/errors.ts';
import type { FapiCall } from '../../../src/client/fapi/request.ts';
import { createBrowserPlatform } from '../../../src/client/platform/browser-platform.ts';
import { parseUser } from '../../../src/client/resources/parse-user.ts';
import type { ResourceContext } from '../../../src/client/resources/resource-context.ts';
import type { UserJSON } from '../../../src/protocol/json/user.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

describe('the calls of a user', () => {
  let instance: TestInstance;
  let device: Device;
  let clerk: Clerk;
  /** Requests since the last look, such as `PATCH /me`. */
  let sent: string[] = [];

  beforeEach(async () => {
    instance = await getTestInstance();
    device = new Device(instance);
    await instance.signUp(instance.browser(), 'ada@example.com');
    ({ clerk } = await device.open());
    const { createdSessionId } = await clerk.client!.signIn.create({
      identifier: 'ada@example.com',
      password: PASSWORD,
    });
    await clerk.setActive({ session: createdSessionId });
    device.deliver = (request) => {
      const { pathname, searchParams } = new URL(request.url);
      sent.push(`${searchParams.get('_method') ?? request.method} ${pathname.replace('/v1', '')}`);
      return undefined;
    };
    sent = [];
  });
  afterEach(() => instance.close());
  const user = () => {
    assert.ok(clerk.user);
    return clerk.user;
  };

  test('update changes names and replaces the metadata in one request', async () => {
    await user().update({ firstName: 'Ada', unsafeMetadata: { theme: 'dark', size: { width: 1, height: 2 } } });
    const changed = await user().update({ lastName: 'Berg', unsafeMetadata: { size: { height: 3 }, none: undefined } });
    assert.deepEqual(sent, ['PATCH /me', 'PATCH /me']);
    assert.equal(changed.fullName, 'Ada Berg');
    assert.deepEqual(changed.unsafeMetadata, { size: { height: 3 } });
    assert.equal(user().updatedAt.getTime(), changed.updatedAt.getTime());
    await user().update({ unsafeMetadata: {} });
    assert.deepEqual([sent.length, user().unsafeMetadata], [3, {}]);
  });

  test('updateMetadata merges in one request', async () => {
    await user().update({ unsafeMetadata: { theme: 'dark', size: { width: 1 } } });
    sent = [];
    const changed = await user().updateMetadata({ unsafeMetadata: { theme: null, size: { height: 2 } } });
    assert.deepEqual(sent, ['PATCH /me/metadata']);
    assert.deepEqual(changed.unsafeMetadata, { size: { width: 1, height: 2 } });
  });

  test('delete signs the page and the other tabs out in one request', async () => {
    const { clerk: other } = await device.open();
    assert.ok(other.user);
    sent = [];
    assert.equal(user().deleteSelfEnabled, true);
    assert.equal(await user().delete(), undefined);
    assert.deepEqual(sent, ['DELETE /me']);
    assert.deepEqual([clerk.user, clerk.session, clerk.client?.sessions], [null, null, []]);
    assert.equal(device.world.cookie('__session') ?? '', '');
    await device.settle();
    assert.equal(other.user, null);
    const again = clerk.client!.signIn.create({ identifier: 'ada@example.com', password: PASSWORD });
    await assert.rejects(again, ({ errors }: ClerkAPIResponseError) => errors[0]?.code === 'form_identifier_not_found');
  });

  test('a session that is revoked elsewhere comes back as revoked', async () => {
    const sessions = await user().getSessions();
    const there = sessions.find(({ id }) => id !== clerk.session?.id);
    assert.equal((await there?.revoke())?.status, 'revoked');
    assert.equal((await user().getSessions()).length, 1);
  });
});

describe('metadata at an API of a newer revision', () => {
  const open = (answer: (path: string, call: FapiCall) => UserJSON) => {
    const sent: unknown[] = [];
    const context = {
      platform: createBrowserPlatform(),
      client: () => undefined,
      async call(path: string, call: FapiCall) {
        sent.push([call.method, path, call.body]);
        return answer(path, call);
      },
    } as Partial<ResourceContext> as ResourceContext;
    return { sent, user: parseUser(json({}, 1), undefined, 'sess_1', context) };
  };
  const json = (unsafe_metadata: object, updated_at: number) =>
    ({ id: 'user_1', created_at: 1, updated_at, unsafe_metadata }) as unknown as UserJSON;

  test('metadata that the API ignores with the other fields follows as a merge patch', async () => {
    const { sent, user } = open((path) =>
      path === '/me' ? json({ old: 1, same: 2 }, 2) : json({ same: 2, new: 3 }, 3),
    );
    const changed = await user.update({ firstName: 'Ada', unsafeMetadata: { new: 3, same: 2 } });
    assert.deepEqual(sent, [
      ['PATCH', '/me', { firstName: 'Ada', unsafeMetadata: { new: 3, same: 2 } }],
      ['PATCH', '/me/metadata', { unsafeMetadata: { old: null, new: 3 } }],
    ]);
    assert.deepEqual(changed.unsafeMetadata, { same: 2, new: 3 });
  });

  test('metadata that the API refuses with the other fields follows as a merge patch', async () => {
    const { sent, user } = open((path, { body }) => {
      if (path === '/me' && body && 'unsafeMetadata' in body) {
        throw new ClerkAPIResponseError(422, [{ code: 'form_param_unknown', message: '', longMessage: '', meta: {} }]);
      }
      return path === '/me' ? json({ old: 1 }, 2) : json({ new: 3 }, 3);
    });
    const changed = await user.update({ firstName: 'Ada', unsafeMetadata: { new: 3 } });
    assert.deepEqual(sent.slice(1), [
      ['PATCH', '/me', { firstName: 'Ada' }],
      ['PATCH', '/me/metadata', { unsafeMetadata: { new: 3, old: null } }],
    ]);
    assert.deepEqual(changed.unsafeMetadata, { new: 3 });
  });

  test('an error of another kind is passed on', async () => {
    const { sent, user } = open(() => {
      throw new ClerkAPIResponseError(422, [{ code: 'form_param_nil', message: '', longMessage: '', meta: {} }]);
    });
    await assert.rejects(user.update({ firstName: '', unsafeMetadata: {} }), ClerkAPIResponseError);
    assert.equal(sent.length, 1);
  });
});
