import type { ClerkInstance } from '../../client/types.ts';
import { takeModalState } from '../modal/modal-state.ts';

/** Opens the profile's dialog again, which the user left for a provider. */
export function reopenDialog(clerk: ClerkInstance): void {
  const { componentName, path, socialProvider } = takeModalState() ?? {};
  if (componentName !== 'UserProfile') return;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  clerk.openUserProfile({ __experimental_startPath: text(path), returnedFrom: text(socialProvider) });
}
