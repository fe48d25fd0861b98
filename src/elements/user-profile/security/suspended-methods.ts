import type { UserResource } from '../../../client/resources/types/user.ts';
import type { SignInMethodResource } from '../../../client/resources/types/user-factors.ts';
import { isVerified, type Owned } from '../owned.ts';
import { RequestedList } from './requested-list.ts';

/** The user's sign-in methods, for those that a password reset has suspended. */
export class SuspendedMethods extends RequestedList<SignInMethodResource> {
  /**
   * Returns those that are still suspended. Call it at each render of the page: most users have nothing that is not
   * verified, and no request is made for them.
   */
  of(user: UserResource): readonly SignInMethodResource[] {
    const unverified = unverifiedOf(user);
    this.show(user, unverified.length > 0);
    // The user has what was confirmed or removed since.
    return (this.items ?? []).filter(
      ({ id, status }) => status === 'suspended' && unverified.some((each) => each.id === id),
    );
  }

  protected request(user: UserResource): Promise<readonly SignInMethodResource[]> {
    return user.getSignInMethods();
  }
}

function unverifiedOf(user: UserResource): Owned[] {
  const { emailAddresses, phoneNumbers, web3Wallets, externalAccounts, passkeys } = user;
  const all: (Owned | undefined)[] = [emailAddresses, phoneNumbers, web3Wallets, externalAccounts, passkeys].flat();
  return all.filter((each) => each !== undefined).filter((each) => !isVerified(each));
}
