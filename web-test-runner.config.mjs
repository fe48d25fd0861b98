import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { CHROMIUM_ARGS, chromiumPath } from './test/support/chromium.ts';
import { devtoolsCommand } from './test/support/devtools-command.ts';
import { elementBundle } from './test/support/element-bundle.ts';
import { whyNotRun } from './test/support/engine-limits.ts';
import { elementLauncher } from './test/support/element-launcher.ts';
import { ENGINE_NAMES, findFirefox, findWebKit } from './test/support/engines.ts';
import { startFirefox } from './test/support/firefox-page.ts';
import { transcriptCommand } from './test/support/transcript-command.ts';
import { startWebKitPage } from './test/support/webkit-page.ts';

const engine = process.env.ELEMENT_ENGINE || 'chromium';
const bundle = elementBundle(engine);
const concurrency = availableParallelism();

/** Element tests in a real browser: `npx wtr`, or `ELEMENT_ENGINE=firefox npx wtr --files <glob>`. */
export default {
  files: ['test/elements/**/*.browser.test.ts'],
  concurrency,
  browsers: [await launcher()],
  plugins: [bundle.plugin, formPages(), inputMethod(), devtoolsCommand(), transcriptCommand()],
  // A slow machine may take its time: nothing here is right or wrong by the clock.
  browserStartTimeout: 300_000,
  testsStartTimeout: 300_000,
  testsFinishTimeout: 1_200_000,
  testFramework: { config: { timeout: 180_000 } },
  reporters: [
    bundle.reporter,
    defaultReporter({ reportTestProgress: !process.env.CI }),
    countsReporter(process.env.ELEMENT_TEST_COUNTS),
  ],
};

async function launcher() {
  if (engine === 'chromium') {
    return playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
      createBrowserContext: ({ browser }) => browser.newContext({ viewport: { width: 1280, height: 900 } }),
    });
  }
  const program = engine === 'firefox' ? findFirefox() : findWebKit();
  if (!program) throw new Error(`This machine has no ${ENGINE_NAMES[engine] ?? engine}.`);
  const start = engine === 'firefox' ? startFirefox : startWebKitPage;
  return elementLauncher(ENGINE_NAMES[engine], concurrency, () => start(program));
}

/** The site has a page for each path below those of the forms, as an application with path routing has. */
function formPages() {
  return {
    name: 'form-pages',
    serve({ path: requested }) {
      return /^\/(sign-in|user)(\/|$)/.test(requested)
        ? { body: '<clerk-sign-in></clerk-sign-in>', type: 'html' }
        : undefined;
    },
  };
}

/**
 * The command `compose`: shows each of `steps` as the text that an input method composes, then puts `chosen` in its
 * place, if there is one.
 */
function inputMethod() {
  return {
    name: 'input-method',
    async executeCommand({ command, payload: { steps, chosen } = {}, session }) {
      if (command !== 'compose') return undefined;
      const page = session.browser.getPage(session.id);
      if (engine !== 'chromium') {
        await page.compose(steps, chosen);
        return true;
      }
      const devtools = await page.context().newCDPSession(page);
      for (const text of steps) {
        await devtools.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
      }
      if (chosen !== undefined) await devtools.send('Input.insertText', { text: chosen });
      return true;
    },
  };
}

/**
 * Writes for the gate how many tests passed, and which failed; a test file that does not load counts as a failure. Prints
 * how many tests did not run, and why. A test that is skipped without such a reason counts as a failure.
 */
function countsReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      const notRun = {};
      const counts = { passed: 0, failed: 0, failures: [] };
      const fail = (what, error) => {
        counts.failed += 1;
        counts.failures.push(`${what}\n${error?.stack ?? error?.message ?? ''}`);
      };
      const skip = (what, reason) => {
        if (reason) notRun[reason] = (notRun[reason] ?? 0) + 1;
        else fail(what, { message: 'The test is skipped without a reason in ENGINE_LIMITS.' });
      };
      for (const { testFile, testResults, errors, passed } of sessions) {
        const where = path.relative(import.meta.dirname, testFile);
        const count = ({ suites, tests }) => {
          for (const test of tests) {
            if (test.passed) counts.passed += 1;
            else if (!test.skipped) fail(`${where}: ${test.name}`, test.error);
            else skip(`${where}: ${test.name}`, whyNotRun(test.name, engine));
          }
          suites.forEach(count);
        };
        const before = counts.failed;
        if (testResults) count(testResults);
        if (!passed && counts.failed === before) fail(where, errors[0]);
      }
      for (const [reason, number] of Object.entries(notRun)) {
        console.log(`!!! ${number} element tests DID NOT RUN in ${ENGINE_NAMES[engine]}: ${reason}.`);
      }
      if (file) writeFileSync(file, JSON.stringify(counts));
    },
  };
}
