import { isThisPage, mayDepart } from '../../client/platform/departures.ts';
import { errorOf } from '../base/form-state.ts';
import { absolute } from '../../client/platform/address.ts';
import type { FlowErrors } from '../../client/flows/types.ts';
import type { ClerkInstance, RedirectKind } from '../../client/types.ts';

interface SkippingHost extends HTMLElement {
  readonly forceRedirectUrl: string | null | undefined;
  readonly fallbackRedirectUrl: string | null | undefined;
  readonly form: { amend(errors: FlowErrors): void };
}

/**
 * Sends a user who is already signed in on from a form. If that would lead back to the form, the user stays and the
 * console names the setting to change.
 *
 * @param target where the user is sent
 */
export function skipForm(
  host: SkippingHost,
  clerk: ClerkInstance,
  kind: RedirectKind,
  target: string,
  params: URLSearchParams,
): void {
  const isHere = isThisPage(target);
  if (!isHere && mayDepart()) return void clerk.navigate(target);
  // A page may hide its form from signed-in users: nothing is wrong then.
  if (host.checkVisibility?.() === false) return;
  host.form.amend({ fields: {}, global: errorOf('session_exists') });
  console.error(
    `clerk-widgets: ${settingOf(host, clerk, kind, target, params)} sends signed-in users from <${host.localName}> to ${target}, ${
      isHere ? 'which is this page' : 'which sends them back here'
    }. Set it to a page for signed-in users, or put the element into <clerk-signed-out>.`,
  );
}

/** Returns the setting that named the target. Settings are listed in the order of their precedence. */
function settingOf(
  host: SkippingHost,
  clerk: ClerkInstance,
  kind: RedirectKind,
  target: string,
  params: URLSearchParams,
): string {
  const snake = kind === 'signIn' ? 'sign_in' : 'sign_up';
  const option = (name: 'Force' | 'Fallback') => clerk.__internal_getOption(`${kind}${name}RedirectUrl`);
  const tag = `data-clerk-${snake.replace('_', '-')}`;
  const candidates: [string | null | undefined, string][] = [
    [params.get(`${snake}_force_redirect_url`), `?${snake}_force_redirect_url=`],
    [host.forceRedirectUrl, 'force-redirect-url'],
    [option('Force'), `${tag}-force-redirect-url`],
    [params.get('redirect_url'), '?redirect_url='],
    [params.get(`${snake}_fallback_redirect_url`), `?${snake}_fallback_redirect_url=`],
    [host.fallbackRedirectUrl, 'fallback-redirect-url'],
    [option('Fallback'), `${tag}-fallback-redirect-url`],
  ];
  const named = candidates.find(([url]) => url && absolute(url) === absolute(target));
  return named?.[1] ?? 'fallback-redirect-url, which is not set,';
}
