import type { InstanceConfig } from '../../config/config.ts';

/** Background colours. The first one is for a user who is not known yet. */
const COLOURS = ['#8a8f98', '#4f7cac', '#3f8f7c', '#7a6fb0', '#a8677e', '#a37b45', '#5c8a4f', '#8a6a5c'] as const;

/** How many pictures there are: `/v1/avatar_placeholder/0.svg` and so on. */
export const AVATARS = COLOURS.length;

/**
 * Returns the URL of the picture of a user who has none. Clerk's screens load `image_url` in any case, and show a broken
 * picture when it is empty. The word `avatar_placeholder` tells them that there is no picture to remove.
 *
 * @param userId chooses the colour, so that several accounts in a list differ; null for a user who is not known yet
 */
export function defaultAvatarUrl({ url }: Pick<InstanceConfig, 'url'>, userId: string | null): string {
  const sum = [...(userId ?? '')].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return `${url}/v1/avatar_placeholder/${userId === null ? 0 : 1 + (sum % (AVATARS - 1))}.svg`;
}

/** Draws head and shoulders. The picture shows nothing of the user, so every cache may keep it. */
export function drawDefaultAvatar(index: number): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="80" height="80">' +
    `<path fill="${COLOURS[index]}" d="M0 0h80v80H0z"/>` +
    '<g fill="#fff" fill-opacity=".9"><circle cx="40" cy="31" r="14"/><path d="M12 80a28 28 0 0 1 56 0z"/></g></svg>'
  );
}
