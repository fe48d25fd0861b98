import type { SignInMethodResource } from '../../client/resources/types/user-factors.ts';
import { suspendedMethods } from '../../localization/en-us/suspended-methods.ts';
import type { ViewHost } from '../base/view-host.ts';

/** What a view needs that names sign-in methods. */
export const METHOD_TEXTS = [suspendedMethods];

/** Returns what a sign-in method is, such as `Passkey`. */
export function kindOf(host: ViewHost, { kind }: SignInMethodResource): string {
  return host.t(`suspendedMethods.kind__${kind}`);
}

/** Returns the browser that a sign-in method was added with: `Firefox on Linux`. */
export function originOf(host: ViewHost, { addedOn }: SignInMethodResource): string {
  const { browserName: browser, deviceType: device } = addedOn ?? {};
  if (!browser || !device) return browser || device || host.t('suspendedMethods.unknownDevice');
  return host.t('suspendedMethods.device', { browser, device });
}
