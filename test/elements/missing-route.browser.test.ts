import { hashPaths } from '../../src/client/platform/hash-paths.ts';
import { FakeClerk, PASSWORD } from './fake-clerk.ts';
import { cleanUp, equal, mount, next, ok } from './support.ts';

const HASH_PATHS_KEY = '__clerk_hash_paths';
const home = location.pathname + location.search;
const url = () => location.pathname + location.search + location.hash;
const FORM = '<!doctype html><clerk-sign-in path="/f"></clerk-sign-in>';
const SHELL = '<!doctype html><div id="app"></div><script type="module" src="/main.js"></script>';

/** What a site answers to each path: a text, a status with a text, or another path that it redirects to. */
type Site = (path: string) => string | [status: number, text: string] | { to: string };

const realFetch = window.fetch;
const realError = console.error;
let asked: string[] = [];
let said: string[] = [];
/** Each test has a path of its own, since a page asks once for each. */
let count = 0;
let path = '';

/** Mounts a sign-in on a site, and resolves when the site has been asked what there is to ask. */
async function visit(site: Site, options: { clerk?: FakeClerk; step?: string } = {}) {
  window.fetch = async (input, init) => {
    const { pathname } = new URL(String(input), location.href);
    equal(new Headers(init?.headers).get('accept'), 'text/html');
    asked.push(pathname.replace(path, ''));
    let at = pathname;
    let answer = site(pathname.replace(path, ''));
    while (typeof answer === 'object' && 'to' in answer) {
      at = answer.to;
      answer = site(at.replace(path, ''));
    }
    const [status, text] = typeof answer === 'string' ? [200, answer] : answer;
    const response = new Response(text, { status });
    Object.defineProperty(response, 'url', { value: location.origin + at });
    return response;
  };
  history.replaceState(null, '', path + (options.step ?? ''));
  const mounted = await mount('clerk-sign-in', {
    attributes: { path },
    ...(options.clerk && { clerk: options.clerk }),
  });
  return { ...mounted, settledSite };
}

/** Resolves when nothing has been asked or said for a while of frames that the browser counts, not the clock. */
async function settledSite(): Promise<void> {
  await import('../../src/elements/base/missing-route/check-path-routing.ts');
  for (let turn = 0; turn < 20; turn++) await new Promise<unknown>((resolve) => requestIdleCallback(resolve));
}

