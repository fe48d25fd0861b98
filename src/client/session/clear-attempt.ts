import type { Store } from '../store.ts';
import { parseSignIn } from '../resources/parse-sign-in.ts';
import { parseSignUp } from '../resources/parse-sign-up.ts';
import type { ResourceContext } from '../resources/resource-context.ts';

/** Takes the present sign-in or sign-up out of the client, without a request: an empty one takes its place. */
export function clearAttempt(
  { store, resources }: { store: Pick<Store, 'state' | 'setClient'>; resources: ResourceContext },
  name: 'signIn' | 'signUp',
): void {
  const { client, session } = store.state;
  const empty = name === 'signIn' ? { signIn: parseSignIn(null, resources) } : { signUp: parseSignUp(null, resources) };
  if (client) store.setClient(Object.freeze({ ...client, ...empty }), session);
}
