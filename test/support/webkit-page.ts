import type { MouseButton, OnePageBrowser } from './element-launcher.ts';
import type { WebKitPrograms } from './engines.ts';
import { startWebKit } from './webkit-driver.ts';

/** Keys that are not characters, as WebDriver writes them. */
const KEYS: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

const BUTTONS = { left: 0, middle: 1, right: 2 } as const satisfies Record<MouseButton, number>;

const FORGET = `
  localStorage.clear();
  sessionStorage.clear();
  return indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => indexedDB.deleteDatabase(name))));
`;

/** Starts a WebKit on a display without a screen. */
export async function startWebKitPage(programs: WebKitPrograms): Promise<OnePageBrowser> {
  const { send, prefer, close } = await startWebKit(programs);
  const run = <Value>(script: string) => send<Value>('POST', '/execute/sync', { script, args: [] });
  const press = (...steps: [down: boolean, key: string][]) => {
    const actions = steps.map(([down, key]) => ({ type: down ? 'keyDown' : 'keyUp', value: KEYS[key] ?? key }));
    return send<void>('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  };
  const point = (...actions: object[]) =>
    send<void>('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  const move = (x: number, y: number) => ({ type: 'pointerMove', x, y, duration: 0, origin: 'viewport' });
  const button = (type: 'pointerDown' | 'pointerUp', name: MouseButton = 'left') => ({ type, button: BUTTONS[name] });
  return {
    page: {
      keyboard: {
        type: (text) =>
          press(
            ...[...text].flatMap((key): [boolean, string][] => [
              [true, key],
              [false, key],
            ]),
          ),
        press(keys) {
          const held = keys.split('+');
          return press(
            ...held.map((key): [boolean, string] => [true, key]),
            ...held.toReversed().map((key): [boolean, string] => [false, key]),
          );
        },
        down: (key) => press([true, key]),
        up: (key) => press([false, key]),
      },
      mouse: {
        move: (x, y) => point(move(x, y)),
        click: (x, y, options) =>
          point(move(x, y), button('pointerDown', options?.button), button('pointerUp', options?.button)),
        down: (options) => point(button('pointerDown', options?.button)),
        up: (options) => point(button('pointerUp', options?.button)),
      },
      async setViewportSize({ width, height }) {
        // The page is as much smaller than the window as the toolbar is high.
        const bar = await run<number>('return outerHeight - innerHeight');
        await send('POST', '/window/rect', { x: 0, y: 0, width, height: height + bar });
      },
      async emulateMedia({ colorScheme }) {
        if (!colorScheme) return;
        await prefer(colorScheme);
        await run(`
          const query = matchMedia('(prefers-color-scheme: ${colorScheme})');
          return query.matches || new Promise((resolve) => query.addEventListener('change', resolve, { once: true }));
        `);
      },
      compose() {
        throw new Error('WebKitWebDriver has no command to compose text.');
      },
    },
    open: (url) => send('POST', '/url', { url }),
    url: () => send<string>('GET', '/url'),
    async leave() {
      await send('DELETE', '/actions');
      await run(FORGET);
      await send('DELETE', '/cookie');
      await send('POST', '/url', { url: 'about:blank' });
    },
    close,
  };
}
