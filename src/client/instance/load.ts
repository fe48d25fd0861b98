import { CLIENT_UAT_COOKIE, SESSION_COOKIE } from '../../protocol/cookies.ts';
import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { ClientJSON } from '../../protocol/json/client.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import { type ClerkRuntimeError, firstError, isClerkAPIResponseError } from '../errors.ts';
import { usesDevBrowser } from '../../protocol/api-address.ts';
import { receiveClient, reloadClient } from '../session/receive-client.ts';
import type { Instance } from './instance.ts';

const ENVIRONMENT_KEY = '__clerk_environment';
const DAY = 86_400_000;
/** Milliseconds that the first `GET /client` may take before the page continues without it. */
const CLIENT_LIMIT = 7000;
/** Milliseconds that the page waits for the API to say why `GET /client` failed. */
const REASON_LIMIT = 2000;
/** Milliseconds between two attempts to reach the API: the first pause and the longest. */
const FIRST_RETRY = 3000;
const RETRY_LIMIT = 50_000;

/**
 * Loads the client, and in parallel the environment unless the page came with it, and then keeps the session alive
 * (docs/protocol.md#loading). Each is published as soon as its answer arrives. If the API does not answer, the page
 * continues with status `degraded` and with what it knows, and asks the API again in the background.
 *
 * @throws when the API refuses the page, or when the page knows nothing about the instance
 */
export async function load(instance: Instance): Promise<void> {
  const { platform, store, key } = instance;
  store.setStatus('loading');
  try {
    if (usesDevBrowser(key.frontendApi)) {
      const { createDevBrowser } = await import('../fapi/dev-browser.ts');
      instance.devBrowser ??= await createDevBrowser(platform, instance.address.baseUrl, await instance.suffix());
    }
    const given = instance.settings.environment;
    const answers = Promise.all([!!given || loadEnvironment(instance), loadClient(instance)]);
    const [known, answered] = await answers;
    if (known && !given) storeEnvironment(instance);
    if (!known || !answered) retryInBackground(instance);
  } catch (error) {
    instance.problem = await reportLoadError(instance, error);
    store.setStatus('error');
    // Nothing came back. A later attempt may succeed.
    if (!isClerkAPIResponseError(error)) retryInBackground(instance);
    throw error;
  }
  completeLoad(instance);
}

/**
 * Loads the session modules of a returning user along with the client, for a page that waits for both. Call it after
 * {@link load}: reading the cookies waits for another process of the browser, so the requests are sent first.
 */
export function expectSessions(instance: Instance): void {
  instance.isExpectingSessions = true;
  const { cookies } = instance.platform;
  if (cookies.get(SESSION_COOKIE) || Number(cookies.get(CLIENT_UAT_COOKIE))) instance.needSessions().catch(() => {});
}

/** Publishes that the instance is loaded, and starts to keep its sessions alive. */
function completeLoad(instance: Instance): void {
  const isIdle = !instance.sessions;
  const start = async () => {
    const sessions = await instance.needSessions();
    // Another tab may have signed in before this one listened.
    if (isIdle && instance.platform.cookies.get(SESSION_COOKIE)) await reloadClient(instance, 'adopt').catch(() => {});
    sessions.start();
    // The proxy URL may lead to a different instance from the one that the key names.
    const { publishable_key: answered = instance.key.raw } = instance.store.state.environment ?? {};
    if (answered !== instance.key.raw) (await import('./diagnose.ts')).compareKeys(instance, answered);
  };
  // Without a session there are only the other tabs to listen to, so the form is shown first.
  (isIdle ? instance.platform.painted().then(start) : start()).catch(() => {});
  instance.store.setStatus(instance.provisional ? 'degraded' : 'ready');
}

