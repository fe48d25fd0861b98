import { ClerkRuntimeError } from '../errors.ts';
import type { ResourceContext } from '../resources/resource-context.ts';
import type { ExternalAccountResource, FurtherExternalAccountMembers } from '../resources/types/external-account.ts';
import type { EmailAddressResource, FurtherEmailAddressMembers } from '../resources/types/identifiers.ts';
import type { ClerkResource, FurtherOwnedMembers, FurtherResourceMembers } from '../resources/types/resource.ts';
import { emailLinkFlow } from './email-link-flow.ts';
import { resourceMembers } from './resource-members.ts';

/** Creates the members of what belongs to a user. */
export function ownedMembers<Owned extends FurtherOwnedMembers>(
  context: ResourceContext,
): FurtherResourceMembers & { reload(): Promise<Owned> } {
  const members: ReturnType<typeof ownedMembers<Owned>> & ThisType<ClerkResource & { readonly id: string }> = {
    ...resourceMembers,
    async reload() {
      const { pathRoot, id } = this;
      const [{ findOwned }] = await Promise.all([import('../resources/methods/find-owned.ts'), context.reloadClient()]);
      const sessionId = ownerOf(context, this)?.id ?? '';
      return findOwned({ context, sessionId, path: pathRoot }, `${pathRoot}/${id}`);
    },
  };
  return members;
}

/** Creates the members of an email address that its snapshots do not have. */
export function emailAddressMembers(context: ResourceContext): FurtherEmailAddressMembers {
  const members: FurtherEmailAddressMembers & ThisType<EmailAddressResource> = {
    ...ownedMembers<EmailAddressResource>(context),
    createEmailLinkFlow() {
      const { id, pathRoot } = this;
      return emailLinkFlow(async (params, stop) => {
        const { ownedMethods } = await import('../resources/methods/owned-methods.ts');
        const owner = ownerOf(context, this);
        // Without a session of its user, the API would take the call for the user who is signed in now.
        if (!owner) throw new ClerkRuntimeError('resource_not_found', 'This is not a part of the account any more.');
        const parts = { context, sessionId: owner.id, path: `${pathRoot}/${id}` };
        return ownedMethods.startEmailLinkFlow(parts, params, stop);
      });
    },
  };
  return members;
}

/** Creates the members of a connected account that its snapshots do not have. */
export function externalAccountMembers(context: ResourceContext): FurtherExternalAccountMembers {
  const members: FurtherExternalAccountMembers & ThisType<ExternalAccountResource> = {
    ...ownedMembers<ExternalAccountResource>(context),
    get avatarUrl() {
      return this.imageUrl;
    },
    providerSlug() {
      return this.provider;
    },
    providerTitle() {
      return `${this.provider[0]?.toUpperCase()}${this.provider.slice(1)} Account`;
    },
    accountIdentifier() {
      return this.username || this.emailAddress || this.label || '';
    },
  };
  return members;
}

/** Returns the session of the user that something belongs to. */
function ownerOf({ client }: ResourceContext, { pathRoot, id }: ClerkResource & { readonly id: string }) {
  return client()?.sessions.find(({ user }) =>
    Object.values(user ?? {})
      .flat()
      .some((each: Partial<ClerkResource & { id: string }> | null) => each?.id === id && each?.pathRoot === pathRoot),
  );
}
