/** A part of a page. A Playwright `Locator` is one. */
export interface StoryLocator {
  click(): Promise<void>;
  /** Replaces the text of a field. */
  fill(text: string): Promise<void>;
  /** Chooses files for `<input type=file>`. */
  setInputFiles(file: string): Promise<void>;
  /** Waits until the part is on screen, unless `state` says something else. */
  waitFor(options?: { state?: 'attached' | 'detached' | 'visible' | 'hidden' }): Promise<void>;
  textContent(): Promise<string | null>;
  inputValue(): Promise<string>;
  getAttribute(name: string): Promise<string | null>;
  count(): Promise<number>;
  locator(selector: string): StoryLocator;
  filter(options: { hasText: string | RegExp }): StoryLocator;
  first(): StoryLocator;
}

export type StoryRole = 'button' | 'link' | 'menuitem' | 'heading' | 'textbox' | 'dialog';

/** A tab of a browser, as far as every engine has it. A Playwright `Page` is one. */
export interface StoryPage {
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  goBack(): Promise<unknown>;
  url(): string;
  /** Finds parts by a CSS selector, which may end with `:visible`. */
  locator(selector: string, options?: { hasText: string | RegExp }): StoryLocator;
  getByRole(role: StoryRole, options: { name: string | RegExp; exact?: boolean }): StoryLocator;
  getByText(text: string | RegExp): StoryLocator;
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  waitForURL(url: string | RegExp | ((url: URL) => boolean)): Promise<void>;
  waitForFunction<A>(check: (arg: A) => unknown, arg?: A): Promise<unknown>;
  evaluate<R, A>(read: (arg: A) => R | Promise<R>, arg?: A): Promise<R>;
  screenshot(options: { path: string }): Promise<unknown>;
  bringToFront(): Promise<void>;
  close(): Promise<void>;
}

/** A browser without history: cookies and storage of its own. */
export interface StoryContext {
  newPage(): Promise<StoryPage>;
  cookies(): Promise<{ name: string; value: string; httpOnly: boolean }[]>;
  close(): Promise<void>;
}

export interface StoryContextOptions {
  /** Default: 1280 x 900 CSS pixels. */
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  javaScriptEnabled?: boolean;
}

/** A started engine. */
export interface StoryBrowser {
  newContext(options?: StoryContextOptions): Promise<StoryContext>;
  close(): Promise<void>;
}
