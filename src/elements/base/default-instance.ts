import { ownGlobal } from '../../client/platform/native.ts';
import type { ClerkInstance } from '../../client/types.ts';

let instance: ClerkInstance | undefined;
let settle: (clerk: ClerkInstance) => void;
const arrival = new Promise<ClerkInstance>((resolve) => {
  settle = resolve;
});

/** Names the instance that elements without a `clerk` property of their own use. The first one given is kept. */
export function setDefaultInstance(clerk: ClerkInstance): void {
  instance ??= clerk;
  settle(instance);
}

/** The default instance, or `window.Clerk` when that is one of ours. */
export function defaultInstance(): ClerkInstance | undefined {
  const onPage = ownGlobal('Clerk') as Partial<ClerkInstance> | undefined;
  return instance ?? (onPage?.__internal_createSignInFlow ? (onPage as ClerkInstance) : undefined);
}

/** Resolves once there is a default instance, at once if there is one now. */
export async function whenInstance(): Promise<ClerkInstance> {
  return defaultInstance() ?? arrival;
}
