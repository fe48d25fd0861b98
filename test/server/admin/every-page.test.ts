import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createAdminApp } from '../../../src/server/admin/admin-app.ts';
import { type AdminAnswer, type AdminBrowser, adminOf } from '../../support/admin.ts';
import { backendOf } from '../../support/backend-api.ts';
import { createSecretKeys } from '../../../src/server/backend-api/secret-keys.ts';
import { onEachStorage, type Open } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const MARKUP = `"'><img src=x onerror=alert(1)>{{1}}\${1}`;
const TEXTS = [
  '',
  'a\0b',
  'a\r\nSet-Cookie: a=b',
  '\u2028',
  '<script>',
  "' OR 1=1; --",
  '-1',
  '1e309',
  '//evil.example',
];
const ODD = [
  '__proto__',
  'constructor',
  '\\',
  '%00',
  '[]',
  '{"__proto__":{"polluted":1}}',
  '2026-99-99',
  'x'.repeat(9_000),
];
const TRACES =
  /\bat \S+ \(|node:internal|\.ts:\d+|sqlite_|sqlite error|syntax error|invalid byte|Something went wrong/i;
const ORIGIN = { origin: 'https://clerk.example.com', 'content-type': 'application/x-www-form-urlencoded' };

interface Form {
  /** Path and query below `/__admin`. */
  action: string;
  isPost: boolean;
  fields: Record<string, string>;
}

/** Fills an instance with what pages show, with markup wherever a person can write something. */
async function fill(opened: Open) {
  const instance = await opened({
    config: {
      adminPage: true,
      instanceType: 'development',
      attributes: { phoneNumber: 'optional', username: 'optional', firstName: 'optional', lastName: 'optional' },
      secondFactors: { totp: true },
    },
  });
  const { key } = await createSecretKeys(instance).create({ name: MARKUP });
  const call = await backendOf(instance, key);
  const { body: user } = await call('POST', '/users', {
    email_address: ['ada@example.com', 'second@example.com'],
    phone_number: ['+14152370801'],
    username: 'ada_l',
    first_name: MARKUP,
    last_name: MARKUP,
    external_id: MARKUP,
    password: PASSWORD,
    totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    ...Object.fromEntries(['public', 'private', 'unsafe'].map((kind) => [`${kind}_metadata`, { [MARKUP]: MARKUP }])),
  });
  assert.ok(user.id, JSON.stringify(user));
  await call('POST', '/users', { email_address: ['bo@example.com'], first_name: MARKUP });
  const browser = instance.browser({ userAgent: `Mozilla/5.0 (${MARKUP}) Chrome/1.0 ${MARKUP}` });
  await instance.signUp(browser, 'cy@example.com', { first_name: MARKUP, unsafe_metadata: '{}' });
  await call('POST', '/sessions', { user_id: user.id });
  await call('POST', '/actor_tokens', { user_id: user.id, actor: { sub: MARKUP } });
  await call('POST', `/users/${encodeURIComponent(MARKUP)}/ban`, {});
  const admin = await adminOf(instance, key);
  const endpoint = await admin.post('/webhooks/new', {
    url: 'http://localhost:9/"><img src=x onerror=alert(1)>',
    description: MARKUP,
    which: 'usual',
  });
  assert.equal(endpoint.status, 200, endpoint.text);
  await call('PATCH', `/users/${user.id}`, { last_name: `${MARKUP}!` });
  await instance.app.settle();
  return { instance, admin };
}

const isOwn = (path: string) => path.startsWith('/__admin/') && !/\/(style|script)|sign-out|export/.test(path);

/** The pattern of a path, so that one page of a kind is enough. */
const kindOf = (path: string) =>
  path.replace(/_[A-Za-z0-9]{20,}/g, '_').replace(/\?.*/, (query) => [...new URLSearchParams(query).keys()].join());

/** Visits every page that a link leads to. */
async function crawl(admin: AdminBrowser): Promise<{ pages: Map<string, AdminAnswer>; forms: Form[] }> {
  const pages = new Map<string, AdminAnswer>();
  const seen = new Set<string>();
  const forms = new Map<string, Form>();
  const queue = ['/overview'];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(kindOf(path))) continue;
    seen.add(kindOf(path));
    const page = await admin.get(path);
    assert.equal(page.status, 200, `${path}: ${page.text}`);
    pages.set(path, page);
    let form: Form | undefined;
    for (const { name, attributes } of page.elements) {
      const target = attributes.href ?? attributes.action ?? attributes.formaction ?? '';
      const below = target.slice('/__admin'.length);
      if (name === 'form') {
        form = { action: below, isPost: attributes.method === 'post', fields: {} };
        if (isOwn(target)) forms.set(`${form.isPost} ${kindOf(below)} ${path.length}`, form);
        if (isOwn(target) && !form.isPost) queue.push(below);
      } else if (name === 'a' && isOwn(target)) queue.push(below);
      if (form && attributes.name !== undefined && attributes.name !== 'form_token') {
        const isOff = ['radio', 'checkbox'].includes(attributes.type ?? '') && attributes.checked === undefined;
        if (!isOff || !(attributes.name in form.fields)) form.fields[attributes.name] = attributes.value ?? 'a';
      }
    }
  }
  return { pages, forms: [...forms.values()] };
}

