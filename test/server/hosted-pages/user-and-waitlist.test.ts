import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { getHostedInstance } from '../../support/hosted-instance.ts';

const URL_OF_API = 'https://clerk.example.com';
const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });

describe('the page of the profile', () => {
  it('sends a visitor who is signed out to the sign-in page, and back to the same page of the profile', async () => {
    const instance = await getHostedInstance();
    const answer = await instance.browser().fetch('/user/security');
    assert.equal(answer.status, 303);
    const back = encodeURIComponent(`${URL_OF_API}/user/security`);
    assert.equal(answer.headers.get('location'), `/sign-in?redirect_url=${back}`);
    await instance.close();
  });

  it('without scripts, shows who is signed in, and signs one account out, then all', async () => {
    const instance = await getHostedInstance();
    const browser = instance.browser({ origin: URL_OF_API });
    const ada = await instance.signUp(browser, 'ada@example.com', { first_name: 'Ada', last_name: '<b>L</b>' });
    await instance.signUp(browser, 'bo@example.com');
    const html = await (await browser.fetch('/user')).text();
    const [, plain = ''] = /<div class="plain" data-plain>([^]*)<\/main>/.exec(html) ?? [];
    assert.match(plain, /ada@example\.com/);
    assert.match(plain, /bo@example\.com/);
    assert.match(plain, /Ada &lt;b&gt;L&lt;\/b&gt;/);
    assert.match(plain, /<form method="post" action="\/user">/);
    assert.match(html, /<clerk-user-profile routing="path" path="\/user">/);
    assert.match(html, /<clerk-user-button>/);

    const one = await browser.fetch('/user', form({ session: ada.sessionId }));
    assert.deepEqual([one.status, one.headers.get('location')], [303, '/user']);
    const rest = await (await browser.fetch('/user')).text();
    assert.doesNotMatch(rest, /ada@example\.com/);
    assert.match(rest, /bo@example\.com/);

    const all = await browser.fetch('/user', form({ action: 'sign-out-all' }));
    assert.deepEqual([all.status, all.headers.get('location')], [303, 'https://app.example.com/']);
    assert.equal((await browser.fetch('/user')).status, 303);
    await instance.close();
  });

  it('signs nobody out whom this browser does not hold, or whom another page names', async () => {
    const instance = await getHostedInstance();
    const [mine, theirs] = [instance.browser({ origin: URL_OF_API }), instance.browser({ origin: URL_OF_API })];
    await instance.signUp(mine, 'ada@example.com');
    const bo = await instance.signUp(theirs, 'bo@example.com');
    await mine.fetch('/user', form({ session: bo.sessionId }));
    assert.equal((await theirs.fetch('/user')).status, 200);
    const hidden = await theirs.fetch('/user', { ...form({ action: 'sign-out-all' }), headers: { origin: 'null' } });
    assert.match(await hidden.text(), /Nothing was sent yet/);
    assert.equal((await theirs.fetch('/user')).status, 200);
    await instance.close();
  });
});

describe('a sign-out', () => {
  const home = { homeUrl: 'https://app.example.com' };
  const cases: [Partial<ConfigInput>, string][] = [
    [{ ...home }, home.homeUrl],
    [{ ...home, signInUrl: `${home.homeUrl}/login` }, `${home.homeUrl}/login`],
    [{ ...home, signInUrl: `${URL_OF_API}/sign-in` }, `${URL_OF_API}/sign-in`],
    [{ ...home, hostedPages: false }, `${home.homeUrl}/sign-in`],
    [{ ...home, afterSignOutUrl: `${home.homeUrl}/bye` }, `${home.homeUrl}/bye`],
    [{}, `${URL_OF_API}/sign-in`],
  ];
  for (const [settings, expected] of cases) {
    it(`leads to ${expected} with the settings ${JSON.stringify(settings)}`, () => {
      const allowedOrigins = settings.homeUrl ? [settings.homeUrl] : [];
      const config = parseConfig({ url: URL_OF_API, allowedOrigins, ...settings });
      assert.equal(config.afterSignOutUrl, expected);
    });
  }
});

