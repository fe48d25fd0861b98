import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { VERSION } from '../../../src/protocol/version.ts';
import { type CdnFiles, type CdnLibrary, openCdnLibrary } from '../../../src/server/cdn/cdn-library.ts';
import { createInstanceScript } from '../../../src/server/cdn/instance-script.ts';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { fakeBuild, libraryOf, runFake, startNode } from '../../support/releases.ts';

/** Texts that would end a script, a string or a line, or that `replace` would expand. */
const HOSTILE = `Ann's "Ä" </script><script>alert(1)</script><!-- \u2028\u2029 $& $\` \\ '`;
const environment = {
  display_config: { application_name: HOSTILE },
  auth_config: { first_factors: ['email_code', 'password'] },
} as unknown as EnvironmentJSON;
const settings = { publishableKey: 'pk_test_x', environment };
const OLD_BUILD = { 'clerk.js': '(()=>{ran.push("old")})();\n', 'chunks/a.js': '' };

/** Opens the script of a node that has these versions. */
async function open(
  versions: Record<string, Record<string, string>>,
  library: CdnLibrary = libraryOf(versions),
  firstFactors?: string[],
) {
  const storage = await openStorage('sqlite::memory:');
  const node = await startNode(library, { storage });
  const own = firstFactors && {
    ...settings,
    environment: { ...environment, auth_config: { first_factors: firstFactors } },
  };
  const answer = createInstanceScript(node, (own as typeof settings | undefined) ?? settings);
  const get = (query = '', headers: Record<string, string> = {}, method = 'GET') =>
    answer(new Request(`https://clerk.example.com/clerk.js${query}`, { headers, method }));
  const run = async (query = '') => runFake(await (await get(query)).text());
  const close = async () => {
    await node.close();
    await storage.close();
  };
  return { get, run, answer, [Symbol.asyncDispose]: close };
}

/** Counts how often the content of each file is read. */
function counted(library: CdnLibrary, reads: Map<string, number>): CdnLibrary {
  const countFiles = (files: CdnFiles): CdnFiles =>
    new Map(
      [...files].map(([name, file]) => [
        name,
        {
          ...file,
          bytes(encoding) {
            if (encoding === 'identity') reads.set(name, (reads.get(name) ?? 0) + 1);
            return file.bytes(encoding);
          },
        },
      ]),
    );
  return new Map([...library].map(([version, files]) => [version, countFiles(files)]));
}

