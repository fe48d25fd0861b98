import type { AttemptParts, ResourceContext } from '../resources/resource-context.ts';
import type { FurtherSignInMembers, FurtherSignUpMembers, SignInResource, SignUpResource } from '../resources/types.ts';
import { emailLinkFlow } from './email-link-flow.ts';
import { walletMembers } from './wallet-members.ts';

const METAMASK = 'web3_metamask_signature';

const loadSignIn = async () => (await import('../resources/methods/sign-in-methods.ts')).signInMethods;
const loadSignUp = async () => (await import('../resources/methods/sign-up-methods.ts')).signUpMethods;

/** Creates the members of a sign-in that its snapshots do not have. */
export function signInMembers(context: ResourceContext): Omit<FurtherSignInMembers, '__internal_future'> {
  const members: Omit<FurtherSignInMembers, '__internal_future'> & ThisType<SignInResource> = {
    ...walletMembers<SignInResource>(),
    async authenticateWithPasskey(params) {
      return (await loadSignIn()).authenticateWithPasskey(partsOf(context, this), params);
    },
    createEmailLinkFlow() {
      return emailLinkFlow(async (params, stop) =>
        (await loadSignIn()).startEmailLinkFlow(partsOf<SignInResource>(context, this), params, stop),
      );
    },
  };
  return members;
}

/** Creates the members of a sign-up that its snapshots do not have. */
export function signUpMembers(context: ResourceContext): Omit<FurtherSignUpMembers, '__internal_future'> {
  const members: Omit<FurtherSignUpMembers, '__internal_future'> & ThisType<SignUpResource> = {
    ...walletMembers<SignUpResource>(),
    upsert(params) {
      return this.id ? this.update(params) : this.create(params);
    },
    prepareEmailAddressVerification(params = { strategy: 'email_code' }) {
      return this.prepareVerification(params);
    },
    attemptEmailAddressVerification({ code }) {
      return this.attemptVerification({ strategy: 'email_code', code });
    },
    preparePhoneNumberVerification(params = { strategy: 'phone_code' }) {
      return this.prepareVerification(params);
    },
    attemptPhoneNumberVerification({ code }) {
      return this.attemptVerification({ strategy: 'phone_code', code });
    },
    prepareWeb3WalletVerification(params) {
      return this.prepareVerification({ strategy: METAMASK, ...params });
    },
    attemptWeb3WalletVerification({ signature, strategy = METAMASK }) {
      return this.attemptVerification({ strategy, signature });
    },
    async authenticateWithRedirect(params) {
      return (await loadSignUp()).authenticateWithRedirect(partsOf(context, this), params);
    },
    async authenticateWithPopup(params) {
      return (await loadSignUp()).authenticateWithPopup(partsOf(context, this), params);
    },
    createEmailLinkFlow() {
      return emailLinkFlow(async (params, stop) =>
        (await loadSignUp()).startEmailLinkFlow(partsOf<SignUpResource>(context, this), params, stop),
      );
    },
  };
  return members;
}

/** Returns what the methods of an attempt are called with, when their code calls other methods of the attempt only. */
function partsOf<Resource>(context: ResourceContext, resource: Resource): Omit<AttemptParts<Resource>, 'call'> {
  return { context, resource };
}