/** Requests and publishes the environment. @returns false when it is a stored copy */
async function loadEnvironment(instance: Instance, timeout?: number): Promise<boolean> {
  const { platform, store, settings, request } = instance;
  try {
    const json = await request<EnvironmentJSON>('/environment', {
      // On Clerk's own development hosts, a PATCH lets the server register the page's origin.
      method: instance.devBrowser ? 'PATCH' : 'GET',
      credentials: settings.environmentCredentials,
      timeout,
    });
    store.setEnvironment(json);
    return true;
  } catch (error) {
    if (isRefusal(error)) throw error;
    if (settings.environment) return true;
    const stored = parseStored(platform.storage.get(ENVIRONMENT_KEY));
    const left = (stored?.exp ?? 0) - platform.clock.now();
    // More than a day is left when the clock was set back since the copy was stored.
    if (!stored || left < 0 || left > DAY || stored.key !== instance.key.raw) throw error;
    store.setEnvironment(stored.value);
    return false;
  }
}

/**
 * Stores a copy of the environment for a day, in case the API does not answer next time. The caller waits until the form
 * is visible, because the first access to the storage blocks the page for a while.
 */
function storeEnvironment({ platform, store, key }: Instance): void {
  const exp = platform.clock.now() + DAY;
  platform.storage.set(ENVIRONMENT_KEY, JSON.stringify({ value: store.state.environment, exp, key: key.raw }));
}

/** Loads and publishes the client. @returns false when it comes from the session cookie */
async function loadClient(instance: Instance): Promise<boolean> {
  let json: ClientJSON | null | undefined;
  try {
    json = await instance
      .request<ClientJSON | null>('/client', { timeout: CLIENT_LIMIT })
      .catch(async (error: unknown) => {
        const renewable = firstError(error)?.code === 'dev_browser_unauthenticated';
        if (!renewable || !instance.devBrowser) throw error;
        await instance.devBrowser.renew();
        return instance.request<ClientJSON | null>('/client', { timeout: CLIENT_LIMIT });
      });
  } catch (error) {
    if (isRefusal(error)) throw error;
    if (instance.settings.environment) {
      // Browsers hide why the API does not answer a page that it does not allow. This request fails with the reason.
      await loadEnvironment(instance, REASON_LIMIT);
      void reportLoadError(instance, error);
    }
  }
  instance.provisional = json === undefined;
  await receiveClient(instance, json === undefined ? (await instance.needSessions()).clientFromCookie() : json);
  return !instance.provisional;
}

/** Asks again for what is missing until both answers arrive: after growing pauses, and when the browser is online again. */
function retryInBackground(instance: Instance): void {
  const { clock, random, on } = instance.platform;
  let pause = FIRST_RETRY;
  let stopListening: () => void = () => {};
  const schedule = () => {
    const timer = clock.setTimeout(() => attempt(), pause * (0.75 + random() / 2));
    stopListening = on('online', () => {
      clock.clearTimeout(timer);
      attempt();
    });
    pause = Math.min(RETRY_LIMIT, pause * 1.55);
  };
  const attempt = async () => {
    stopListening();
    try {
      const known = await loadEnvironment(instance);
      if (instance.provisional || !instance.store.state.client) {
        const json = await instance.request<ClientJSON | null>('/client', { timeout: CLIENT_LIMIT });
        instance.provisional = false;
        await receiveClient(instance, json, 'adopt');
      }
      completeLoad(instance);
      if (known) storeEnvironment(instance);
      else schedule();
    } catch {
      schedule();
    }
  };
  schedule();
}

/** Returns whether the API refused the request. 429 and 5xx do not count: they may pass. */
function isRefusal(error: unknown): boolean {
  return isClerkAPIResponseError(error) && error.status < 500 && error.status !== 429;
}

/**
 * Writes to the console why loading failed, in full if the explanations can be loaded.
 *
 * @returns the error code whose text is shown to the user
 */
async function reportLoadError(instance: Instance, error: unknown): Promise<WireErrorCode> {
  const code = (firstError(error) ?? (error as Partial<ClerkRuntimeError>)).code ?? 'unexpected';
  const found = await import('./diagnose.ts').then(
    ({ describeLoadError }) => describeLoadError(instance, code, error as Error),
    () => ({ code, text: `${instance.address.baseUrl}: ${(error as Error).message}` }),
  );
  instance.platform.log('error', found.text);
  return found.code;
}

function parseStored(text: string | null): { value: EnvironmentJSON; exp: number; key?: string } | undefined {
  try {
    return JSON.parse(text ?? '') ?? undefined;
  } catch {
    return undefined;
  }
}
