import type { ClerkInstance } from '../client/types.ts';
import { setDefaultInstance as setInstance } from '../elements/base/default-instance.ts';
import { createMountControls } from '../elements/mount/mount-controls.ts';
import './elements/gates.ts';
import './elements/sign-in.ts';
import './elements/sign-up.ts';
import './elements/user-button.ts';
import './elements/user-profile.ts';

export { Clerk } from '../client/clerk.ts';
export { ClerkCompleteEvent, ClerkStepEvent } from '../elements/base/events.ts';

/**
 * Names the instance that elements without a `clerk` property of their own use, and gives it its screens (`mountX`,
 * `openX`). The first one given is kept.
 *
 * @param clerk `new Clerk(publishableKey)`; the elements call its `load` when nobody else did
 */
export function setDefaultInstance(clerk: ClerkInstance): void {
  clerk.__internal_setComponents(createMountControls(clerk));
  setInstance(clerk);
}
