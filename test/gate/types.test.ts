import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bin } from './run.ts';

/** Declarations that the examples rely on. */
const GIVEN = `
import type { ConfigInput } from 'clerk-widgets/server';
declare const request: Request;
declare const process: { env: Record<string, string | undefined> };
`;
/** What frameworks and runtimes bring to the examples. */
const AMBIENT = `
declare const socket: WebSocket;
declare const token: string;
type Handler = (
  request: import('clerk-widgets/backend/express').NodeRequest,
  response: import('clerk-widgets/backend/express').NodeResponse & { json(body: unknown): void },
  next: (error?: unknown) => void,
) => unknown;
declare const app: { use(handler: Handler): void; get(path: string, ...handlers: Handler[]): void };
declare module 'node:assert/strict' {
  const assert: { equal(actual: unknown, expected: unknown): void };
  export default assert;
}
declare module '@awesome.me/webawesome/*';
declare module 'node:test' {
  export function test(name: string, run: () => Promise<void>): void;
}
declare module 'cloudflare:workers' {
  interface Env {
    CLERK_PUBLISHABLE_KEY: string;
    CLERK_JWT_KEY: string;
  }
  export const env: Env;
}
`;
/** Pages whose examples are checked. Those for Next.js need its types: the app in test/apps/next is checked with them. */
const PAGES = ['README.md', 'docs/sign-in-methods.md', 'docs/backend.md', 'docs/custom-flows.md', 'docs/testing.md'];
/** Strict options, without any types that the package does not ship itself. */
const STRICT = {
  target: 'es2023',
  lib: ['es2023', 'dom', 'dom.iterable'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
};
const ELEMENTS = `
import 'clerk-widgets';
import { Clerk } from 'clerk-widgets/headless';
const element = document.createElement('clerk-sign-in');
element.clerk = new Clerk('pk_test_…');
element.withSignUp = true;
element.addEventListener('clerk-step', ({ step }) => step.toUpperCase());
element.addEventListener('clerk-complete', (event) => void (event.sessionId && event.preventDefault()));
`;

describe('the types of the package', () => {
  let dir = '';
  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-'));
    await mkdir(path.join(dir, 'node_modules'));
    await symlink(process.cwd(), path.join(dir, 'node_modules/clerk-widgets'));
    await writeFile(path.join(dir, 'package.json'), '{ "type": "module" }');
    const pages = await Promise.all(PAGES.map((page) => readFile(page, 'utf8')));
    const examples = [...pages.join('\n').matchAll(/^```[jt]s\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
    assert.ok(examples.length >= 5);
    await writeFile(path.join(dir, 'ambient.d.ts'), AMBIENT);
    for (const [index, text] of examples.entries()) {
      if (text.includes('clerk-widgets/backend/next')) continue;
      // A page knows which elements it has.
      const example = text.replaceAll(/(document\.querySelector\('[\w-]+'\))\./g, '$1!.');
      const isConfig = !text.includes('fetch:');
      const checked = isConfig
        ? example.replace(/^export default (\{[\s\S]*\});$/m, 'export default $1 satisfies ConfigInput;')
        : example;
      await writeFile(path.join(dir, `example-${index}.ts`), GIVEN + checked);
    }
    await writeFile(path.join(dir, 'elements.ts'), ELEMENTS);
  });
  after(() => rm(dir, { recursive: true, force: true }));

  for (const [moduleResolution, module] of [
    ['bundler', 'esnext'],
    ['nodenext', 'nodenext'],
  ]) {
    test(`the types fit the examples of README and docs, resolved as ${moduleResolution}`, async () => {
      const config = { compilerOptions: { ...STRICT, module, moduleResolution } };
      await writeFile(path.join(dir, 'tsconfig.json'), JSON.stringify(config));
      const { status, stdout } = spawnSync(bin('tsc'), ['-p', dir], { encoding: 'utf8' });
      assert.equal(stdout, '');
      assert.equal(status, 0);
    });
  }

  test('every published declaration is reachable from an entry', async () => {
    const files = (await readdir('dist/types', { recursive: true })).filter((file) => file.endsWith('.d.ts'));
    const texts = await Promise.all(files.map((file) => readFile(`dist/types/${file}`, 'utf8')));
    const named = new Set(
      texts.flatMap((text, index) =>
        [...text.matchAll(/['"](\.[^'"]+)\.ts['"]/g)].map(([, to = '']) =>
          path.join(path.dirname(files[index] ?? ''), `${to}.d.ts`),
        ),
      ),
    );
    assert.deepEqual(
      files.filter((file) => !file.startsWith('entries/') && !named.has(file)),
      [],
    );
  });
});
