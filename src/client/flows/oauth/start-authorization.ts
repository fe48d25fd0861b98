import { ClerkRuntimeError } from '../../errors.ts';
import type { FlowContext } from '../context.ts';
import type { FlowOptions } from '../types.ts';
import { openPopup, openPopupAuthorization } from '../../platform/oauth-popup.ts';

/** Pages that a visit leads back to. */
export interface AuthorizationUrls {
  redirectUrl: string;
  actionCompleteRedirectUrl: string;
}

interface Visitor {
  readonly context: FlowContext;
  readonly options: FlowOptions;
  readonly left: AbortSignal;
}

/**
 * Visits a provider, in this window or in one of its own.
 *
 * @param begin starts the attempt, and answers where the provider is
 * @param late the visit ended after its window seemed to be closed
 * @returns true when the visit is over; false when it was left. A visit in this window never comes back here, but for
 *   the button that goes back.
 */
export async function startAuthorization(
  { context, options, left }: Visitor,
  begin: (urls: AuthorizationUrls) => Promise<URL | null>,
  late: () => void,
): Promise<boolean> {
  const redirectUrl = options.stepUrl?.('sso-callback');
  if (redirectUrl === undefined) throw new ClerkRuntimeError('sso_callback_missing', 'This form has no address.');
  const window = options.oauthFlow === 'popup' ? openPopup() : null;
  if (!window) {
    const target = new URL(options.targetUrl?.() ?? '/', redirectUrl).href;
    await context.navigate(await ask({ redirectUrl, actionCompleteRedirectUrl: target }));
    await shownAgain(left);
    return false;
  }
  const visit = openPopupAuthorization(window, left);
  try {
    const marked = visit.markUrl(redirectUrl);
    visit.go(await ask({ redirectUrl: marked, actionCompleteRedirectUrl: marked }));
  } catch (error) {
    visit.close();
    throw error;
  }
  if (await visit.over) return true;
  void visit.returned.then(late);
  return false;

  async function ask(urls: AuthorizationUrls): Promise<string> {
    const url = await begin(urls);
    if (!url) throw new ClerkRuntimeError('provider_url_missing', 'The provider has no address.');
    return url.href;
  }
}

/**
 * The page is left behind; a browser that keeps it alive shows it again when the user goes back. Who stops the visit
 * and goes back within the page waits for it no more.
 */
function shownAgain(left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    globalThis.addEventListener?.('pageshow', () => resolve(), { once: true, signal: left });
    left.addEventListener('abort', () => resolve(), { once: true });
  });
}
