import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import type { Site } from '../../support/site.ts';

/** Elements that a page can contain; each is a column of the table. */
export const ELEMENTS = [
  'clerk-sign-up',
  'clerk-user-button',
  'clerk-user-profile',
  'clerk-signed-in',
  'clerk-sign-in',
] as const;
export type ElementName = (typeof ELEMENTS)[number];

/** The page of each element. */
export const PATHS: Record<ElementName, string> = {
  'clerk-sign-up': '/sign-up',
  'clerk-user-button': '/',
  'clerk-user-profile': '/profile',
  'clerk-signed-in': '/gates',
  'clerk-sign-in': '/sign-in',
};

/** One user under one condition, from page to page. */
export interface World {
  site: Site;
  context: BrowserContext;
  page: Page;
  emailAddress: string;
  password: string;
  goto(path: string): Promise<void>;
  /** Types as this user does. */
  type(field: Locator, text: string): Promise<void>;
}

export type Story = (world: World) => Promise<void>;

/** A property of a page, a browser or a user. Each is a row of the table. */
export interface Condition {
  title: string;
  /** How the tests create the condition. */
  how: string;
  /** What holds for each element; part of the name of its test. */
  holds: Record<ElementName, string>;
  /** Markup in the head of each page. */
  head?: string;
  /** Wraps the element in other markup. */
  wrap?: (markup: string) => string;
  options?: BrowserContextOptions;
  /** Runs before the first page. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
  /** Runs after each page has loaded. */
  opened?: (page: Page) => Promise<unknown>;
  type?: World['type'];
  /** Stories that replace the usual ones. */
  stories?: Partial<Record<ElementName, Story>>;
}
