import { readPasskeyOffer } from '../platform/passkey-offer-mark.ts';
import type { SessionHost } from './session-context.ts';

/** Milliseconds in which a form that is complete leaves the page. */
const PAUSE = 1000;

/** Has the elements offer a passkey where the tab is marked for it, unless the page is being left. */
export function offerLater(instance: SessionHost): void {
  if (!readPasskeyOffer()) return;
  instance.platform.clock.setTimeout(() => instance.leaving || instance.options.__internal_note?.(), PAUSE);
}
