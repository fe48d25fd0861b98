import { hash } from 'node:crypto';
import { initialsOf } from '../../protocol/initials.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { EmailAddressRow, ExternalAccountRow, UserRow } from '../storage/rows.ts';
import { initialsUrl } from './initials-picture.ts';

/** Where uploaded pictures are. */
export const PICTURES = '/v1/profile_images';
const GRAVATAR_SIZE = 256;

/** The picture of a user, as `image_url` and `has_image` say it. */
export interface Picture {
  /** Never empty. */
  url: string;
  /** Whether it is more than initials. */
  isOwn: boolean;
}

export type PictureConfig = Pick<InstanceConfig, 'url' | 'gravatar'>;

/** What the picture depends on besides the user. */
export interface PictureParts {
  /** The verified primary email address. */
  email: EmailAddressRow | undefined;
  /** The connected accounts, the oldest first. */
  accounts: readonly ExternalAccountRow[];
}

/**
 * Chooses the picture of a user: the one they uploaded, else that of a connected account, else that of Gravatar if a
 * setting says so, else their initials.
 */
export function presentPicture(config: PictureConfig, user: UserRow, { email, accounts }: PictureParts): Picture {
  if (user.profile_image_id !== null) return { url: profileImageUrl(config, user.profile_image_id), isOwn: true };
  const provider = accounts.find(({ verified, image_url }) => verified && image_url.startsWith('https://'));
  if (provider && !user.hides_provider_image) return { url: provider.image_url, isOwn: true };
  const fullName = [user.first_name, user.last_name].filter(Boolean).join(' ');
  const name = fullName || (user.username ?? email?.email ?? '');
  // Gravatar always answers a picture, so the initials go there too.
  if (config.gravatar && email) return { url: gravatarUrl(email.email, initialsOf(name)), isOwn: true };
  return { url: initialsUrl(config, { id: user.id, name }), isOwn: false };
}

export function profileImageUrl({ url }: Pick<InstanceConfig, 'url'>, id: string): string {
  return `${url}${PICTURES}/${id}.webp`;
}

/**
 * Returns the URL at Gravatar. Gravatar draws the initials of a user without a picture: it loads no SVG of ours.
 */
function gravatarUrl(email: string, initials: string): string {
  const query = new URLSearchParams({ s: String(GRAVATAR_SIZE), d: 'initials', initials, r: 'g' });
  return `https://gravatar.com/avatar/${hash('sha256', email.trim().toLowerCase())}?${query}`;
}
