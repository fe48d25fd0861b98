import { address, setAddress } from '../../client/platform/address.ts';
import { attempt } from '../../client/platform/native.ts';
import { MODAL_STATE } from './modal-parameter.ts';

/** What the parameter says, as Clerk's own dialogs write it. */
export interface ModalState {
  /** Component in the dialog. */
  componentName: string;
  /** Provider that the user was at, without `oauth_`. */
  socialProvider?: string;
}

/** Returns the URL of this page that opens a dialog again. */
export function modalStateUrl(state: ModalState): string {
  const url = new URL(address.href);
  // Clerk's own dialogs read the first two. This one begins where the provider is.
  url.searchParams.set(MODAL_STATE, btoa(JSON.stringify({ path: '', startPath: '/user', ...state })));
  return url.href;
}

/** Takes the state out of the URL. @returns undefined when there is none that can be read */
export function takeModalState(): Partial<ModalState> | undefined {
  const url = new URL(address.href);
  const text = url.searchParams.get(MODAL_STATE);
  if (text === null) return undefined;
  url.searchParams.delete(MODAL_STATE);
  setAddress(url.pathname + url.search + url.hash, true);
  const state = attempt(() => JSON.parse(atob(text)) as unknown);
  return typeof state === 'object' && state ? state : undefined;
}
