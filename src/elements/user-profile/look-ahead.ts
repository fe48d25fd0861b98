import { page } from '../../client/platform/native.ts';
import type { UserProfileHost } from './user-profile-host.ts';

/**
 * Once the browser is idle, loads the security page and requests the devices that it lists, so that they are there when
 * the user opens it. Call it when the user has turned to the profile. It does nothing in a hidden tab, nor for users who
 * save data.
 */
export function lookAhead(host: UserProfileHost): void {
  if (Object.hasOwn(globalThis, 'requestIdleCallback')) requestIdleCallback(() => void anticipate(host));
  else setTimeout(() => void anticipate(host), 200);
}

async function anticipate(host: UserProfileHost): Promise<void> {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData || !isSeen(host)) return;
  try {
    const { anticipateSecurity } = await import('./security/security-page.ts');
    const { user } = host;
    if (user && isSeen(host)) anticipateSecurity(host, user);
  } catch {
    // The page is loaded again when the user opens it.
  }
}

function isSeen({ isConnected }: UserProfileHost): boolean {
  return isConnected && page.visibilityState === 'visible';
}
