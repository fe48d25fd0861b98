import type { UserResource } from '../../client/resources/types.ts';

/** What is shown of a user. */
export interface Person {
  userId: string;
  imageUrl: string;
  hasImage: boolean;
  /** Full name, else the identifier. */
  name: string;
  /** Username or email address; empty if the name is the same. */
  identifier: string;
}

/** Returns what is shown of a user. */
export function personOf(user: UserResource): Person {
  const { id, imageUrl, hasImage, fullName, username, primaryEmailAddress } = user;
  const identifier = username ?? primaryEmailAddress?.emailAddress ?? user.emailAddresses[0]?.emailAddress ?? '';
  const name = fullName || identifier;
  return { userId: id, imageUrl, hasImage, name, identifier: name === identifier ? '' : identifier };
}