describe('a site that may have no page for the steps of a form', () => {
  beforeEach(() => {
    asked = [];
    said = [];
    path = `/form-${++count}`;
    history.pushState(null, '', home);
    console.error = (text: string) => said.push(text);
  });
  afterEach(() => {
    cleanUp();
    window.fetch = realFetch;
    console.error = realError;
    sessionStorage.removeItem(HASH_PATHS_KEY);
    hashPaths.clear();
    history.pushState(null, '', home);
  });

  const only: Site = (at) => (at === '' ? FORM : [404, 'Not found']);

  it('keeps the step in the hash once a reload would find nothing, and says how to mend the site', async () => {
    const { clerk, settled, settledSite } = await visit(only);
    await settledSite();
    equal(asked, ['/factor-one', '']);
    equal(said.length, 1);
    for (const part of [`${path}/factor-one`, `app${path}/[[...form-`, '[...rest]', `"${path}/*"`, 'try_files', 'hash'])
      ok(said[0]?.includes(part), `${part} in ${said[0]}`);
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(url(), `${path}#/factor-one`);
  });

  it('moves a step that is in the path already, with the query of the page', async () => {
    const clerk = new FakeClerk();
    clerk.signIn.reachable['factor-one'] = PASSWORD;
    const { find, settledSite } = await visit(only, { clerk, step: '/factor-one?redirect_url=%2Fto' });
    await settledSite();
    equal(url(), `${path}?redirect_url=%2Fto#/factor-one`);
    ok(find('.cl-signIn-password'), 'the step stays');
  });

  it('shows the step after a reload, and leaves the URL as it is', async () => {
    const { clerk, settled, settledSite, element } = await visit(only);
    await settledSite();
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(sessionStorage.getItem(HASH_PATHS_KEY)?.split(' '), [path, `${path}/create`]);
    element.remove();
    const again = await mount('clerk-sign-in', { clerk, attributes: { path } });
    ok(again.find('.cl-signIn-password'), 'the step');
    equal(url(), `${path}#/factor-one`);
  });

  it('goes back to an older step whose URL has no page, and moves that one too', async () => {
    history.pushState(null, '', `${path}/factor-one`);
    const clerk = new FakeClerk();
    clerk.signIn.reachable['factor-one'] = PASSWORD;
    const { settled, settledSite, find } = await visit(only, { clerk });
    history.replaceState(null, '', `${path}/factor-one`);
    history.pushState(null, '', path);
    await settledSite();
    const moved = next(window, 'popstate');
    history.back();
    await moved;
    await settled();
    equal(url(), `${path}#/factor-one`);
    ok(find('.cl-signIn-password'), 'the step');
  });

  it('navigates through the router of the application if there is one', async () => {
    const clerk = new FakeClerk();
    Object.assign(clerk.options, { routerPush: () => {}, routerReplace: () => {} });
    clerk.signIn.reachable['factor-one'] = PASSWORD;
    const { settledSite } = await visit(only, { clerk, step: '/factor-one' });
    await settledSite();
    equal(clerk.navigations.at(-1), {
      to: `${path}#/factor-one`,
      options: { replace: true, metadata: { routing: 'hash', navigationType: 'internal' } },
    });
  });

  it('names the page that a step is redirected to', async () => {
    const { settledSite } = await visit((at) => (at === '' ? FORM : { to: path }));
    await settledSite();
    equal(said.length, 1);
    ok(said[0]?.includes(`redirected to ${path} `) && said[0].includes(`"${path}(.*)"`), said[0] ?? '');
    ok(hashPaths.has(path), 'the hash');
  });

  it('names a home page that answers every path', async () => {
    const { settledSite } = await visit((at) => (at === '' ? FORM : '<h1>Home</h1>'));
    await settledSite();
    equal(said.length, 1);
  });

  it('names a path that is not that of the page', async () => {
    const { settledSite } = await visit((at) => (at === '/' ? '<h1>Home</h1>' : [404, `No page at ${at}`]));
    await settledSite();
    equal([said.length, said[0]?.includes(`path="${path}" has no page`)], [1, true]);
  });

  const FINE: Record<string, Site> = {
    'answers a step with the form': () => FORM,
    'answers every path with its one page': () => SHELL,
    'says 404 with its one page, as static hosts do': (at) => (at === '/' ? SHELL : [404, SHELL]),
    'shows the form on its page for unknown paths': (at) => (at === '' ? FORM : [404, FORM]),
    'adds a slash': (at) => (at === '/factor-one' ? { to: `${path}/factor-one/` } : FORM),
    'adds a language': (at) => (at === '/factor-one' ? { to: `/en${path}/factor-one` } : FORM),
    'fails by itself': () => [500, 'Sorry'],
    'asks for a password': () => [401, ''],
    'takes no such request': () => [405, ''],
  };
  for (const [what, site] of Object.entries(FINE)) {
    it(`says nothing of a site that ${what}`, async () => {
      const { clerk, settled, settledSite } = await visit(site);
      await settledSite();
      equal(said, []);
      clerk.signIn.set({ step: PASSWORD });
      await settled();
      equal(url(), `${path}/factor-one`);
    });
  }

  it('says nothing where the answer comes from another site, or not at all', async () => {
    const { settledSite } = await visit(() => {
      throw new TypeError('Failed to fetch');
    });
    await settledSite();
    equal(said, []);
  });

  it('asks once a page for each path', async () => {
    const { settledSite } = await visit(() => FORM);
    await settledSite();
    await mount('clerk-sign-in', { attributes: { path } });
    await settledSite();
    equal(asked, ['/factor-one']);
  });

  const NOTHING: Record<string, Site> = {
    'whose answer does not come, as when the page is left meanwhile': () => {
      throw new TypeError('Failed to fetch');
    },
    'whose second answer does not come': (at) => {
      if (at === '/factor-one') return [404, 'Not found'];
      throw new TypeError('Failed to fetch');
    },
    'that is out of order': () => [503, 'Sorry'],
  };
  for (const [what, site] of Object.entries(NOTHING)) {
    it(`keeps the hash for the next load of a site ${what}`, async () => {
      sessionStorage.setItem(HASH_PATHS_KEY, path);
      hashPaths.add(path);
      const { settledSite } = await visit(site);
      await settledSite();
      equal(sessionStorage.getItem(HASH_PATHS_KEY), path);
      equal(said, []);
    });
  }

  it('forgets the hash at the next load once the site has the page', async () => {
    sessionStorage.setItem(HASH_PATHS_KEY, `/other ${path} ${path}/create`);
    for (const each of ['/other', path, `${path}/create`]) hashPaths.add(each);
    const { clerk, settled, settledSite } = await visit(() => FORM);
    await settledSite();
    equal(sessionStorage.getItem(HASH_PATHS_KEY), '/other');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(url(), `${path}#/factor-one`);
  });

  it('asks nothing with hash routing or virtual routing', async () => {
    const { settledSite } = await visit(only);
    await settledSite();
    asked = [];
    await mount('clerk-sign-in', { attributes: { routing: 'virtual' } });
    await mount('clerk-sign-in', { attributes: { routing: 'hash' } });
    await settledSite();
    equal(asked, []);
  });
});
