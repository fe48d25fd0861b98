import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import type { Site } from '../../support/site.ts';

/** What a page can put into its markup, and a column of the table. */
export const ELEMENTS = [
  'clerk-sign-up',
  'clerk-user-button',
  'clerk-user-profile',
  'clerk-signed-in',
  'clerk-sign-in',
] as const;
export type ElementName = (typeof ELEMENTS)[number];

/** The pages of the site, each with one of the elements. */
export const PATHS: Record<ElementName, string> = {
  'clerk-sign-up': '/sign-up',
  'clerk-user-button': '/',
  'clerk-user-profile': '/profile',
  'clerk-signed-in': '/gates',
  'clerk-sign-in': '/sign-in',
};

/** One visitor under one condition, from page to page. */
export interface World {
  site: Site;
  context: BrowserContext;
  page: Page;
  emailAddress: string;
  password: string;
  goto(path: string): Promise<void>;
  /** Types as this visitor does. */
  type(field: Locator, text: string): Promise<void>;
}

export type Story = (world: World) => Promise<void>;

/** A circumstance that a page, a browser or a visitor may bring along. A row of the table. */
export interface Condition {
  title: string;
  /** How the tests make it. */
  how: string;
  /** What holds for each element: the name of its test. */
  holds: Record<ElementName, string>;
  /** Markup in the head of each page. */
  head?: string;
  /** What stands around the element. */
  wrap?: (markup: string) => string;
  options?: BrowserContextOptions;
  /** Before the first page. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
  /** After each page was loaded. */
  opened?: (page: Page) => Promise<unknown>;
  type?: World['type'];
  /** What the user does instead of the usual story. */
  stories?: Partial<Record<ElementName, Story>>;
}
