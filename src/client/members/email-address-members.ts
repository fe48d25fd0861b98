import { ClerkRuntimeError } from '../errors.ts';
import type { ResourceContext } from '../resources/resource-context.ts';
import type { EmailAddressResource, FurtherEmailAddressMembers } from '../resources/types/identifiers.ts';
import { emailLinkFlow } from './email-link-flow.ts';
import { ownedMembers, ownerOf } from './resource-members.ts';

/** Creates the members of an email address that its snapshots do not have. */
export function emailAddressMembers(context: ResourceContext): FurtherEmailAddressMembers {
  const members = {
    ...ownedMembers(context),
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
  } as FurtherEmailAddressMembers & ThisType<EmailAddressResource>;
  return members;
}
