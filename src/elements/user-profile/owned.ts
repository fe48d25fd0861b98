import type { UserResource } from '../../client/resources/types/user.ts';
import type { UserProfileHost } from './user-profile-host.ts';
import { lazyPart } from './lazy-part.ts';

/** An address, number, wallet, passkey or connected account of the user. */
export interface Owned {
  readonly id: string;
  readonly verification: { readonly status: string | null };
}

/** Returns whether the user has proven it, and no password reset has switched it off since. */
export function isVerified({ verification }: Pick<Owned, 'verification'>): boolean {
  return verification.status === 'verified';
}

/** Returns a list with the primary one first. @param primary its id */
export function primaryFirst<Item extends Owned>(all: readonly Item[], primary: string | null): Item[] {
  return [...all].sort((a, b) => Number(b.id === primary) - Number(a.id === primary));
}

/** Returns the name that the user knows the account by: what the user signs in with. */
export function identifierOf({ primaryEmailAddress, username, primaryPhoneNumber }: UserResource): string {
  return primaryEmailAddress?.emailAddress ?? username ?? primaryPhoneNumber?.phoneNumber ?? '';
}

const grouping = lazyPart(async () => (await import('./shown-number.ts')).shownNumber);

/** Returns a number with its digits in groups, once the code for that is loaded. */
export function numberText(host: UserProfileHost, phoneNumber: string): string {
  return (phoneNumber && grouping(host)?.(phoneNumber)) || phoneNumber;
}
