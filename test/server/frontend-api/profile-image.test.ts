import assert from 'node:assert/strict';
import { it } from 'node:test';
import sharp from 'sharp';
import type { ClientJSON } from '../../../src/protocol/json/client.ts';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { onSqlite } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';
import { drawPicture, uploadPicture } from '../../support/pictures.ts';

const ADA = 'ada@example.com';
const PATH = '/v1/me/profile_image';

/** Loads a picture as a page of another site does. */
async function load(instance: TestInstance, url: string): Promise<{ answer: Response; bytes: Buffer }> {
  const answer = await instance.fetch(new Request(url));
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

function userOf(client: ClientJSON | null) {
  const [session] = client?.sessions ?? [];
  assert.ok(session?.user);
  return { ...session, user: session.user };
}

onSqlite('the picture of a user', (open) => {
  it('an uploaded picture is shown as a square of WebP, to every site and for ever', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA);
    const before = userOf((await browser.get('/v1/client')).client ?? (await browser.get('/v1/client')).response);
    const uploaded = await uploadPicture(browser, await drawPicture(800, 600).png().toBuffer());
    const { object, id, name, public_url } = uploaded.response;
    assert.deepEqual([uploaded.status, object, name], [200, 'image', `${id}.webp`]);
    assert.match(id, /^img_[0-9A-Za-z]{27}$/);
    assert.ok(!public_url.includes(userId));
    const { user, public_user_data, updated_at } = userOf(uploaded.client);
    for (const shown of [user, public_user_data]) {
      assert.ok(shown);
      assert.deepEqual([shown.image_url, shown.profile_image_url, shown.has_image], [public_url, public_url, true]);
    }
    assert.ok(user.updated_at > before.user.updated_at && updated_at > before.updated_at);
    const { answer, bytes } = await load(instance, public_url);
    const header = (each: string) => answer.headers.get(each);
    assert.deepEqual([answer.status, header('content-type')], [200, 'image/webp']);
    assert.equal(header('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(header('content-security-policy'), "default-src 'none'; sandbox; frame-ancestors 'none'");
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.equal(header('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(header('set-cookie'), null);
    const { format, width, height } = await sharp(bytes).metadata();
    assert.deepEqual([format, width, height], ['webp', 512, 512]);
  });

  it('a picture that is smaller than 512 pixels is not made larger', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const { response } = await uploadPicture(browser, await drawPicture(40, 20).jpeg().toBuffer());
    const { width, height } = await sharp((await load(instance, response.public_url)).bytes).metadata();
    assert.deepEqual([width, height], [20, 20]);
  });

  it('a new picture has a new address, and of the old one nothing stays', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA);
    const first = await uploadPicture(browser, await drawPicture().png().toBuffer());
    const second = await uploadPicture(browser, await drawPicture(20, 40).png().toBuffer());
    assert.notEqual(first.response.public_url, second.response.public_url);
    assert.equal((await load(instance, first.response.public_url)).answer.status, 404);
    assert.equal((await load(instance, second.response.public_url)).answer.status, 200);
    const removed = await browser.override('DELETE', PATH);
    assert.deepEqual(removed.response, { object: 'image', id: second.response.id, deleted: true });
    const { user } = userOf(removed.client);
    assert.equal(user.has_image, false);
    assert.match(user.image_url, /avatar_placeholder/);
    assert.equal((await load(instance, second.response.public_url)).answer.status, 404);
    assert.equal((await browser.override('DELETE', PATH)).status, 200);
    assert.equal((await instance.storage.findUser(userId))?.profile_image_id, null);
  });

  it('a picture goes with the account', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const { response } = await uploadPicture(browser, await drawPicture().png().toBuffer());
    assert.equal((await browser.override('DELETE', '/v1/me')).status, 200);
    assert.equal((await load(instance, response.public_url)).answer.status, 404);
  });

  it('a string is taken as base64, with or without the header of a data URL', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const base64 = (await drawPicture().png().toBuffer()).toString('base64');
    const headers = { 'content-type': 'application/octet-stream' };
    const form = new FormData();
    form.append('other', 'a');
    form.append('file', `data:image/png;base64,${base64}`);
    for (const sent of [
      { headers, body: `data:image/png;base64,${base64}` },
      { headers, body: base64 },
      { body: form },
    ]) {
      const { status, response } = await browser.send(PATH, { method: 'POST', ...sent });
      assert.equal(status, 200);
      assert.equal((await load(instance, response.public_url)).answer.status, 200);
    }
  });

  it('every format that a browser shows is taken', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
      const file = await drawPicture().toFormat(format).toBuffer();
      assert.equal((await uploadPicture(browser, file)).status, 200, format);
    }
  });

  it('a picture is uploaded and removed without a new proof of identity, and nobody is mailed', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    instance.clock.advance(3_600_000);
    const mails = instance.mailbox.messages.length;
    assert.equal((await uploadPicture(browser, await drawPicture().png().toBuffer())).status, 200);
    assert.equal((await browser.override('DELETE', PATH)).status, 200);
    await instance.app.settle();
    assert.equal(instance.mailbox.messages.length, mails);
  });

  it('each change of a picture is recorded as a change of the user', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA);
    const count = async () =>
      (await instance.storage.listEvents(userId)).filter(({ type }) => type === 'user.updated').length;
    const before = await count();
    await uploadPicture(browser, await drawPicture().png().toBuffer());
    await browser.override('DELETE', PATH);
    assert.equal(await count(), before + 2);
  });

  it('where uploads are off, clients read that and get a coded error, and a picture can still be removed', async () => {
    for (const pictureUploads of [true, false]) {
      const instance = await open({ config: { pictureUploads } });
      const environment = (await (
        await instance.fetch(new Request('https://clerk.example.com/v1/environment'))
      ).json()) as EnvironmentJSON;
      assert.equal(environment.user_settings.actions.upload_picture, pictureUploads ? undefined : false);
      const browser = instance.browser();
      await instance.signUp(browser, ADA);
      const { status, code } = await uploadPicture(browser, await drawPicture().png().toBuffer());
      assert.deepEqual([status, code], pictureUploads ? [200, undefined] : [403, 'feature_not_enabled']);
      assert.equal((await browser.override('DELETE', PATH)).status, 200);
    }
  });
});
