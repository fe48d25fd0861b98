import { toCamelCase } from '../../../protocol/letter-case.ts';
import { ClerkRuntimeError } from '../../errors.ts';
import type { UserParts } from '../resource-context.ts';

/**
 * Returns the newest snapshot of something that belongs to the user. The answer to a change carries the whole client,
 * which was published when the call resolved.
 *
 * @param path of the resource, such as `/me/web3_wallets/idn_1`
 * @throws {ClerkRuntimeError} `resource_not_found` when it does not belong to the user any more
 */
export async function findOwned<Resource>({ context, sessionId }: UserParts, path: string): Promise<Resource> {
  const [, , collection = '', id] = path.split('/');
  const name = toCamelCase(collection);
  const find = () => {
    const user = context.client()?.sessions.find((session) => session.id === sessionId)?.user;
    const all = user && (Reflect.get(user, name) as readonly (Resource & { id: string })[] | undefined);
    return all?.find((each) => each.id === id);
  };
  let stored = find();
  if (!stored) {
    await context.reloadClient();
    stored = find();
  }
  if (!stored) throw new ClerkRuntimeError('resource_not_found', 'This is not a part of the account any more.');
  return stored;
}
