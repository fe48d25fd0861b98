import '../../../build/source-hooks.ts';
import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import {
  type ClerkClient,
  createClerkClient,
  renderSignIn,
  renderSignUp,
  renderStyle,
  type SignedInAuth,
} from '../../../src/entries/backend.ts';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

const HOSTILE = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</style><script>alert(1)</script>',
  '--><svg onload=alert(1)>',
  'javascript:alert(1)',
  '" onfocus="alert(1)" autofocus x="',
  '${alert(1)}<!--lit-part-->',
  '\u0000"><b>',
];
const signedIn = (claims: object = {}): SignedInAuth =>
  ({ isAuthenticated: true, userId: 'user_1', claims, has: () => false }) as unknown as SignedInAuth;
const bytes = (text: string) => brotliCompressSync(text).length;
/** Returns the markup without quoted values, in which nothing is markup. */
const bare = (html: string) => html.replace(/="[^"]*"/g, '=""');

describe('elements that a server renders', () => {
  let instance: TestInstance;
  let clerk: ClerkClient;
  let environment: EnvironmentJSON;
  const asked: string[] = [];
  before(async () => {
    instance = await getTestInstance({ config: { hostedPages: true } });
    const { publishableKey } = instance.config;
    const fetch = (async (url: string, init?: RequestInit) => {
      asked.push(url);
      return instance.fetch(new Request(url, init));
    }) as typeof globalThis.fetch;
    clerk = createClerkClient({ publishableKey, fetch });
    environment = (await instance.browser().get<EnvironmentJSON>('/v1/environment')).body;
  });
  after(() => instance.close());

  it('renders the first screen of a sign-in whose form leads to the page of the server, and back', async () => {
    const { html, style, formSource } = await clerk.renderSignIn({
      path: '/sign-in',
      signUpUrl: '/join',
      url: 'https://app.example.com/sign-in?redirect_url=%2Freports',
    });
    assert.match(html, /^<clerk-sign-in path="\/sign-in" sign-up-url="\/join"><div class="cl-rootBox" data-clerk-ssr/);
    const [, action = ''] = /<form [^>]*action="([^"]*)"/.exec(html) ?? [];
    assert.equal(
      action.replaceAll('&amp;', '&'),
      'https://clerk.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.example.com%2Freports',
    );
    assert.equal(formSource, "https://clerk.example.com 'self'");
    assert.match(html, /<input [^>]*name="identifier"/);
    assert.match(html, /href="[^"]*\/join[^"]*"/);
    assert.match(style, /@layer clerk\{/);
  });

  it("links to the server's page for the other task where the form leads, below the path of a proxy and back", async () => {
    const { display_config } = environment;
    const hosted = (page: string) => ({
      ...environment,
      display_config: { ...display_config, sign_up_url: page, sign_in_url: page },
    });
    const { publishableKey } = instance.config;
    const url = 'https://app.example.com/sign-in?redirect_url=%2Freports';
    const linkOf = ({ html }: { html: string }) => / href="([^"]*sign-(?:up|in|join)[^"]*)"/.exec(html)?.[1];
    const back = 'redirect_url=https%3A%2F%2Fapp.example.com%2Freports';
    for (const proxyUrl of ['/__clerk', undefined]) {
      const api = proxyUrl ?? 'https://clerk.example.com';
      const options = { publishableKey, proxyUrl, url };
      const signIn = await renderSignIn({ ...options, environment: hosted('https://clerk.example.com/sign-up') });
      assert.equal(linkOf(signIn), `${api}/sign-up?${back}`);
      const signUp = await renderSignUp({ ...options, environment: hosted('https://clerk.example.com/sign-in') });
      assert.equal(linkOf(signUp), `${api}/sign-in?${back}`);
      const own = 'https://app.example.com/sign-join';
      const page = `${own}?redirect_url=%2Freports`;
      assert.equal(linkOf(await renderSignIn({ ...options, environment: hosted(own) })), page);
    }
  });

  it('asks the instance once for all pages, and not at all with an environment that is given', async () => {
    const before = asked.length;
    await Promise.all([clerk.renderSignIn(), clerk.renderSignUp(), clerk.renderUserButton({ auth: signedIn() })]);
    assert.ok(asked.length - before <= 1);
    const { html } = await renderSignUp({ environment, path: '/sign-up' });
    assert.match(html, /<input [^>]*name="emailAddress"/);
    assert.match(html, /action="https:\/\/clerk\.example\.com\/sign-up"/);
    const away = await renderSignIn({ environment, proxyUrl: '/__clerk' });
    assert.match(away.html, /action="\/__clerk\/sign-in"/);
    assert.equal(away.formSource, "'self'");
  });

  it('posts nothing but the fields to a page of the application, which knows no other control', async () => {
    const { html } = await clerk.renderSignIn({ action: '/login' });
    assert.match(html, /<form [^>]*action="\/login"/);
    assert.doesNotMatch(html, /name="action"|<noscript>/);
    for (const [button] of html.matchAll(/<button type="button"[^>]*>/g)) assert.match(button, / data-clerk-script>$/);
  });

  it('sends nothing where no page could read it, and says that the form needs JavaScript', async () => {
    const display_config = { ...environment.display_config, hosted_pages: false as const };
    for (const render of [clerk.renderSignIn, clerk.renderSignUp]) {
      const { html, formSource } = await render({ environment: { ...environment, display_config } });
      assert.match(html, /<form [^>]*method="dialog"[^>]* data-clerk-script>/);
      assert.doesNotMatch(html, / action=|name="action"/);
      assert.match(html, /<noscript><p [^>]*>This form needs JavaScript\./);
      assert.equal(formSource, '');
    }
  });

  it('links to the other form with what the page keeps', async () => {
    const url = 'https://app.example.com/sign-in?redirect_url=%2Freports&utm=1';
    const { html } = await clerk.renderSignIn({ path: '/sign-in', signUpUrl: '/join?plan=pro', url });
    assert.match(html, /href="[^"]*\/join\?plan=pro&amp;redirect_url=%2Freports"/);
  });

  it('renders the element without content when the instance does not answer, and says so once', async () => {
    const log = mock.method(console, 'error', () => {});
    const down = createClerkClient({
      publishableKey: instance.config.publishableKey,
      fetch: (() => Promise.reject(new TypeError('fetch failed'))) as typeof globalThis.fetch,
    });
    const results = [await down.renderSignIn({ path: '/sign-in' }), await down.renderUserButton({ auth: signedIn() })];
    assert.deepEqual(results.map(String), [
      '<clerk-sign-in path="/sign-in"></clerk-sign-in>',
      '<clerk-user-button></clerk-user-button>',
    ]);
    assert.equal(log.mock.callCount(), 1);
    mock.restoreAll();
  });

  it('shows the user of the Backend API, else the claims of the token, else the place of the picture', async () => {
    const user = {
      id: 'user_1',
      fullName: 'Ada Lovelace',
      imageUrl: 'https://img.example.com/ada.png',
      hasImage: true,
    };
    const picture = await clerk.renderUserButton({ auth: signedIn(), user, showName: true });
    assert.match(picture.html, /<img class="cl-avatarImage" src="https:\/\/img\.example\.com\/ada\.png"/);
    assert.match(picture.html, />Ada Lovelace<\/span>/);
    const claimed = await clerk.renderUserButton({ auth: signedIn({ name: 'Grace Hopper' }) });
    assert.match(claimed.html, /cl-avatar__s[^>]*>GH<\/span>/);
    const place = await clerk.renderUserButton({ auth: signedIn() });
    assert.match(place.html, /cl-userButtonBox cl-loading/);
    assert.match(place.html, /cl-avatar__s/);
    assert.match(place.style, /\.cl-avatar__s\{inline-size:28px/);
  });

  it('shows nobody to a visitor who is not signed in, and never somebody else', async () => {
    const empty = '<clerk-user-button></clerk-user-button>';
    assert.equal(String(await clerk.renderUserButton()), empty);
    const log = mock.method(console, 'error', () => {});
    const other = { id: 'user_2', fullName: 'Mallory' };
    const { html } = await clerk.renderUserButton({ auth: signedIn({ name: 'Ada' }), user: other });
    assert.doesNotMatch(html, /Mallory|cl-avatarImage/);
    assert.equal(log.mock.callCount(), 1);
    mock.restoreAll();
  });

  it('keeps the children of the page in front of the content', async () => {
    const children = '<clerk-user-button-link label="Help" href="/help"></clerk-user-button-link>';
    const { html } = await clerk.renderUserButton({ auth: signedIn({ name: 'Ada' }), children });
    assert.ok(html.startsWith(`<clerk-user-button>${children}<div class="cl-rootBox" data-clerk-ssr`));
  });

  it('keeps to 3 KB of style for a page with a form and the user button, and to 1.5 KB for a form', async () => {
    const [form, button] = await Promise.all([
      clerk.renderSignIn({ path: '/sign-in' }),
      clerk.renderUserButton({ auth: signedIn({ name: 'Ada Lovelace' }) }),
    ]);
    const style = await renderStyle(form, button);
    assert.ok(bytes(style.style) <= 3072, `${bytes(style.style)} bytes of CSS`);
    assert.ok(bytes(form.html) <= 1536, `${bytes(form.html)} bytes of HTML`);
    assert.ok(style.style.length < (form.style.length + button.style.length) * 0.8);
    for (const { html } of [form, button]) {
      assert.equal(new Set(html.match(/ id="[^"]*"/g)).size, (html.match(/ id="/g) ?? []).length);
    }
    const ids = [form, button].flatMap(({ html }) => html.match(/ id="[^"]*"/g) ?? []);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('tells elements of one kind apart by their names', async () => {
    const [first, second] = await Promise.all([clerk.renderSignIn(), clerk.renderSignIn({ name: 'dialog' })]);
    const ids = [first, second].flatMap(({ html }) => html.match(/ id="[^"]*"/g) ?? []);
    assert.equal(new Set(ids).size, ids.length);
    await assert.rejects(clerk.renderSignIn({ name: '"><b>' }), /name has other characters/);
  });

  it('a hostile option leaves neither its attribute nor its text', async () => {
    const log = mock.method(console, 'error', () => {});
    for (const text of HOSTILE) {
      const tree = { signIn: { start: { title: text, subtitle: text } }, formButtonPrimary: text };
      const options = {
        path: text,
        signUpUrl: text,
        signInUrl: text,
        forceRedirectUrl: text,
        fallbackRedirectUrl: text,
        initialValues: { emailAddress: text, username: text, firstName: text },
        unsafeMetadata: { [text]: text },
        appearance: {
          layout: { logoImageUrl: text, termsPageUrl: text },
          variables: { colorPrimary: text },
          elements: { card: text },
        },
        localization: tree,
        loadOptions: { localization: tree, appearance: { layout: { logoLinkUrl: text } } },
        url: `https://app.example.com/?redirect_url=${encodeURIComponent(text)}`,
        routing: text as 'hash',
        language: text,
        colorScheme: text as 'dark',
      };
      const user = { id: 'user_1', fullName: text, imageUrl: text, hasImage: true };
      for (const rendered of [
        await clerk.renderSignIn(options),
        await clerk.renderSignUp(options),
        await clerk.renderUserButton({ ...options, auth: signedIn(), user, showName: true }),
      ]) {
        for (const tag of bare(rendered.html).match(/<[^>]*>?/g) ?? []) {
          assert.match(tag, /^<\/?(clerk-[a-z-]+|[a-z]+\d?)( (?!on)[a-z:-]+(="")?)*\/?>$/i, text);
          assert.doesNotMatch(tag, /^<(script|style|iframe)/i, text);
        }
        assert.doesNotMatch(rendered.html, /(href|src|action)="\s*javascript:/i, text);
        assert.doesNotMatch(rendered.style, /<[/!]/, text);
      }
    }
    log.mock.restore();
  });

  it('holds no secret', async () => {
    const auth = { ...signedIn({ name: 'Ada' }), token: 'eyJ.secret' } as SignedInAuth;
    const { html } = await createClerkClient({
      publishableKey: instance.config.publishableKey,
      secretKey: 'sk_live_0123456789',
    }).renderUserButton({ auth, environment });
    assert.doesNotMatch(html, /secret|sk_live/);
  });
});
