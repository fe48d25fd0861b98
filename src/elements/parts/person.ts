import type { UserResource } from '../../client/resources/types/user.ts';
import type { UserJSON } from '../../protocol/json/user.ts';

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
  const { id, imageUrl, hasImage, fullName, username, primaryEmailAddress, emailAddresses } = user;
  const email = primaryEmailAddress ?? emailAddresses[0];
  return named(id, imageUrl, hasImage, fullName, username ?? email?.emailAddress);
}

/** Returns what is shown of a user whose client is not applied yet. It is the same as {@link personOf} returns later. */
export function personOfJSON(user: UserJSON): Person {
  const { id, image_url, has_image, first_name, last_name, username, email_addresses } = user;
  const email = email_addresses.find((address) => address.id === user.primary_email_address_id) ?? email_addresses[0];
  const fullName = [first_name, last_name].filter(Boolean).join(' ');
  return named(id, image_url, has_image, fullName, username ?? email?.email_address);
}

function named(userId: string, imageUrl: string, hasImage: boolean, fullName: string | null, identifier = ''): Person {
  const name = fullName || identifier;
  return { userId, imageUrl, hasImage, name, identifier: name === identifier ? '' : identifier };
}
