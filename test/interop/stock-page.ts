import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { html, type Pages } from '../support/site.ts';
import { hideDriver } from '../support/browser.ts';

/** The published builds, byte for byte. */
export const STOCK = {
  '6.40.0': { dir: 'node_modules/@clerk/clerk-js/dist', script: 'clerk.browser.js' },
  '5.128.0': { dir: 'node_modules/@clerk/clerk-js-5/dist', script: 'clerk.headless.browser.js' },
} as const;

export type StockVersion = keyof typeof STOCK;
/** The builds of Clerk, and ours. */
export const CLIENTS = [...(Object.keys(STOCK) as StockVersion[]), 'ours'] as const;

/** What the names of tests call a build. */
export function named(client: (typeof CLIENTS)[number]): string {
  return client === 'ours' ? 'our client' : `clerk-js ${client}`;
}

/**
 * Serves a page per stock version that loads its script as Clerk's own SDKs do, through the relative proxy, and one that
 * loads ours.
 */
export const stockPages: Pages = async (url, config) => {
  const [, kind, version = '', ...rest] = url.pathname.split('/');
  if (url.pathname === '/stock/ours') {
    return html(`<script data-clerk-publishable-key="${config.publishableKey}" data-clerk-proxy-url="/__clerk"
      data-clerk-load="manual" src="/npm/clerk-widgets@1/dist/clerk.js"></script>`);
  }
  const stock = STOCK[version as StockVersion];
  if (kind !== 'stock' || !stock) return undefined;
  if (rest.length === 0) {
    return html(`<script data-clerk-publishable-key="${config.publishableKey}" data-clerk-proxy-url="/__clerk"
      src="/stock/${version}/${stock.script}"></script>`);
  }
  const bytes = await readFile(path.join(stock.dir, path.basename(rest.join('/'))));
  const headers = { 'content-type': 'text/javascript', 'cache-control': 'public, max-age=3600' };
  return new Response(new Uint8Array(bytes), { headers });
};

/** Opens the stock page and waits for `Clerk.load()`. */
export async function openStock(
  context: BrowserContext,
  origin: string,
  version: (typeof CLIENTS)[number],
): Promise<Page> {
  await hideDriver(context);
  const page = await context.newPage();
  await page.goto(`${origin}/stock/${version}`);
  await page.evaluate(async () => {
    const { Clerk } = window as unknown as StockWindow;
    await Clerk.load({ telemetry: false });
  });
  return page;
}

/** The part of stock clerk-js that the tests use. */
export interface StockWindow {
  Clerk: StockClerk;
}

interface StockAttempt {
  id: string;
  status: string;
  createdSessionId: string | null;
  unverifiedFields?: string[];
  create(params: Record<string, unknown>): Promise<StockAttempt>;
  prepareEmailAddressVerification(): Promise<StockAttempt>;
  attemptEmailAddressVerification(params: { code: string }): Promise<StockAttempt>;
  prepareFirstFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  attemptFirstFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  supportedFirstFactors: { strategy: string; emailAddressId?: string }[];
}

export interface StockClerk {
  version: string;
  status: string;
  loaded: boolean;
  client: {
    signIn: StockAttempt;
    signUp: StockAttempt;
    sessions: { id: string; status: string; user: { id: string } }[];
    signedInSessions: { id: string }[];
  };
  session: { id: string; getToken(options?: { skipCache?: boolean }): Promise<string | null> } | null;
  user: {
    id: string;
    firstName: string | null;
    unsafeMetadata: Record<string, unknown>;
    primaryEmailAddress: { emailAddress: string };
    update(params: Record<string, unknown>): Promise<unknown>;
    getSessions(): Promise<
      {
        id: string;
        latestActivity: { browserName: string; city: string | null; country: string | null };
        revoke(): Promise<unknown>;
      }[]
    >;
  } | null;
  load(options: Record<string, unknown>): Promise<void>;
  setActive(params: { session: string | null }): Promise<void>;
  signOut(options?: { sessionId?: string }): Promise<void>;
}
