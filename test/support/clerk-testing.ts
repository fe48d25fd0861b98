import { registerHooks } from 'node:module';
import type { Page } from 'playwright';

// `@clerk/testing` takes `expect` from `@playwright/test`, which is `playwright/test` under another name.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === '@playwright/test' ? 'playwright/test' : specifier, context),
});

/** The helpers of `@clerk/testing/playwright` that the tests call. */
interface Helpers {
  clerk: {
    signIn(options: { page: Page } & ({ signInParams: object } | { emailAddress: string })): Promise<void>;
    signOut(options: { page: Page }): Promise<void>;
    loaded(options: { page: Page }): Promise<void>;
  };
  clerkSetup(options: object): Promise<void>;
  setupClerkTestingToken(options: { page: Page }): Promise<void>;
}

// Its types declare another `window.Clerk` than this package does, so the compiler must not see them.
const HELPERS: string = '@clerk/testing/playwright';
export const { clerk, clerkSetup, setupClerkTestingToken } = (await import(HELPERS)) as Helpers;
const unstable = await import('@clerk/testing/playwright/unstable');

export type PageObjects = ReturnType<typeof unstable.createPageObjects>;

const used = new Set<string>();
const all = new Set<string>();

/**
 * Creates Clerk's page objects for a page. {@link unusedMethods} lists the methods that no test has taken from any of
 * them.
 */
export function createPageObjects(page: Page, baseURL: string): PageObjects {
  const objects = unstable.createPageObjects({ page, baseURL });
  const entries = Object.entries(objects).map(([object, methods]) => {
    const nameOf = (method: string) => (method in objects.checkout && method in objects.signIn ? 'form' : object);
    for (const method of Object.keys(methods)) all.add(`${nameOf(method)}.${method}`);
    const get = (target: object, method: string): unknown => {
      if (Object.hasOwn(methods, method)) used.add(`${nameOf(method)}.${method}`);
      return Reflect.get(target, method);
    };
    return [object, new Proxy(methods, { get: get as never })];
  });
  return Object.fromEntries(entries) as PageObjects;
}

/** Returns the methods that no test has used, as `object.method`; those that all forms share, as `form.method`. */
export function unusedMethods(): string[] {
  return [...all].filter((name) => !used.has(name));
}