function assertHarmless(where: string, { status, body, elements, headers }: AdminAnswer): void {
  assert.ok(status < 500, `${where}: ${status} ${body.slice(0, 600)}`);
  assert.doesNotMatch(body, TRACES, where);
  assert.equal(headers.get('cache-control'), 'no-store', where);
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, where);
  assert.doesNotMatch(headers.get('set-cookie') ?? '', /a=b/, where);
  const to = headers.get('location');
  assert.ok(to === null || /^\/__admin\/\w/.test(to), `${where}: ${to}`);
  for (const { name, attributes } of elements) {
    assert.ok(!Object.keys(attributes).some((each) => each.startsWith('on') || each === 'style'), `${where}: ${name}`);
    assert.ok(attributes.src !== 'x', where);
    if (name !== 'link') assert.doesNotMatch(attributes.href ?? '', /^\s*(javascript|data):|^\/\//i, where);
    if (name === 'script') assert.match(attributes.src ?? '', /^\/__admin\//, where);
  }
}

onEachStorage('every admin page', (open, storage) => {
  it('shows what people wrote as text, and takes anything in its address and its forms', async () => {
    const { instance, admin } = await fill(open);
    const { pages, forms } = await crawl(admin);
    assert.ok(pages.size >= 15, [...pages.keys()].join(' '));
    assert.ok(forms.length >= 10, forms.map(({ action }) => action).join(' '));
    for (const [path, page] of pages) assertHarmless(path, page);
    assert.ok([...pages.values()].filter(({ text }) => text.includes('onerror=alert(1)>')).length >= 5);
    // The whole list on SQLite; on Postgres what a database may treat in its own way.
    const texts = storage === 'sqlite' ? [...TEXTS, ...ODD] : [TEXTS[1] as string, TEXTS[5] as string];
    const asked = new Set<string>();
    for (const { fields, isPost } of forms) if (!isPost) for (const name of Object.keys(fields)) asked.add(name);
    for (const [path, { elements }] of pages) {
      if (path.includes('?')) continue;
      // What its own links and forms put into the address, and what any page may read.
      const names = new Set(['after', 'offset', 'done', 'status', ...(path.split('/').length === 2 ? asked : [])]);
      for (const { attributes } of elements) {
        for (const name of new URLSearchParams(attributes.href?.split('?')[1]).keys()) names.add(name);
      }
      for (const name of names) {
        for (const text of texts) {
          const query = new URLSearchParams({ [name]: text });
          assertHarmless(`${path}?${query}`, await admin.get(`${path}?${query}`));
        }
      }
    }
    const destroys = ({ action }: Form) => Number(/delete|remove|sign-out|end|revoke|ban|sessions/.test(action));
    for (const form of forms.filter(({ isPost }) => isPost).sort((a, b) => destroys(a) - destroys(b))) {
      for (const name of [...Object.keys(form.fields), 'nonsense']) {
        for (const text of texts) {
          const where = `POST ${form.action}: ${name}=${text.slice(0, 40)}`;
          const answer = await admin.post(form.action, { ...form.fields, [name]: text });
          assertHarmless(where, answer);
        }
      }
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.deepEqual(
      instance.log.filter((line) => line.includes('A request failed.')),
      [],
    );
  });
});

onEachStorage('every admin route', (open) => {
  it('is closed without a session, to other sites and to a form without its token, and answers no wrong id', async () => {
    const { instance, admin } = await fill(open);
    const routes = createAdminApp(instance.app.services).routes.filter(({ method, path }) => {
      return /GET|POST/.test(method) && !path.includes('*') && !/\.(css|js)$|^\/sign-in$/.test(path);
    });
    assert.ok(routes.length > 30, `${routes.length} routes`);
    const ask = async (path: string, init: RequestInit) =>
      instance.fetch(new Request(`https://clerk.example.com/__admin${path}`, init));
    const ids = ['user_nothing', '%00', "'", '__proto__', '..%2f..', 'x'.repeat(3_000), '%ff', 'constructor'];
    await admin.get('/overview');
    for (const { method, path } of new Map(routes.map((each) => [`${each.method} ${each.path}`, each])).values()) {
      const url = path.replace(/:\w+(\{[^}]*\})?/g, 'user_nothing');
      const where = `${method} ${path}`;
      const closed = await ask(url, { method, headers: ORIGIN });
      assert.equal(closed.status, 303, where);
      assert.match(closed.headers.get('location') ?? '', /^\/__admin\/sign-in/, where);
      const cookie = admin.cookie ?? '';
      if (method === 'POST') {
        const headers = { ...ORIGIN, cookie };
        for (const origin of [
          'null',
          'https://evil.example',
          'https://app.example.com',
          'https://clerk.example.com.',
        ]) {
          assert.equal((await ask(url, { method, headers: { ...headers, origin } })).status, 400, `${where} ${origin}`);
        }
        const { origin: _, ...without } = headers;
        assert.equal((await ask(url, { method, headers: without })).status, 400, where);
        assert.equal((await ask(url, { method, headers })).status, 400, `${where} without a token`);
        const get = await ask(`${url}?_method=POST`, { headers: { cookie, 'x-http-method-override': 'POST' } });
        assert.ok([200, 303, 404].includes(get.status), where);
      }
      if (!path.includes(':') || path === '/sign-out') continue;
      for (const id of ids) {
        const wrong = path.replace(/:\w+(\{[^}]*\})?/g, id);
        const answer = method === 'GET' ? await admin.get(wrong) : await admin.post(wrong, { nonsense: 'a' });
        assert.equal(answer.status, 404, `${where}: ${id.slice(0, 20)}`);
        assertHarmless(where, answer);
      }
    }
  });
});
