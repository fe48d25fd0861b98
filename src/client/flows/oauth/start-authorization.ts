import { ClerkRuntimeError } from '../../errors.ts';
import { openPopup, openPopupAuthorization } from '../../platform/oauth-popup.ts';
import type { ClientResource } from '../../resources/types/client.ts';
import type { FlowContext } from '../flow-context.ts';
import type { FlowOptions } from '../types.ts';

/** The pages that an authorization leads back to. */
export interface AuthorizationUrls {
  redirectUrl: string;
  actionCompleteRedirectUrl: string;
}

/** The part of both machines that an authorization needs. */
interface AuthorizationMachine {
  readonly context: FlowContext;
  readonly options: FlowOptions;
  readonly stepSignal: AbortSignal;
}

/**
 * Sends the user to a provider, in this window or in a popup.
 *
 * @param begin starts the attempt, and returns the URL of the provider
 * @param onLateReturn called when the provider led back after its popup seemed to be closed
 * @returns true when the provider led back to its popup; false when the user gave up. In this window the page is left,
 *   and the promise resolves only if the browser shows it again.
 */
export async function startAuthorization(
  { context, options, stepSignal }: AuthorizationMachine,
  begin: (urls: AuthorizationUrls) => Promise<URL | null>,
  onLateReturn: () => void,
): Promise<boolean> {
  const redirectUrl = options.stepUrl?.('sso-callback');
  if (redirectUrl === undefined) throw new ClerkRuntimeError('sso_callback_missing', 'This form has no address.');
  const popup = options.oauthFlow === 'popup' ? openPopup() : null;
  if (!popup) {
    const target = new URL(options.targetUrl?.() ?? '/', redirectUrl).href;
    await context.navigate(await providerUrl({ redirectUrl, actionCompleteRedirectUrl: target }));
    await shownAgain(context, stepSignal);
    return false;
  }
  const authorization = openPopupAuthorization(popup, stepSignal);
  try {
    const marked = authorization.markUrl(redirectUrl);
    authorization.go(await providerUrl({ redirectUrl: marked, actionCompleteRedirectUrl: marked }));
  } catch (error) {
    authorization.close();
    throw error;
  }
  if (await authorization.over) return true;
  void authorization.returned.then(onLateReturn);
  return false;

  async function providerUrl(urls: AuthorizationUrls): Promise<string> {
    const url = await begin(urls);
    if (!url) throw new ClerkRuntimeError('provider_url_missing', 'The provider has no address.');
    return url.href;
  }
}

/** Asks for the client, which a popup has changed. */
export async function reloadedClient({ context }: { context: FlowContext }): Promise<ClientResource | undefined> {
  await context.whenLoaded();
  return context.client()?.reload();
}

/** Resolves when the browser shows the page again because the user went back, or when the user left its step. */
async function shownAgain(context: FlowContext, stepSignal: AbortSignal): Promise<void> {
  let stop = () => {};
  await new Promise<void>((resolve) => {
    stop = context.on('pageshow', resolve);
    stepSignal.addEventListener('abort', () => resolve(), { once: true });
  });
  stop();
}
