import type { ClerkInstance } from '../../client/types.ts';
import { takeModalState } from '../modal/modal-state.ts';

/** Opens the profile's dialog again, which the user left for a provider. */
export function reopenDialog(clerk: ClerkInstance): void {
  const { componentName, socialProvider } = takeModalState() ?? {};
  if (componentName !== 'UserProfile') return;
  clerk.openUserProfile({ returnedFrom: typeof socialProvider === 'string' ? socialProvider : undefined });
}
