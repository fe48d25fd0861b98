import type { ReactiveController } from 'lit';
import type { FlowError } from '../../../client/errors.ts';
import { toFlowErrors } from '../../../client/flows/flow-errors.ts';
import type { SignInMethodResource, UserResource } from '../../../client/resources/types.ts';
import type { ViewHost } from '../../base/view-host.ts';

type Owned = { readonly id: string; readonly verification: { readonly status: string | null } };

/** The user's sign-in methods that a password reset has switched off. They are requested when the page is shown. */
export class SuspendedMethods implements ReactiveController {
  readonly #host: ViewHost;
  #userId: string | undefined;
  #isShown = false;
  #all: readonly SignInMethodResource[] = [];
  error: FlowError | null = null;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Returns those that are switched off still. Call it at each render of the page: most users have nothing that is not
   * verified, and no request is made for them.
   */
  of(user: UserResource): readonly SignInMethodResource[] {
    this.#isShown = true;
    const unverified = unverifiedOf(user);
    if (user.id !== this.#userId) {
      this.#all = [];
      this.error = null;
      if (unverified.length === 0) return [];
      void this.load(user);
    }
    // The user has what was confirmed or removed since.
    return this.#all.filter(({ id, status }) => status === 'suspended' && unverified.some((each) => each.id === id));
  }

  hostUpdate(): void {
    this.#isShown = false;
  }

  /** Once the page is no longer shown, the next time requests the list again. */
  hostUpdated(): void {
    if (!this.#isShown) this.#userId = undefined;
  }

  async load(user: UserResource): Promise<void> {
    this.#userId = user.id;
    let all: readonly SignInMethodResource[] = [];
    let error: FlowError | null = null;
    try {
      all = await user.getSignInMethods();
    } catch (thrown) {
      error = toFlowErrors(thrown, [], 'network_error').global;
    }
    // The answer for another user comes too late.
    if (user.id !== this.#userId) return;
    this.#all = all;
    this.error = error;
    this.#host.requestUpdate();
  }
}

function unverifiedOf(user: UserResource): Owned[] {
  const { emailAddresses, phoneNumbers, web3Wallets, externalAccounts, passkeys } = user;
  const all: (Owned | undefined)[] = [emailAddresses, phoneNumbers, web3Wallets, externalAccounts, passkeys].flat();
  return all.filter((each) => each !== undefined).filter(({ verification }) => verification.status !== 'verified');
}