describe('the script of the instance', () => {
  it('the script of the instance is clerk.js of the newest version, called with key and environment', async () => {
    await using node = await open({ '1.0.0': fakeBuild('1.0.0'), '1.0.1': fakeBuild('1.0.1') });
    assert.deepEqual(await node.run(), { ran: ['clerk 1.0.1'], settings });
    const text = await (await node.get()).text();
    assert.match(text, /^\(e=>\{[^]*\}\)\(\{"publishableKey":"pk_test_x","environment":\{[^\n]*\}\);\n$/);
    assert.doesNotMatch(text, /[<\u007f-\uffff]/);
  });

  it('the files of the named elements run first, each once, in the order of the build', async () => {
    await using node = await open({ '1.0.0': fakeBuild('1.0.0') });
    const both = ['ui 1.0.0', 'sign-in 1.0.0', 'user-button 1.0.0', 'clerk 1.0.0'];
    for (const query of [
      '?elements=sign-in,user-button',
      '?elements=user-button,sign-in,user-button',
      '?elements=user-button&elements=sign-in',
      '?elements=user-button,+sign-in,',
    ]) {
      assert.deepEqual(await node.run(query), { ran: both, settings }, query);
    }
    assert.deepEqual((await node.run('?elements=user-button')).ran, ['ui 1.0.0', 'user-button 1.0.0', 'clerk 1.0.0']);
    assert.deepEqual((await node.run('?elements=')).ran, ['clerk 1.0.0']);
  });

  it('the first screen of an instance with more sign-in methods comes with the file that it needs', async () => {
    const build = fakeBuild('1.0.0', ['sign-up', 'sign-in+options', 'sign-up+options']);
    for (const [factors, ran] of [
      [
        ['password', 'email_code', 'reset_password_email_code'],
        ['sign-in', 'sign-up'],
      ],
      [
        ['password', 'passkey'],
        ['sign-in+options', 'sign-up'],
      ],
      [
        ['oauth_google', 'password'],
        ['sign-in+options', 'sign-up+options'],
      ],
    ] as const) {
      await using node = await open({}, libraryOf({ '1.0.0': build }), [...factors]);
      const wanted = ['ui', ...ran, 'clerk'].map((name) => `${name} 1.0.0`);
      assert.deepEqual((await node.run('?elements=sign-in,sign-up')).ran, wanted);
      const none = await (await node.get('')).text();
      const unknown = await (await node.get('?elements=sign-in%2Boptions')).text();
      assert.ok(unknown.startsWith(none));
      assert.match(unknown.slice(none.length), /elements can name these: sign-in, sign-up\./);
    }
  });

  it('a script with an unknown element works as without it, and says in the console which elements there are', async () => {
    await using node = await open({ '1.0.0': fakeBuild('1.0.0') });
    const known = await (await node.get('?elements=sign-in')).text();
    for (const name of ['sign-inn', 'clerk-sign-in', 'constructor', '__proto__', '<b>', 'sign-in+options']) {
      const answer = await node.get(`?elements=sign-in,${encodeURIComponent(name)}`);
      assert.equal(answer.status, 200);
      const text = await answer.text();
      assert.ok(text.startsWith(known));
      const logged: string[] = [];
      runInContext(
        text.slice(known.length),
        createContext({ console: { error: (line: string) => logged.push(line) } }),
      );
      assert.deepEqual(logged, [
        'clerk-widgets: the address of the script names an element that this version does not have. ' +
          'elements can name these: sign-in, user-button.',
      ]);
    }
  });

  it('a script is made once, for parallel requests, other orders and other parameters too', async () => {
    const reads = new Map<string, number>();
    await using node = await open({}, counted(libraryOf({ '1.0.0': fakeBuild('1.0.0') }), reads));
    const queries = [
      '?elements=sign-in,user-button',
      '?elements=user-button,sign-in',
      '?v=7&elements=sign-in,user-button&x',
    ];
    const answers = await Promise.all(queries.flatMap((query) => [node.get(query), node.get(query)]));
    assert.equal(new Set(answers.map((answer) => answer.headers.get('ETag'))).size, 1);
    await node.get('?elements=user-button');
    assert.deepEqual(Object.fromEntries(reads), {
      'clerk.js': 1,
      'elements.json': 1,
      'chunks/ui-100.js': 2,
      'chunks/sign-in-100.js': 1,
      'chunks/user-button-100.js': 2,
    });
  });

  it('a script whose files could not be read is made at the next request', async () => {
    const [files] = libraryOf({ '1.0.0': fakeBuild('1.0.0') }).values();
    for (const name of ['elements.json', 'chunks/ui-100.js']) {
      let isAway = false;
      const flaky = new Map(files);
      const file = flaky.get(name);
      assert.ok(file);
      flaky.set(name, {
        ...file,
        bytes: (encoding) => (isAway ? Promise.reject(new Error('away')) : file.bytes(encoding)),
      });
      await using node = await open({}, new Map([['1.0.0', flaky]]));
      // Not before: the node stores its files when it starts.
      isAway = true;
      await assert.rejects(node.get('?elements=sign-in'), /away/);
      isAway = false;
      assert.equal((await node.get('?elements=sign-in')).status, 200);
    }
  });

  it('sets that were not asked for lately are forgotten', async () => {
    const reads = new Map<string, number>();
    const elements = ['a', 'b', 'c', 'd', 'e', 'f'];
    await using node = await open({}, counted(libraryOf({ '1.0.0': fakeBuild('1.0.0', elements) }), reads));
    await node.get('?elements=sign-in');
    await node.get('?elements=sign-in');
    assert.equal(reads.get('chunks/sign-in-100.js'), 1);
    for (let set = 0; set < 64; set++) {
      await node.get(`?elements=${elements.filter((_, bit) => (set >> bit) & 1).join()}`);
    }
    await node.get('?elements=sign-in');
    assert.equal(reads.get('chunks/sign-in-100.js'), 2);
  });

  it('caches of every kind may use the script for 45 seconds, on pages of every origin', async () => {
    await using node = await open({ '1.0.0': fakeBuild('1.0.0') });
    for (const method of ['GET', 'HEAD']) {
      const answer = await node.get('', { 'Accept-Encoding': 'gzip, br', Origin: 'https://any.example' }, method);
      const { etag, 'content-length': length, ...headers } = Object.fromEntries(answer.headers);
      const body = Buffer.from(await answer.arrayBuffer());
      assert.match(etag ?? '', /^"1\.0\.0-[\w-]{32}-br"$/);
      if (method === 'GET') assert.equal(Number(length), body.length);
      else assert.equal(body.length, 0);
      assert.deepEqual(headers, {
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=30, stale-while-revalidate=15',
        'content-encoding': 'br',
        'content-type': 'text/javascript; charset=utf-8',
        'cross-origin-resource-policy': 'cross-origin',
        'timing-allow-origin': '*',
        vary: 'Accept-Encoding',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it('the script is the same in every encoding, and is not sent again to a client that has it', async () => {
    await using node = await open({ '1.0.0': fakeBuild('1.0.0') });
    const plain = await (await node.get()).text();
    const tags = new Set<string>();
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const answer = await node.get('', { 'Accept-Encoding': encoding });
      assert.equal(unpack(Buffer.from(await answer.arrayBuffer())).toString(), plain);
      const etag = answer.headers.get('ETag') ?? '';
      tags.add(etag);
      const again = await node.get('', { 'Accept-Encoding': encoding, 'If-None-Match': `W/${etag}` });
      assert.deepEqual([again.status, again.headers.get('ETag'), await again.text()], [304, etag, '']);
      assert.match(again.headers.get('Cache-Control') ?? '', /max-age=30/);
      assert.equal((await node.get('?elements=sign-in', { 'If-None-Match': etag })).status, 200);
    }
    assert.equal(tags.size, 2);
  });

  it('the script answers no other method', async () => {
    await using node = await open({ '1.0.0': fakeBuild('1.0.0') });
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await node.get('', {}, method);
      assert.deepEqual([answer.status, answer.headers.get('Allow')], [405, 'GET, HEAD']);
    }
  });

  it('an address that would not tell the script where the API is has no script', async () => {
    await using node = await open({ '1.0.0': fakeBuild('1.0.0') });
    assert.equal((await node.answer(new Request('https://clerk.example.com/clerk.js/'))).status, 404);
  });
});

describe('the script of the instance, as the build makes it', () => {
  it('the built clerk.js takes the settings, and the files of every element run in front of it', async () => {
    await using node = await open({}, openCdnLibrary());
    const elements = JSON.parse(await readFile('dist/elements.json', 'utf8')) as Record<string, string[]>;
    const plain = Object.entries(elements).filter(([name]) => !name.includes('+'));
    const { modules } = JSON.parse(await readFile('custom-elements.json', 'utf8')) as {
      modules: { declarations?: { tagName?: string }[] }[];
    };
    const tags = modules.flatMap((module) => module.declarations ?? []).flatMap(({ tagName }) => tagName ?? []);
    // Items and pages come with the element that they are children of. The script makes the notes.
    const own = tags.filter((tag) => !/^clerk-(user-(button|profile)-|passkey-offer|acting-note)/.test(tag));
    assert.deepEqual(plain.map(([name]) => `clerk-${name}`).sort(), own.sort());
    for (const [names, files] of [
      ...plain,
      [`${plain.map(([name]) => name)}`, plain.flatMap(([, each]) => each)],
    ] as const) {
      const answer = await node.get(`?elements=${names}`);
      assert.match(answer.headers.get('ETag') ?? '', new RegExp(`^"${VERSION}-`));
      const page = createContext({});
      // Here is no document, so the script stops, after the files in front of it have run.
      const text = await answer.text();
      assert.throws(() => runInContext(text, page), /Document is not defined/);
      const held: string[] = runInContext(`Object.keys(globalThis[Symbol.for('clerk-widgets@${VERSION}')])`, page);
      for (const file of files) assert.ok(held.includes(file.replace(/^chunks\/|-\w+\.js$/g, '')), `${names}: ${file}`);
    }
  });
});

describe('the theme of an instance', () => {
  it('an instance with a theme has what applies it in front of its script, and another one has not', async () => {
    const build = fakeBuild('1.0.0');
    const list = { ...JSON.parse(build['elements.json'] ?? ''), '+appearance': ['chunks/look.js'] };
    const versions = {
      '1.0.0': { ...build, 'elements.json': JSON.stringify(list), 'chunks/look.js': "ran.push('look');\n" },
    };
    await using plain = await open(versions);
    assert.deepEqual((await plain.run('?elements=user-button')).ran, ['ui 1.0.0', 'user-button 1.0.0', 'clerk 1.0.0']);
    const display = { ...environment.display_config, own_theme: { general: { color: 'red' } } };
    const storage = await openStorage('sqlite::memory:');
    const node = await startNode(libraryOf(versions), { storage });
    const answer = createInstanceScript(node, {
      ...settings,
      environment: { ...environment, display_config: display },
    });
    const ran = async (query: string) =>
      runFake(await (await answer(new Request(`https://clerk.example.com/clerk.js${query}`))).text()).ran;
    assert.deepEqual(await ran('?elements=user-button'), ['look', 'ui 1.0.0', 'user-button 1.0.0', 'clerk 1.0.0']);
    assert.deepEqual(await ran(''), ['look', 'clerk 1.0.0'], 'for elements that come later');
    await node.close();
    await storage.close();
  });
});

describe('a version that takes no settings', () => {
  it('the newest version that takes settings is used instead of one that takes none', async () => {
    for (const unfit of [
      OLD_BUILD,
      { ...OLD_BUILD, 'elements.json': '{}' },
      { ...fakeBuild('2.0.0'), 'elements.json': '{"sign-in":["chunks/gone.js"]}' },
      { ...fakeBuild('2.0.0'), 'clerk.js': fakeBuild('2.0.0')['clerk.js'] + '//# sourceMappingURL=clerk.js.map' },
    ]) {
      await using node = await open({ '1.0.0': fakeBuild('1.0.0'), '1.1.0': fakeBuild('1.1.0'), '2.0.0': unfit });
      assert.deepEqual((await node.run('?elements=sign-in')).ran, ['ui 1.1.0', 'sign-in 1.1.0', 'clerk 1.1.0']);
    }
  });

  for (const [title, versions] of [
    ['no browser files', {}],
    ['only files that take no settings', { '1.0.0': OLD_BUILD }],
  ] as const) {
    it(`a server with ${title} says what to do`, async () => {
      await using node = await open(versions);
      const answer = await node.get();
      assert.deepEqual([answer.status, answer.headers.get('Cache-Control')], [404, 'no-store']);
      assert.match(await answer.text(), /npm run build/);
    });
  }
});
