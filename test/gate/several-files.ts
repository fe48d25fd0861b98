// Runs several test files in one process, one after the other: `node test/gate/several-files.ts FILE…`. Each file is a suite with
// the name of the file, so that its hooks outside of suites concern that file alone.
import { createRequire, syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getCallSites } from 'node:util';

type Declare = ((...args: unknown[]) => unknown) & { [variant: string]: Declare | undefined };

const TESTS = ['describe', 'suite', 'it', 'test'];
const VARIANTS = ['skip', 'todo', 'only'];
const HOOKS = ['before', 'after', 'beforeEach', 'afterEach'];

const nodeTest = createRequire(import.meta.url)('node:test') as Record<string, Declare>;
const { describe, it } = nodeTest as { describe: Declare; it: Declare };
/** What the file that is being loaded declares outside of suites. */
let declared: (() => void)[] | undefined;

for (const name of [...TESTS, ...HOOKS]) nodeTest[name] = later(nodeTest[name] as Declare, HOOKS.includes(name));
syncBuiltinESMExports();

const suites: [string, () => void][] = [];
for (const file of process.argv.slice(2)) {
  const declarations: (() => void)[] = [];
  declared = declarations;
  try {
    await import(pathToFileURL(path.resolve(file)).href);
    suites.push([file, () => declarations.forEach((declare) => declare())]);
  } catch (error) {
    suites.push([
      file,
      () =>
        it('loads', () => {
          throw error;
        }),
    ]);
  }
}
declared = undefined;
for (const [file, declare] of suites) describe(file, declare);

/** Returns a function of node:test that waits while a file loads. */
function later(now: Declare, isHook: boolean): Declare {
  const declare = ((...args: unknown[]) => {
    // A hook of a helper ends what all files started with it, so it stays outside of their suites.
    if (!declared || (isHook && !callerIsTest())) return now(...args);
    declared.push(() => void now(...args));
    return undefined;
  }) as Declare;
  for (const variant of VARIANTS) if (now[variant]) declare[variant] = later(now[variant], isHook);
  return declare;
}

/** Returns whether a test file, and no helper, has called what has called this function. */
function callerIsTest(): boolean {
  return getCallSites(3)[2]?.scriptName.includes('.test.') ?? false;
}
