import { solveTurnstile, type TurnstileOptions } from '../../../src/client/captcha/solve-turnstile.ts';
import { isClerkRuntimeError } from '../../../src/client/errors.ts';
import { createBrowserPlatform } from '../../../src/client/platform/browser-platform.ts';
import { cleanUp, equal, ok } from '../support.ts';

interface Rendered {
  container: HTMLElement;
  options: TurnstileOptions;
}

/** A script that puts a widget on the window, which reports to the test. */
const SCRIPT = `data:text/javascript,${encodeURIComponent(`window.turnstile = {
  render: (container, options) => window.onWidget({ container, options }),
  remove: (id) => window.removed.push(id),
}; window.scripts++;`)}`;
const { clock } = createBrowserPlatform();
const KEYS = { smart: 'smart key', invisible: 'invisible key' };

const page = globalThis as unknown as {
  onWidget(widget: Rendered): string | undefined;
  removed: string[];
  scripts: number;
  turnstile?: unknown;
};

describe('the Turnstile widget', () => {
  let widgets: Rendered[];
  beforeEach(() => {
    widgets = [];
    page.removed = [];
    page.scripts = 0;
    page.onWidget = (widget) => {
      widgets.push(widget);
      queueMicrotask(() => widget.options.callback('a token'));
      return `widget ${widgets.length}`;
    };
  });
  afterEach(() => {
    cleanUp();
    delete page.turnstile;
  });

  it('runs Turnstile in the place of the page, with its settings', async () => {
    document.body.innerHTML = '<div id="clerk-captcha" data-cl-theme="dark" data-cl-size="flexible"></div>';
    equal(await solveTurnstile(KEYS, clock, SCRIPT), { token: 'a token', widgetType: 'smart' });
    const { container, options } = widgets[0] as Rendered;
    equal(container.id, 'clerk-captcha');
    equal([options.sitekey, options.theme, options.size, options.language], ['smart key', 'dark', 'flexible', 'auto']);
    equal(page.removed, ['widget 1']);
    ok(container.isConnected, 'the place stays');
  });

  it('runs Turnstile out of sight otherwise, and leaves nothing behind', async () => {
    equal(await solveTurnstile(KEYS, clock, SCRIPT), { token: 'a token', widgetType: 'invisible' });
    const { container, options } = widgets[0] as Rendered;
    equal([container.className, options.sitekey], ['clerk-invisible-captcha', 'invisible key']);
    ok(!container.isConnected, 'the container is gone');
  });

  it('uses the invisible site key if there is no other', async () => {
    document.body.innerHTML = '<div id="clerk-captcha"></div>';
    equal((await solveTurnstile({ ...KEYS, smart: null }, clock, SCRIPT)).widgetType, 'invisible');
    equal(widgets[0]?.options.sitekey, 'invisible key');
  });

  it('loads the Turnstile script once', async () => {
    await Promise.all([solveTurnstile(KEYS, clock, SCRIPT), solveTurnstile(KEYS, clock, SCRIPT)]);
    equal([page.scripts, widgets.length], [1, 2]);
  });

  it('reports the error of Turnstile when it fails', async () => {
    const failures: [string, (options: TurnstileOptions) => unknown][] = [
      ['300030', (options) => options['error-callback']('300030')],
      ['expired', (options) => options['expired-callback']()],
      ['timeout', (options) => options['timeout-callback']()],
      ['unsupported', (options) => options['unsupported-callback']()],
    ];
    for (const [reason, fail] of failures) {
      page.onWidget = ({ options }) => {
        queueMicrotask(() => fail(options));
        return 'failed';
      };
      const error: unknown = await solveTurnstile(KEYS, clock, SCRIPT).catch((thrown: unknown) => thrown);
      ok(isClerkRuntimeError(error), 'a runtime error');
      equal(error.code, 'captcha_unavailable');
      ok(error.message.includes(`(${reason})`), reason);
    }
    equal(page.removed, ['failed', 'failed', 'failed', 'failed']);
  });

  it('loads the Turnstile script again after it failed to load', async () => {
    const wrong = await solveTurnstile(KEYS, clock, 'data:text/plain,').catch((thrown: unknown) => thrown);
    ok(isClerkRuntimeError(wrong) && wrong.code === 'captcha_unavailable', 'no widget');
    equal((await solveTurnstile(KEYS, clock, SCRIPT)).token, 'a token');
    ok(!document.querySelector('script[src^="data:"], .clerk-invisible-captcha'), 'nothing is left');
  });
});
