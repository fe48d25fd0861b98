import type { BrowserContext } from 'playwright';

declare const window: { Clerk?: unknown; missingMembers?: string[] };

/**
 * Puts a logging `Proxy` around `window.Clerk` in every page of a context, as soon as a script sets it.
 *
 * @returns the names that were read of it and that it does not have, over all pages so far
 */
export async function watchMembers(context: BrowserContext): Promise<readonly string[]> {
  const missing: string[] = [];
  await context.exposeBinding('noteMissing', (_source, name: string) => {
    if (!missing.includes(name)) missing.push(name);
  });
  await context.addInitScript(() => {
    const { noteMissing } = window as unknown as { noteMissing(name: string): void };
    let watched: object | undefined;
    Object.defineProperty(window, 'Clerk', {
      configurable: true,
      get: () => watched,
      set(clerk: object) {
        watched = new Proxy(clerk, {
          get(target, name) {
            const value: unknown = Reflect.get(target, name, target);
            // What tells a promise or a value from others reads these of any object.
            if (typeof name === 'string' && !(name in target) && name !== 'then' && name !== 'toJSON')
              noteMissing(name);
            // A class keeps what is private in the object itself, not in a proxy of it.
            return typeof value === 'function' ? value.bind(target) : value;
          },
          set: (target, name, value) => Reflect.set(target, name, value, target),
        });
      },
    });
  });
  return missing;
}
