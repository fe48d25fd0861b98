import type { ClerkInstance, ComponentControls } from '../../client/types.ts';
import { createMounts } from '../../elements/mount/mounts.ts';
import { lazyControls } from './lazy-controls.ts';

/** Creates the screens behind `mountX` and `openX` for Clerk's SDKs, which mount at once. Dialogs are loaded at the first call. */
export function sdkControls(clerk: ClerkInstance): ComponentControls {
  const mounts = createMounts(clerk);
  let dialogs: ComponentControls | undefined;
  const lazy = lazyControls(async () => {
    const { createMountControls } = await import('../../elements/mount/mount-controls.ts');
    return (dialogs = createMountControls(clerk, mounts));
  });
  return { ...lazy, ...mounts, updateProps: (changed) => (dialogs ?? mounts).updateProps(changed) };
}
