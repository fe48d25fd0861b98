import type { UserProfileHost } from './user-profile-host.ts';

/**
 * Returns a part of the page that few users need. It is loaded when it is asked for first, and is undefined until then.
 *
 * @param load imports what draws the part
 */
export function lazyPart<Part>(load: () => Promise<Part>): (host: UserProfileHost) => Part | undefined {
  let part: Part | undefined;
  const fetchFor = async (host: UserProfileHost) => {
    // The rest of the page does without it. The next drawing tries again.
    part = await load().catch(() => undefined);
    if (part) host.requestUpdate();
  };
  return (host) => {
    if (!part) void fetchFor(host);
    return part;
  };
}
