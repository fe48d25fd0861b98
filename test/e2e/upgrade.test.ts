import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { fakeRelease } from '../support/faked-release.ts';
import { listen } from '../support/listen.ts';
import { html } from '../support/site.ts';

const [OLD, NEW] = ['1.0.7', '1.0.8'];
const LOADS = 4;

/** Two nodes share a database behind a balancer that sends each request to the next node; a page runs on its origin. */
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
    origin = await listen(http);
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

  /** Replaces the first node of the version `before` with a node of this version. */
  async function replaceOne(version: string, before: string): Promise<void> {
    const next = await startNode(version);
    const at = nodes.findIndex((node) => node.config.cdnDir === releases[before]);
    const [gone] = nodes.splice(at, 1, next);
    await gone?.close();
  }

  /** Opens a page in a new browser and waits for its form. Any node may answer. */
  async function openTab(file = '/'): Promise<Page> {
    const tab = await (await browser.newContext()).newPage();
    pageErrors.push(collectErrors(tab));
    await tab.goto(origin + file);
    await tab.locator('clerk-sign-in input[name=identifier]').waitFor();
    return tab;
  }

  const versionOf = (tab: Page) =>
    tab.evaluate(() => (window as unknown as { Clerk: { version: string } }).Clerk.version);

  /** Makes every node check what the others run, and returns the versions that new users get. */
  async function load(): Promise<string[]> {
    // A request for an unknown version makes a node check the database at once.
    for (const node of nodes) await node.fetch(new Request(`${origin}/npm/clerk-widgets@9.9.9/dist/clerk.js`));
    const seen: string[] = [];
    for (let load = 0; load < LOADS; load++) {
      const tab = await openTab();
      seen.push(await versionOf(tab));
      await tab.context().close();
    }
    return [...new Set(seen)];
  }

  /** Adds an element whose chunk the tab has not loaded yet. */
  async function needsChunk(tab: Page): Promise<void> {
    await tab.evaluate(() => document.body.append(document.createElement('clerk-sign-up')));
    await tab.locator('clerk-sign-up input[name=emailAddress]').waitFor();
    await tab.context().close();
  }

  const oldTabs: Page[] = [];
  const newTabs: Page[] = [];

  test('every page works halfway through an upgrade, with the version that all nodes have', async () => {
    oldTabs.push(await openTab(), await openTab());
    await replaceOne(NEW, OLD);
    assert.deepEqual(await load(), [OLD]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needsChunk(oldTabs[0] as Page);
  });

  test('new pages have the new version after an upgrade, and open and pinned pages keep the old one', async () => {
    await replaceOne(NEW, OLD);
    assert.deepEqual(await load(), [NEW]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needsChunk(oldTabs[1] as Page);
    newTabs.push(await openTab(), await openTab());
  });

  test('halfway through a rollback new pages have the old version, and open ones keep working', async () => {
    await replaceOne(OLD, NEW);
    assert.deepEqual(await load(), [OLD]);
    await needsChunk(newTabs[0] as Page);
  });

  test('no new page has the newer version after a rollback, and open pages keep working', async () => {
    await replaceOne(OLD, NEW);
    assert.deepEqual(await load(), [OLD]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needsChunk(newTabs[1] as Page);
  });

  test('no page and no node logged an error during the upgrade', () => {
    assert.deepEqual([...nodeErrors, ...pageErrors.flat()], []);
  });
});
