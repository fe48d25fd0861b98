import type { ResourceContext } from '../resources/resource-context.ts';
import type { EmailAddressResource, FurtherEmailAddressMembers } from '../resources/types.ts';
import { emailLinkFlow } from './email-link-flow.ts';

/** Creates the members of an email address that its snapshots do not have. */
export function emailAddressMembers(context: ResourceContext): FurtherEmailAddressMembers {
  const members: FurtherEmailAddressMembers & ThisType<EmailAddressResource> = {
    createEmailLinkFlow() {
      const { id, pathRoot } = this;
      return emailLinkFlow(async (params, stop) => {
        const { ownedMethods } = await import('../resources/methods/owned-methods.ts');
        const owner = context
          .client()
          ?.sessions.find(({ user }) => user?.emailAddresses.some((each) => each.id === id));
        const parts = { context, sessionId: owner?.id ?? '', path: `${pathRoot}/${id}` };
        return ownedMethods.startEmailLinkFlow(parts, params, stop);
      });
    },
  };
  return members;
}
