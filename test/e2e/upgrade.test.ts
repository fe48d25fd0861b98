import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { fakeRelease } from '../support/faked-release.ts';
import { html } from '../support/site.ts';

const [OLD, NEW] = ['1.0.7', '1.0.8'];
const LOADS = 4;

/** Two nodes on one database behind a balancer that hands each request to the next node, and a page on its origin. */
describe('an upgrade, node by node, while pages are open', () => {
  let http: Server;
  let origin: string;
  let folder: string;
  let browser: Browser;
  const releases: Record<string, string> = {};
  const nodes: ClerkServer[] = [];
  const nodeErrors: string[] = [];
  const pageErrors: string[][] = [];
  let turn = 0;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clerk-upgrade-'));
    for (const version of [OLD, NEW]) releases[version] = await fakeRelease(version);
    http = createHttpServer(
      getRequestListener(async (request) => {
        const { pathname } = new URL(request.url);
        if (pathname === '/') return page('1');
        if (pathname === '/pinned') return page(OLD);
        const node = nodes[turn++ % nodes.length] as ClerkServer;
        return node.fetch(request);
      }),
    );
    await new Promise<void>((resolve) => http.listen(0, 'localhost', resolve));
    origin = `http://localhost:${(http.address() as AddressInfo).port}`;
    nodes.push(await startNode(OLD), await startNode(OLD));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    http?.close();
    http?.closeAllConnections();
    for (const node of nodes) await node.close();
    for (const directory of [folder, ...Object.values(releases)]) await rm(directory, { recursive: true, force: true });
  });

  const startNode = (version: string) =>
    createServer(
      {
        url: origin,
        databaseUrl: `sqlite:${path.join(folder, 'clerk.db')}`,
        proxyPaths: ['/__clerk'],
        cdnDir: releases[version],
        testMode: true,
        forceTestMode: true,
      },
      {
        env: {},
        logger: { info() {}, warn() {}, error: (message) => nodeErrors.push(message) },
      },
    );
  const page = (range: string) =>
    html(`<clerk-sign-in></clerk-sign-in><script async crossorigin="anonymous" data-clerk-proxy-url="/__clerk"
      data-clerk-publishable-key="${nodes[0]?.config.publishableKey}"
      src="/__clerk/npm/clerk-widgets@${range}/dist/clerk.js"></script>`);

  /** Puts a node of this version in place of the first one that has another. */
  async function replaceOne(version: string, before: string): Promise<void> {
    const next = await startNode(version);
    const at = nodes.findIndex((node) => node.config.cdnDir === releases[before]);
    const [gone] = nodes.splice(at, 1, next);
    await gone?.close();
  }

  /** A new visitor: the page has its form, whichever nodes answered. */
  async function openTab(file = '/'): Promise<Page> {
    const tab = await (await browser.newContext()).newPage();
    pageErrors.push(collectErrors(tab));
    await tab.goto(origin + file);
    await tab.locator('clerk-sign-in input[name=identifier]').waitFor();
    return tab;
  }

  const versionOf = (tab: Page) =>
    tab.evaluate(() => (window as unknown as { Clerk: { version: string } }).Clerk.version);

  /** Every node looks again what the others run; then new visitors come. */
  async function load(): Promise<string[]> {
    // A node that is asked for an unknown version looks into the database at once.
    for (const node of nodes) await node.fetch(new Request(`${origin}/npm/clerk-widgets@9.9.9/dist/clerk.js`));
    const seen: string[] = [];
    for (let load = 0; load < LOADS; load++) {
      const tab = await openTab();
      seen.push(await versionOf(tab));
      await tab.context().close();
    }
    return [...new Set(seen)];
  }

  /** The tab asks for an element that it has not loaded yet. */
  async function needsChunk(tab: Page): Promise<void> {
    await tab.evaluate(() => document.body.append(document.createElement('clerk-sign-up')));
    await tab.locator('clerk-sign-up input[name=emailAddress]').waitFor();
    await tab.context().close();
  }

  const oldTabs: Page[] = [];
  const newTabs: Page[] = [];

  test('half-way every page has its form, of the version that all nodes have', async () => {
    oldTabs.push(await openTab(), await openTab());
    await replaceOne(NEW, OLD);
    assert.deepEqual(await load(), [OLD]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needsChunk(oldTabs[0] as Page);
  });

  test('afterwards new pages have the new version, and open and pinned ones what they began with', async () => {
    await replaceOne(NEW, OLD);
    assert.deepEqual(await load(), [NEW]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needsChunk(oldTabs[1] as Page);
    newTabs.push(await openTab(), await openTab());
  });

  test('half rolled back, new pages have the old version again, and open ones go on', async () => {
    await replaceOne(OLD, NEW);
    assert.deepEqual(await load(), [OLD]);
    await needsChunk(newTabs[0] as Page);
  });

  test('rolled back, the other version is in no new page, and open ones go on', async () => {
    await replaceOne(OLD, NEW);
    assert.deepEqual(await load(), [OLD]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needsChunk(newTabs[1] as Page);
  });

  test('no page and no node logged an error meanwhile', () => {
    assert.deepEqual([...nodeErrors, ...pageErrors.flat()], []);
  });
});
