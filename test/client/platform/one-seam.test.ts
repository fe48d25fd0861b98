import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readPageReads } from '../../support/page-reads.ts';

/** Globals that touch neither the page nor the clock, and names that functions of the platform receive. */
const KNOWN = [
  'AbortController',
  'Blob',
  'FormData',
  'Headers',
  'MessageChannel',
  'PublicKeyCredential',
  'Response',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  '__internal_onAfterSetActive',
  '__internal_onBeforeSetActive',
  'atob',
  'queueMicrotask',
  'turnstile',
];

test('no file of the client except the platform touches the globals of the page', () => {
  const others = readdirSync('src/client').filter((name) => name !== 'platform');
  const { window } = readPageReads(others.map((name) => `src/client/${name}`));
  assert.deepEqual(window, KNOWN);
});

/** Globals that elements reach only through the platform. */
const THROUGH_PLATFORM = ['BroadcastChannel', 'fetch', 'history', 'localStorage', 'location', 'sessionStorage'];

test('elements reach the address, storage and network through the platform', () => {
  const { window } = readPageReads(['src/elements']);
  assert.deepEqual(
    window.filter((name) => THROUGH_PLATFORM.includes(name)),
    [],
  );
});

test('no file except the platform reads the clock of the device', () => {
  const others = globSync('src/{client,elements,entries/browser,entries/elements}/**/*.ts').filter(
    (file) =>
      !file.endsWith('platform/steady-now.ts') &&
      /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)/.test(readFileSync(file, 'utf8')),
  );
  assert.deepEqual(others, []);
});
