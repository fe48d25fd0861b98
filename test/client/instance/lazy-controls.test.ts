import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { ComponentControls } from '../../../src/client/types.ts';
import { lazyControls } from '../../../src/entries/browser/lazy-controls.ts';
import { flush } from '../../support/fake-platform.ts';

const host = globalThis as unknown as { addEventListener?: unknown };
let network: EventTarget;
beforeEach(() => {
  network = new EventTarget();
  host.addEventListener = network.addEventListener.bind(network);
  mock.method(console, 'error', () => {});
});
afterEach(() => {
  delete host.addEventListener;
  mock.restoreAll();
});

function open(failures: number) {
  const done: string[] = [];
  let loads = 0;
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      void done.push([name, ...args].join(' '));
  const controls = lazyControls(async () => {
    loads++;
    if (loads <= failures) throw new TypeError('Failed to fetch dynamically imported module');
    const names = ['mount', 'unmount', 'open', 'close', 'updateProps'];
    return Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as ComponentControls;
  });
  return { controls, done, loads: () => loads };
}

test('the first call fetches the screens once, and they run the calls in order', async () => {
  const { controls, done, loads } = open(0);
  assert.equal(loads(), 0);
  controls.open('SignIn', {});
  controls.close('SignIn');
  await flush();
  controls.open('SignUp');
  await flush();
  assert.deepEqual(done, ['open SignIn [object Object]', 'close SignIn', 'open SignUp']);
  assert.equal(loads(), 1);
});

test('a later call fetches screens that failed to load, and runs the earlier calls, too', async () => {
  const { controls, done } = open(1);
  controls.open('SignIn');
  await flush();
  assert.deepEqual(done, []);
  controls.updateProps({});
  await flush();
  assert.deepEqual(done, ['open SignIn', 'updateProps [object Object]']);
});

test('screens that failed to load are fetched when the network is back', async () => {
  const { controls, done, loads } = open(2);
  controls.open('SignIn');
  controls.open('SignUp');
  await flush();
  for (let i = 0; i < 2; i++) {
    network.dispatchEvent(new Event('online'));
    await flush();
  }
  assert.deepEqual(done, ['open SignIn', 'open SignUp']);
  assert.equal(loads(), 3);
});
