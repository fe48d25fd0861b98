import type { Web3Strategy } from '../../protocol/strategies.ts';
import type { AttemptParts, ResourceContext } from '../resources/resource-context.ts';
import type {
  AuthenticateWithWeb3Params,
  FurtherAttemptMembers,
  WalletSignUpParams,
} from '../resources/types/attempt.ts';
import type { FurtherSignInMembers, SignInResource } from '../resources/types/sign-in.ts';
import type { FurtherSignUpMembers, SignUpResource } from '../resources/types/sign-up.ts';
import type { SessionHost } from '../session/session-context.ts';
import { emailLinkFlow } from './email-link-flow.ts';
import { resourceMembers } from './resource-members.ts';
import { validatePassword } from './validate-password.ts';

const METAMASK = 'web3_metamask_signature';

const loadSignIn = async () => (await import('../resources/methods/sign-in-methods.ts')).signInMethods;
const loadSignUp = async () => (await import('../resources/methods/sign-up-methods.ts')).signUpMethods;

/** Creates the members of a sign-in that its snapshots do not have. */
export function signInMembers({
  resources: context,
  store,
}: SessionHost): Omit<FurtherSignInMembers, '__internal_future'> {
  const members: Omit<FurtherSignInMembers, '__internal_future'> & ThisType<SignInResource> = {
    ...attemptMembers(store),
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
export function signUpMembers({
  resources: context,
  store,
}: SessionHost): Omit<FurtherSignUpMembers, '__internal_future'> {
  const members: Omit<FurtherSignUpMembers, '__internal_future'> & ThisType<SignUpResource> = {
    ...attemptMembers(store),
    ...walletMembers<SignUpResource>(),
    locale: null,
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

/** Creates the members that sign-ins and sign-ups have. */
function attemptMembers(store: SessionHost['store']): FurtherAttemptMembers {
  return {
    ...resourceMembers,
    timezone: null,
    validatePassword: (password, callbacks) => validatePassword(store.state.environment, password, callbacks),
  };
}

/** Creates the methods of an attempt that are named after a wallet: they find it in the page and have it sign. */
function walletMembers<Resource>() {
  const withWallet = (strategy: Web3Strategy) =>
    async function (
      this: { authenticateWithWeb3(params: AuthenticateWithWeb3Params): Promise<Resource> },
      extras: WalletSignUpParams = {},
    ): Promise<Resource> {
      const { signerOf } = await import('../platform/wallets/signer.ts');
      return this.authenticateWithWeb3({ ...extras, ...(await signerOf(strategy)) });
    };
  return {
    authenticateWithMetamask: withWallet('web3_metamask_signature'),
    authenticateWithCoinbaseWallet: withWallet('web3_coinbase_wallet_signature'),
    authenticateWithBase: withWallet('web3_base_signature'),
    authenticateWithOKXWallet: withWallet('web3_okx_wallet_signature'),
  };
}

/** Returns what the methods of an attempt are called with, when their code calls other methods of the attempt only. */
function partsOf<Resource>(context: ResourceContext, resource: Resource): Omit<AttemptParts<Resource>, 'call'> {
  return { context, resource };
}
