import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { drawPicture } from '../../support/pictures.ts';

let instance: TestInstance;
afterEach(() => instance.close());

test('a user uploads and removes a picture with one request each, and the instance has the new user at once', async () => {
  instance = await getTestInstance();
  const browser = instance.browser();
  await instance.signUp(browser, 'ada@example.com');
  const sent: Request[] = [];
  const world = new FakeWorld((request) => {
    sent.push(request);
    return browser.fetch(request);
  });
  world.time = instance.clock.now();
  const tab = world.openTab({ url: 'https://app.example.com/' });
  const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
  await clerk.load();
  await flush();
  const png = await drawPicture().png().toBuffer();
  const user = () => {
    assert.ok(clerk.user);
    return clerk.user;
  };
  for (const file of [
    new Blob([new Uint8Array(png)], { type: 'image/png' }),
    `data:image/png;base64,${png.toString('base64')}`,
    png.toString('base64'),
  ]) {
    sent.length = 0;
    const image = await user().setProfileImage({ file });
    assert.deepEqual([image.name, user().imageUrl, user().hasImage], [`${image.id}.webp`, image.publicUrl, true]);
    assert.equal(clerk.session?.publicUserData.imageUrl, image.publicUrl);
    assert.equal(sent.length, 1);
    // No preflight: these are the only content types that need none.
    assert.match(sent[0]?.headers.get('content-type') ?? '', /^multipart\/form-data; boundary=/);
  }
  sent.length = 0;
  const removed = await user().setProfileImage({ file: null });
  assert.deepEqual([removed.name, removed.publicUrl, user().hasImage], [null, null, false]);
  assert.match(user().imageUrl, /avatar_placeholder/);
  assert.equal(sent.length, 1);
  await assert.rejects(
    user().setProfileImage({ file: new Blob(['<svg/>']) }),
    (error: { errors?: { code: string }[] }) => {
      assert.equal(error.errors?.[0]?.code, 'avatar_file_type_invalid');
      return true;
    },
  );
  await clerk.signOut();
});
