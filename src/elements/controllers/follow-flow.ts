import type { ClerkElement } from '../base/clerk-element.ts';
import { StoreController } from './store-controller.ts';

/** Follows the state that every element with a flow renders from. */
export function followFlow(host: ClerkElement): StoreController<readonly unknown[]> {
  return new StoreController(host, (clerk) => [
    clerk.__internal_environment,
    clerk.client,
    clerk.status,
    clerk.__internal_getOption('localization'),
    clerk.__internal_getOption('appearance'),
  ]);
}
