import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { PasskeyJSON } from '../../../protocol/json/user.ts';
import { ClerkRuntimeError } from '../../errors.ts';
import type { AttemptParts, ResourceContext, UserParts } from '../resource-context.ts';
import type { SignInResource } from '../types/sign-in.ts';
import type { PasskeyResource } from '../types/user-factors.ts';

const STRATEGY = 'passkey';

/** Signing in with a passkey. */
export const passkeySignIn = {
  /** Without a `flow`, the user chooses from the passkeys of the identified account. */
  async authenticateWithPasskey(
    { resource }: Omit<AttemptParts<SignInResource>, 'call'>,
    { flow }: { flow?: 'autofill' | 'discoverable' } = {},
  ): Promise<SignInResource> {
    const ceremony = await loadCeremony();
    const attempt = flow
      ? await resource.create({ strategy: STRATEGY })
      : await resource.prepareFirstFactor({ strategy: STRATEGY });
    const publicKeyCredential = await ceremony.getPasskey(attempt.firstFactorVerification.nonce ?? '', {
      mediation: flow === 'autofill' ? 'conditional' : 'optional',
    });
    return attempt.attemptFirstFactor({ strategy: STRATEGY, publicKeyCredential });
  },
};

/** Creating a passkey for the user. */
export const passkeyOfUser = {
  async createPasskey({ context, sessionId, path }: UserParts): Promise<PasskeyResource> {
    const ceremony = await loadCeremony();
    // The API must not begin what the browser cannot finish.
    if (!ceremony.isSupported()) throw ceremony.notSupported();
    const at = `${path}/passkeys`;
    const begun = await context.call<PasskeyJSON>(at, { method: 'POST', sessionId });
    const publicKeyCredential = await ceremony.createPasskey(begun.verification?.nonce ?? '');
    const body = { strategy: STRATEGY, publicKeyCredential };
    await context.call(`${at}/${begun.id}/attempt_verification`, { method: 'POST', body, sessionId });
    return findPasskey(context, sessionId, begun.id);
  },
};

/** Renaming and deleting a passkey. */
export const ownedPasskey = {
  async update({ context, sessionId, path }: UserParts, { name }: { name: string }): Promise<PasskeyResource> {
    await context.call(path, { method: 'PATCH', body: { name }, sessionId });
    return findPasskey(context, sessionId, path.slice(path.lastIndexOf('/') + 1));
  },
  async confirm({ context, sessionId, path }: UserParts): Promise<PasskeyResource> {
    await context.call(`${path}/confirm`, { method: 'POST', sessionId });
    return findPasskey(context, sessionId, path.slice(path.lastIndexOf('/') + 1));
  },
  delete: ({ context, sessionId, path }: UserParts) => context.call<DeletedJSON>(path, { method: 'DELETE', sessionId }),
};

async function loadCeremony() {
  return (await import('../../platform/passkeys/ceremony.ts')).ceremony;
}

/** Returns the newest snapshot of a passkey. Every answer carries the client, so it is already published. */
function findPasskey(context: ResourceContext, sessionId: string, id: string): PasskeyResource {
  const user = context.client()?.sessions.find((session) => session.id === sessionId)?.user;
  const passkey = user?.passkeys.find((each) => each.id === id);
  if (!passkey) throw new ClerkRuntimeError('resource_not_found', 'This passkey is gone.');
  return passkey;
}
