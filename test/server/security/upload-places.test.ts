import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { drawPicture, uploadPicture } from '../../support/pictures.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const PATH = '/v1/me/profile_image';

describe('the places for uploads', () => {
  let instance: TestInstance;
  let browser: TestBrowser;
  const open = async (options: TestInstanceOptions = {}): Promise<void> => {
    instance = await getTestInstance(options);
    browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
  };
  afterEach(() => instance.close());

  it('more uploads at once than there are places are told to wait, and the others are done', async () => {
    await open({ limits: { pictures: { max: 99, windowMs: 1_000 } } });
    const file = await drawPicture(200, 200).png().toBuffer();
    const browsers = Array.from({ length: 20 }, () => instance.browser());
    for (const [index, each] of browsers.entries()) await instance.signUp(each, `user-${index}@example.com`);
    const answers = await Promise.all(browsers.map((each) => uploadPicture(each, file)));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(200), count(429)], [16, 4]);
    assert.equal((await uploadPicture(browser, file)).status, 200);
  });

  it('a user who sends slowly takes two places for uploads and no more', async () => {
    await open({ limits: { pictures: { max: 99, windowMs: 1_000 } } });
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'content-type': 'application/octet-stream', cookie };
    const ends: (() => void)[] = [];
    const slow = Array.from({ length: 16 }, () => {
      const body = new ReadableStream({ start: (controller) => void ends.push(() => controller.close()) });
      return browser.fetch(PATH, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    });
    const other = instance.browser();
    await instance.signUp(other, 'bob@example.com');
    assert.equal((await uploadPicture(other, await drawPicture().png().toBuffer())).status, 200);
    for (const end of ends) end();
    const statuses = (await Promise.all(slow)).map(({ status }) => status);
    assert.deepEqual([statuses.filter((each) => each === 422).length, new Set(statuses)], [2, new Set([422, 429])]);
  });
});