describe('a server with no site at all', () => {
  it('leads a visitor who has signed in to the profile on the server itself', () => {
    const config = parseConfig({ url: URL_OF_API });
    assert.deepEqual([config.afterSignInUrl, config.afterSignUpUrl], [`${URL_OF_API}/user`, `${URL_OF_API}/user`]);
    for (const homeUrl of ['https://clerk.example.com/app', URL_OF_API]) {
      assert.equal(parseConfig({ url: URL_OF_API, homeUrl }).afterSignInUrl, homeUrl);
    }
  });

  it('leads from its root to the profile', async () => {
    const instance = await getHostedInstance({ config: { allowedOrigins: [] } });
    const answer = await instance.fetch(new Request(`${URL_OF_API}/`));
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/user']);
    await instance.close();
    const withSite = await getHostedInstance();
    assert.equal((await withSite.fetch(new Request(`${URL_OF_API}/`))).status, 404);
    await withSite.close();
  });
});

describe('the theme of the instance', () => {
  const theme = {
    general: { color: '#7dd3fc', backgroundColor: '#0b1220', borderRadius: '2px', labelFontWeight: '700' },
    buttons: { fontColor: '#04121f', fontWeight: '700' },
  };
  const dress = async (branding: ConfigInput['branding']) => {
    const instance = await getHostedInstance({ config: { signUp: { mode: 'waitlist' }, branding } });
    const browser = instance.browser({ origin: URL_OF_API });
    const waitlist = await (await browser.fetch('/waitlist')).text();
    await instance.close();
    return waitlist;
  };

  it('reaches what shows without scripts, whose other colors follow a dark surface', async () => {
    const page = await dress({ theme });
    assert.match(page, /\.plain \{ --plain-accent: #7dd3fc; --plain-surface: #0b1220;[^}]*--plain-radius: 2px; \}/);
    assert.match(page, /\.plain label \{ font-weight: 700; \}/);
    assert.match(page, /\.plain-button \{ font-weight: 700; \}/);
    assert.match(page, /\.plain \{ color-scheme: dark; \}/);
  });

  it('leaves what it does not name to the default look', async () => {
    const page = await dress({ theme: { general: { color: '#7dd3fc' } } });
    assert.match(page, /\.plain \{ --plain-accent: #7dd3fc; \}/);
    assert.doesNotMatch(page, /\.plain label \{ font-weight: \d+; \}|color-scheme: (dark|light); \}|undefined/);
    assert.doesNotMatch(await dress({}), /\.plain \{ --plain-accent: #|undefined/);
  });
});

describe('the page of the waitlist', () => {
  it('without scripts, takes an address, and says so', async () => {
    const instance = await getHostedInstance({ config: { signUp: { mode: 'waitlist' } } });
    const browser = instance.browser({ origin: URL_OF_API });
    const page = await (await browser.fetch('/waitlist?email_address=a%22b')).text();
    assert.match(page, /data-plain>[^]*<form method="post" action="\/waitlist">[^]*value="a&quot;b"/);
    assert.match(page, /<clerk-waitlist /);

    const wrong = await browser.fetch('/waitlist', form({ email_address: 'nobody' }));
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /value="nobody"[^>]*aria-invalid="true"[^]*role="alert">[^<]+</);

    const joined = await browser.fetch('/waitlist', form({ email_address: 'ada@example.com' }));
    assert.deepEqual([joined.status, joined.headers.get('location')], [303, '/waitlist/joined']);
    assert.match(await (await browser.fetch('/waitlist/joined')).text(), /Your address is on the waitlist/);
    await instance.close();
  });

  it('says where to go when there is no waitlist', async () => {
    const instance = await getHostedInstance();
    const html = await (await instance.browser().fetch('/waitlist')).text();
    assert.match(html, /data-plain>[^]*There is no waitlist here[^]*href="https:\/\/clerk\.example\.com\/sign-up"/);
    await instance.close();
  });
});
