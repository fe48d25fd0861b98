import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProtectedJudge, createPublicJudge } from '../../src/backend/routes/routes.ts';
import { BackendOptionsError, createRouteMatcher, UnclearPathError } from '../../src/entries/backend.ts';
import { assertCpuBelow } from '../support/cpu-time.ts';

describe('path patterns', () => {
  const cases: [pattern: string, yes: string[], no: string[]][] = [
    ['/', ['/', '/?x=/a'], ['/a', '/index']],
    ['/about', ['/about', '/about/', '/about?x'], ['/aboutus', '/about/us', '/', '/abou']],
    ['/dashboard(.*)', ['/dashboard', '/dashboard/a/b', '/dashboardxyz'], ['/dash', '/x/dashboard']],
    ['/dashboard/(.*)', ['/dashboard/a', '/dashboard/a/b/'], ['/dashboard', '/dashboardxyz']],
    ['/api/:path*', ['/api', '/api/', '/api/a', '/api/a/b'], ['/apix', '/ap']],
    ['/api/:path+', ['/api/a', '/api/a/b'], ['/api', '/apix']],
    ['/posts/:id', ['/posts/1', '/posts/1/', '/posts/a-b_c'], ['/posts', '/posts/1/edit']],
    ['/posts/:id?', ['/posts', '/posts/1'], ['/posts/1/edit', '/postsx']],
    ['/:lang?/sign-in', ['/sign-in', '/de/sign-in'], ['/a/de/sign-in']],
    ['/:lang/posts/:id-:slug', ['/de/posts/1-a', '/de/posts/1-a-b'], ['/de/posts/1', '/posts/1-a']],
    ['/files/:name.pdf', ['/files/a.pdf', '/files/a.b.pdf'], ['/files/a.png', '/files/.pdf/x']],
    ['/(.*)/open', ['/a/open', '/a/b/open'], ['/open', '/a/opens']],
    ['/:path*', ['/', '/a', '/a/b'], []],
    ['/(.*)', ['/', '/a', '/a/b'], []],
    ['/x/:rest(.*)', ['/x/a', '/x/a/b'], ['/x']],
    ['/café', ['/caf%C3%A9', '/caf%c3%a9', '/café'], ['/cafe']],
    ['/my page', ['/my%20page'], ['/my-page']],
    ['/a.b', ['/a.b'], ['/axb']],
  ];
  for (const [pattern, yes, no] of cases) {
    it(`"${pattern}" matches what it says`, () => {
      const matches = createRouteMatcher(pattern);
      for (const path of yes) assert.equal(matches(path), true, path);
      for (const path of no) assert.equal(matches(path), false, path);
      for (const path of [...yes, ...no]) {
        assert.equal(createPublicJudge(pattern)(`https://app.example.com${path}`), matches(path), path);
      }
    });
  }

  it('a pattern that could mean something else in another pattern language is refused at the start', () => {
    const patterns = [
      '/a/*',
      '/a*',
      'about',
      '',
      '/a/(b|c)',
      '/a/[id]',
      '/{a}',
      '/a?',
      '/a\\.b',
      '/x/:id(\\d+)',
      '/a-:b*',
      '/:',
    ];
    for (const pattern of patterns) {
      assert.throws(() => createRouteMatcher([pattern]), BackendOptionsError, pattern);
    }
    assert.throws(() => createRouteMatcher(['/a/*']), /"\/a\/\*" has "\*". Write \(\.\*\)/);
    assert.throws(() => createRouteMatcher([undefined as never]), BackendOptionsError);
  });

  it('a RegExp is tested against the decoded path, each time anew', () => {
    const matches = createRouteMatcher(/^\/caf\u00e9\/\d+$/g);
    for (let round = 0; round < 3; round++) assert.equal(matches('/caf%C3%A9/12'), true);
    assert.equal(matches('/caf%C3%A9/x'), false);
  });

  it('a function gets the path, and has to answer at once', () => {
    assert.equal(createRouteMatcher((path) => path.startsWith('/a'))('/abc?x=1'), true);
    const judge = createPublicJudge((async () => true) as never);
    assert.throws(() => judge('/a'), BackendOptionsError);
  });

  it('a list matches when one of its rules does, and an empty one never', () => {
    const matches = createRouteMatcher(['/a', /^\/b/, (path) => path === '/c']);
    assert.deepEqual(
      ['/a', '/bb', '/c', '/d'].map((path) => matches(path)),
      [true, true, true, false],
    );
    assert.equal(createRouteMatcher([])('/a'), false);
  });

  it('a path is read from a string, a URL, or a request of any framework', () => {
    const matches = createRouteMatcher('/a/b');
    const targets = [
      '/a/b',
      'https://x.example/a/b?c',
      new URL('https://x.example/a/b'),
      new Request('https://x.example/a/b'),
      { originalUrl: '/a/b', url: '/b' },
      { nextUrl: { pathname: '/a/b' }, url: 'https://x.example/base/a/b' },
    ];
    for (const target of targets) assert.equal(matches(target), true, String(target));
  });
});

