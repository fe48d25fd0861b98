import type { InstanceConfig } from '../../config/config.ts';

/** Backgrounds; the first one is for somebody of whom no more is known than what was typed. */
const COLOURS = ['#8a8f98', '#4f7cac', '#3f8f7c', '#7a6fb0', '#a8677e', '#a37b45', '#5c8a4f', '#8a6a5c'] as const;

/** How many there are: `/v1/avatar_placeholder/0.svg` and on. */
export const AVATARS = COLOURS.length;

/**
 * The address of the picture of somebody who has none. Clerk's screens load whatever `image_url` says, and show a
 * broken picture for an empty one. By the word in the address they know that there is none of the user's own to remove.
 *
 * @param userId chooses the colour, so that several accounts in one list differ; null for somebody unknown
 */
export function defaultAvatarUrl({ url }: Pick<InstanceConfig, 'url'>, userId: string | null): string {
  const sum = [...(userId ?? '')].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return `${url}/v1/avatar_placeholder/${userId === null ? 0 : 1 + (sum % (AVATARS - 1))}.svg`;
}

/** A head and shoulders. Nothing of the user is in it, so that every cache may keep it. */
export function drawDefaultAvatar(index: number): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="80" height="80">' +
    `<path fill="${COLOURS[index]}" d="M0 0h80v80H0z"/>` +
    '<g fill="#fff" fill-opacity=".9"><circle cx="40" cy="31" r="14"/><path d="M12 80a28 28 0 0 1 56 0z"/></g></svg>'
  );
}
