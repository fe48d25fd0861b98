import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { fakeRelease } from '../support/faked-release.ts';
import { listen } from '../support/listen.ts';
import { html } from '../support/site.ts';

const [OLD, NEW] = ['1.0.7', '1.0.8'];
const SIGN_IN = '<clerk-sign-in></clerk-sign-in>';
/** Pages that load a range, the script of the instance, and the latter with the form in it. */
const FILES = ['/', '/instance', '/folded'];

/** An open page, and the addresses of all scripts that it has loaded. */
interface Tab {
  page: Page;
  scripts: string[];
}

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
        if (pathname === '/') return pinned('1');
        if (pathname === '/pinned') return pinned(OLD);
        if (pathname === '/instance') return html(`${SIGN_IN}<script async src="/__clerk/clerk.js"></script>`);
        if (pathname === '/folded') {
          return html(`${SIGN_IN}<script async src="/__clerk/clerk.js?elements=sign-in"></script>`);
        }
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
        hostedPages: false,
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
  const pinned = (range: string) =>
    html(`${SIGN_IN}<script async crossorigin="anonymous" data-clerk-proxy-url="/__clerk"
      data-clerk-publishable-key="${nodes[0]?.config.publishableKey}"
      src="/__clerk/npm/clerk-widgets@${range}/dist/clerk.js"></script>`);

  /** Replaces the first node of the version `before` with a node of this version. */
  async function replaceOne(version: string, before: string): Promise<void> {
    const next = await startNode(version);
    const at = nodes.findIndex((node) => node.config.cdnDir === releases[before]);
    const [gone] = nodes.splice(at, 1, next);
    await gone?.close();
  }

  /** Opens a page, by default in a new browser, and waits for its form. Any node may answer. */
  async function openTab(file: string, context?: BrowserContext): Promise<Tab> {
    const page = await (context ?? (await browser.newContext())).newPage();
    pageErrors.push(collectErrors(page));
    const scripts: string[] = [];
    page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
    await page.goto(origin + file);
    await page.locator('clerk-sign-in input[name=identifier]').waitFor();
    return { page, scripts };
  }

  /** Returns the version of a page, after a check that it has loaded no file of another one. */
  async function versionOf({ page, scripts }: Tab): Promise<string> {
    const version = await page.evaluate(() => (window as unknown as { Clerk: { version: string } }).Clerk.version);
    const [, ...others] = scripts;
    for (const address of others) assert.ok(address.includes(`/npm/clerk-widgets@${version}/dist/chunks/`), address);
    return version;
  }

  /** Makes every node check what the others run, and returns the versions that new users get. */
  async function load(): Promise<string[]> {
    // A request for an unknown version makes a node check the database at once.
    for (const node of nodes) await node.fetch(new Request(`${origin}/npm/clerk-widgets@9.9.9/dist/clerk.js`));
    const seen = new Set<string>();
    // Twice, because the next request goes to another node.
    for (const file of [...FILES, ...FILES]) {
      const tab = await openTab(file);
      seen.add(await versionOf(tab));
      await tab.page.context().close();
    }
    return [...seen];
  }

  /** Adds an element whose files the tab has not loaded yet, and checks that they are of the tab's version. */
  async function needsChunk(tab: Tab, version: string): Promise<void> {
    const before = tab.scripts.length;
    await tab.page.evaluate(() => document.body.append(document.createElement('clerk-sign-up')));
    await tab.page.locator('clerk-sign-up input[name=emailAddress]').waitFor();
    assert.equal(await versionOf(tab), version);
    assert.ok(tab.scripts.length > before);
    // A second tab of the same browser, which may have kept the script, and which hears what the first one says.
    const second = await openTab(new URL(tab.page.url()).pathname, tab.page.context());
    assert.ok([OLD, NEW].includes(await versionOf(second)));
    await tab.page.context().close();
  }

  const openTabs = () => Promise.all(FILES.map((file) => openTab(file)));
  const needChunks = async (tabs: Tab[], version: string) => {
    for (const tab of tabs.splice(0, FILES.length)) await needsChunk(tab, version);
  };

  const oldTabs: Tab[] = [];
  const newTabs: Tab[] = [];

  test('every page works halfway through an upgrade, with the version that all nodes have', async () => {
    oldTabs.push(...(await openTabs()), ...(await openTabs()));
    await replaceOne(NEW, OLD);
    assert.deepEqual(await load(), [OLD]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needChunks(oldTabs, OLD);
  });

  test('new pages have the new version after an upgrade, and open and pinned pages keep the old one', async () => {
    await replaceOne(NEW, OLD);
    assert.deepEqual(await load(), [NEW]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needChunks(oldTabs, OLD);
    newTabs.push(...(await openTabs()), ...(await openTabs()));
  });

  test('halfway through a rollback new pages have the old version, and open ones keep working', async () => {
    await replaceOne(OLD, NEW);
    assert.deepEqual(await load(), [OLD]);
    await needChunks(newTabs, NEW);
  });

  test('no new page has the newer version after a rollback, and open pages keep working', async () => {
    await replaceOne(OLD, NEW);
    assert.deepEqual(await load(), [OLD]);
    assert.equal(await versionOf(await openTab('/pinned')), OLD);
    await needChunks(newTabs, NEW);
  });

  test('no page and no node logged an error during the upgrade', () => {
    assert.deepEqual([...nodeErrors, ...pageErrors.flat()], []);
  });
});