describe('paths with several readings', () => {
  const publicRules = ['/', '/public(.*)', '/posts/:id', /^\/open\//];
  const isPublic = createPublicJudge(publicRules);
  const isProtected = createProtectedJudge(['/admin(.*)', '/posts/:id/edit', '/team/(.*)', '/account']);
  const matches = createRouteMatcher(publicRules);

  const hostile = [
    '/public/../admin',
    '/public/..%2fadmin',
    '/public/..%5cadmin',
    '/public\\..\\..\\admin',
    '/public/%2e%2e/admin',
    '/public/%252e%252e%252fadmin',
    '/public/%25252e%25252e%25252fadmin',
    '/public/..;/admin',
    '/public;/../admin',
    '/public#/../admin',
    '/public%23/../admin',
    '/public%3f/../admin',
    '/public/.%2e/admin/.',
    '/public/..%c0%afadmin',
    '/public/%00/../../admin',
    '/posts/1%2fedit',
    '/posts/..%2f..%2fadmin',
    '/open/%2e%2e%2Fadmin',
  ];
  for (const path of hostile) {
    it(`${path} is protected, not public, and answered with 400 by a bare matcher`, () => {
      assert.equal(isPublic(path), false);
      assert.equal(isProtected(path), true);
      assert.throws(
        () => matches(path),
        (error: UnclearPathError) => error instanceof UnclearPathError && error.status === 400,
      );
    });
  }

  for (const path of [
    '/ADMIN',
    '//admin',
    '/./admin',
    '/%61dmin',
    '/%2561dmin',
    '/admin;x=1',
    ';/admin',
    '/;a/admin',
    '/admin.',
    '/admin%20',
    '/admin/',
    '/admin//',
    '/ａｄｍｉｎ',
    '/_next/data/build/admin.json',
    '/account/__data.json',
    '/account/_payload.json',
    '/account/_payload.js',
    '/account/_payload-json',
    '/%61ccount//_payload.json',
    '/team',
    '/TEAM/',
    'http://other.example//admin',
    '/admin%',
    '/admin%00',
    '/admin%0d%0a',
    '/%c0%aeadmin',
    '*',
    '',
  ]) {
    it(`${JSON.stringify(path)} is protected and not public`, () => {
      assert.equal(isPublic(path), false);
      assert.equal(isProtected(path), true);
    });
  }

  it('public paths in another case, with doubled slashes or with parameters are not public', () => {
    for (const path of ['/PUBLIC', '/Public/a', '//public', '/public;/../x', '/%70ublic', '/posts/%2e']) {
      assert.equal(isPublic(path), false, path);
    }
  });

  it('ordinary spellings stay public, and stay unprotected', () => {
    for (const path of [
      '/',
      '/public',
      '/public/',
      '/public/a.b',
      '/public/A%20b',
      '/posts/Caf%C3%A9',
      '/posts/7?x=../admin',
    ]) {
      assert.equal(isPublic(path), true, path);
      assert.equal(isProtected(path), false, path);
      assert.equal(matches(path), true, path);
    }
  });

  it('a RegExp that excludes a path excludes its other spellings', () => {
    const allButAdmin = createPublicJudge(/^\/(?!admin)/);
    assert.equal(allButAdmin('/about'), true);
    for (const path of ['/admin', '/ADMIN', '/x/..%2fadmin', '/%61dmin', '//admin'])
      assert.equal(allButAdmin(path), false, path);
  });

  it('a path that has no reading is never public and always protected', () => {
    assert.equal(createPublicJudge('/(.*)')('/a%20b'), true);
    for (const path of ['/%', '/%c0%af', '/%00', '*', `/${'a'.repeat(3000)}`]) {
      assert.equal(createPublicJudge('/(.*)')(path), false);
      assert.equal(createProtectedJudge('/admin')(path), true);
    }
  });

  it('no path takes long, whatever its length', async () => {
    const judge = createPublicJudge(['/public(.*)', '/(.*)/a/(.*)/b', '/:a-:b-:c/x', '/:x*']);
    const parts = ['a', '%25', '%2e%2e%2f', '%252e.;/', '/', '.', 'a-', ';', '.segments/'];
    for (const part of parts) {
      for (const length of [2000, 100_000]) {
        const path = `/${part.repeat(Math.floor(length / part.length))}x`;
        // Far above what it takes, and far below what a pattern that backtracks would take.
        await assertCpuBelow(500, () => judge(path), `${part} × ${length}`);
      }
    }
  });
});
