import { ownGlobal } from '../../client/platform/native.ts';
import type { ClerkInstance } from '../../client/types.ts';

let instance: ClerkInstance | undefined;
let settle: (clerk: ClerkInstance) => void;
const arrival = new Promise<ClerkInstance>((resolve) => {
  settle = resolve;
});

/** Sets the instance for elements whose `clerk` property is not set. Later calls change nothing. */
export function setDefaultInstance(clerk: ClerkInstance): void {
  instance ??= clerk;
  settle(instance);
}

/** Returns the default instance, else `window.Clerk` if it comes from this package. */
export function defaultInstance(): ClerkInstance | undefined {
  const onPage = ownGlobal('Clerk') as Partial<ClerkInstance> | undefined;
  return instance ?? (onPage?.__internal_createFlow ? (onPage as ClerkInstance) : undefined);
}

/** Resolves with the default instance as soon as there is one. */
export async function whenInstance(): Promise<ClerkInstance> {
  return defaultInstance() ?? arrival;
}
