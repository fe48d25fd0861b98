import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { COLOURS, drawInitials, initialsFromPath } from '../../../src/server/users/initials-picture.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { drawPicture, uploadPicture } from '../../support/pictures.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { signInWith, startProvider, withProvider } from '../factors/oauth/sign-in-with.ts';

const ADA = 'ada@example.com';
const PICTURE = 'https://img.example.com/ada.png';
/** Names, and the text of the picture. */
const NAMES: readonly [first: string, last: string, text: string][] = [
  ['Ada', 'Berg', 'AB'],
  ['محمد', 'علي', 'مع'],
  ['דוד', 'כהן', 'דכ'],
  ['👩‍👩‍👧‍👦', '🇩🇪', '👩‍👩‍👧‍👦🇩🇪'],
  ['\u200bAda', '\u2060Berg', 'AB'],
  ['<b>', '&amp;', '&lt;&amp;'],
  ['"/><script>', "'", '&quot;&#39;'],
  [`Z${'\u0301'.repeat(90)}`, 'Q', 'ZQ'],
  ['\ufffe', 'Q', 'Q'],
];

describe('the picture that a user has without an upload', () => {
  let instance: TestInstance;
  let idp: OpenIdProvider;
  const open = async (config: Partial<ConfigInput> = {}): Promise<TestBrowser> => {
    instance = await getTestInstance({ config });
    return instance.browser();
  };
  before(async () => {
    idp = await startProvider([
      { sub: 'ada', email: ADA, email_verified: true, given_name: 'Ada', family_name: 'Berg', picture: PICTURE },
      { sub: 'bo', email: 'bo@example.com', email_verified: true, picture: 'http://img.example.com/bo.png' },
    ]);
  });
  after(() => idp.close());
  afterEach(() => instance.close());

  const load = async (url: string): Promise<{ text: string; headers: Headers }> => {
    const answer = await instance.fetch(new Request(url));
    assert.equal(answer.status, 200, url);
    return { text: await answer.text(), headers: answer.headers };
  };

  it('a user without a picture is drawn as initials, and their URL tells nothing else', async () => {
    const browser = await open();
    const { userId } = await instance.signUp(browser, ADA);
    for (const [first_name, last_name, letters] of NAMES) {
      const { response: user } = await browser.override('PATCH', '/v1/me', { first_name, last_name });
      assert.equal(user.has_image, false);
      assert.match(user.image_url, /^https:\/\/clerk\.example\.com\/v1\/avatar_placeholder\/\d+-[\w-]*\.svg$/);
      assert.ok(!user.image_url.includes(userId));
      const { text, headers } = await load(user.image_url);
      assert.equal(headers.get('content-type'), 'image/svg+xml');
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; sandbox;/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.match(text, /^<svg [^<>]+><path [^<>]+\/><text [^<>]+>[^<>]*<\/text><\/svg>$/);
      assert.equal(/>([^<>]*)<\/text>/.exec(text)?.[1], letters);
    }
  });

  it('the initials of a user without a name are those of the username or the address', async () => {
    const browser = await open();
    await instance.signUp(browser, 'zoe.young@example.com');
    const { response: named } = await browser.get('/v1/me');
    assert.match((await load(named.image_url)).text, />ZY<\/text>/);
    const { response: user } = await browser.override('PATCH', '/v1/me', { username: 'quinn' });
    assert.match((await load(user.image_url)).text, />Q<\/text>/);
  });

  it('a person who is not known yet is drawn without any letter, whether an account exists or not', async () => {
    const browser = await open();
    await instance.signUp(browser, ADA);
    const urls = await Promise.all(
      [ADA, 'bo@example.com'].map(async (identifier) => {
        const { response } = await instance.browser().post('/v1/client/sign_ins', { identifier });
        return response?.user_data?.image_url;
      }),
    );
    const { text } = await load(urls[0]);
    assert.match(text, /^<svg [^<>]+><path [^<>]+\/><g [^<>]+><circle [^<>]+\/><path [^<>]+\/><\/g><\/svg>$/);
    assert.ok(urls[1] === undefined || urls[1] === urls[0]);
  });

  it('initials have a contrast of at least 4.5:1 on every hue', () => {
    for (const [hue, colour] of COLOURS.entries()) {
      const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
      const contrast = 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
      assert.ok(contrast >= 4.5, `${colour}: ${contrast}`);
      assert.ok(drawInitials({ hue, letters: 'A' }).includes(`fill="${colour}"`));
    }
  });

  it('a URL that the server did not make draws nothing', async () => {
    await open();
    const encode = (text: string): string => Buffer.from(text).toString('base64url');
    const names = [
      '12-QQ.svg',
      '-1-QQ.svg',
      '1-QQ==.svg',
      '1-QQ.png',
      '1-.svgz',
      '1.svg',
      'nobody',
      `1-${encode('ABC')}.svg`,
    ];
    for (const name of [...names, `1-${encode(`A${'\u0301'.repeat(200)}`)}.svg`, `1-${'QQ'.repeat(999)}.svg`]) {
      assert.equal(initialsFromPath(name), undefined, name);
      const answer = await instance.fetch(new Request(`https://clerk.example.com/v1/avatar_placeholder/${name}`));
      assert.equal(answer.status, 404, name);
    }
  });

  it('the picture of a connected account is shown if it comes over https, until the user removes it or uploads another', async () => {
    const browser = await open(withProvider(idp.issuer));
    const { client } = await signInWith(browser, idp, 'ada', 'sign_ups');
    const [{ user, public_user_data }] = client.sessions;
    for (const shown of [user, public_user_data]) {
      assert.deepEqual([shown.image_url, shown.has_image], [PICTURE, true]);
    }
    const removed = await browser.override('DELETE', '/v1/me/profile_image');
    assert.equal(removed.client?.sessions[0]?.user?.has_image, false);
    const uploaded = await uploadPicture(browser, await drawPicture().png().toBuffer());
    assert.equal(uploaded.client?.sessions[0]?.user?.image_url, uploaded.response.public_url);
    const other = instance.browser();
    const { client: unsafe } = await signInWith(other, idp, 'bo', 'sign_ups');
    assert.equal(unsafe.sessions[0].user.has_image, false);
  });

  it('the picture of a connected account goes when the account is disconnected', async () => {
    const browser = await open(withProvider(idp.issuer));
    await signInWith(browser, idp, 'ada', 'sign_ups');
    const { response: user } = await browser.get('/v1/me');
    assert.equal(user.image_url, PICTURE);
    await browser.override('DELETE', `/v1/me/external_accounts/${user.external_accounts[0].id}`);
    const { response: after } = await browser.get('/v1/me');
    assert.deepEqual([after.external_accounts, after.has_image], [[], false]);
  });

  it('Gravatar is asked for the verified primary address only, by its SHA-256, and draws initials itself', async () => {
    const browser = await open({ gravatar: true });
    await instance.signUp(browser, 'Ada@Example.com', { first_name: 'Ada', last_name: 'Berg' });
    const { response: user } = await browser.get('/v1/me');
    const url = new URL(user.image_url);
    const sum = createHash('sha256').update(ADA).digest('hex');
    assert.equal(url.origin + url.pathname, `https://gravatar.com/avatar/${sum}`);
    assert.deepEqual([url.searchParams.get('d'), url.searchParams.get('initials')], ['initials', 'AB']);
    assert.equal(user.has_image, true);
    const { response } = await uploadPicture(browser, await drawPicture().png().toBuffer());
    assert.equal((await browser.get('/v1/me')).response.image_url, response.public_url);
  });

  it('Gravatar learns nothing unless a setting says so', async () => {
    const browser = await open();
    await instance.signUp(browser, ADA);
    assert.doesNotMatch((await browser.get('/v1/me')).response.image_url, /gravatar/);
  });
});

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
