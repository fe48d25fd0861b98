import { CLIENT_UAT_COOKIE, SESSION_COOKIE } from '../../protocol/cookies.ts';
import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { ClientJSON } from '../../protocol/json/client.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { Instance } from './instance.ts';
import { type ClerkRuntimeError, firstError, isClerkAPIResponseError } from '../errors.ts';
import { usesDevBrowser } from '../fapi/uses-dev-browser.ts';
import { reloadClient, receiveClient } from '../session/receive-client.ts';

const ENVIRONMENT_KEY = '__clerk_environment';
const DAY = 86_400_000;
/** Milliseconds the first `GET /client` may take before the page goes on without it. */
const CLIENT_LIMIT = 7000;
const RETRY_LIMIT = 50_000;
/**
 * Loads environment and client, in parallel, and starts to keep the sessions alive (docs/protocol.md#loading). The
 * environment is published as soon as it is there. Without an answer from the API the page goes on with what it
 * knows, `degraded`, and asks again in the background.
 *
 * @throws when the API refuses the page, or when nothing at all is known about the instance
 */
export async function load(instance: Instance): Promise<void> {
  const { platform, store, key } = instance;
  store.set({ status: 'loading' });
  try {
    if (usesDevBrowser(key.frontendApi)) {
      const { createDevBrowser } = await import('../fapi/dev-browser.ts');
      instance.devBrowser ??= await createDevBrowser(platform, instance.address.baseUrl, await instance.suffix());
    }
    const answers = Promise.all([loadEnvironment(instance), loadClient(instance)]);
    // A returning visitor: what a session needs is loaded along with the client. Looked up once the requests are
    // on their way, since reading cookies waits for another process.
    const { cookies } = platform;
    if (cookies.get(SESSION_COOKIE) || Number(cookies.get(CLIENT_UAT_COOKIE))) instance.needSessions().catch(() => {});
    const [known, answered] = await answers;
    if (known) keepEnvironment(instance);
    if (!known || !answered) retryInBackground(instance);
  } catch (error) {
    instance.problem = await explain(instance, error);
    store.set({ status: 'error' });
    // Nothing came back: it may yet.
    if (!isClerkAPIResponseError(error)) retryInBackground(instance);
    throw error;
  }
  become(instance);
}

/** Everything is there that can be had; sessions are looked after from now on. */
function become(instance: Instance): void {
  const isIdle = !instance.sessions;
  const start = async () => {
    const sessions = await instance.needSessions();
    // Another tab signed in while nobody listened here.
    if (isIdle && instance.platform.cookies.get(SESSION_COOKIE)) await reloadClient(instance, 'adopt').catch(() => {});
    sessions.start();
    // A proxy URL may lead to another instance than the key.
    const { publishable_key: answered = instance.key.raw } = instance.store.state.environment ?? {};
    if (answered !== instance.key.raw) (await import('./diagnose.ts')).compareKeys(instance, answered);
  };
  // Without a session there is nothing to look after but other tabs: the form comes first.
  (isIdle ? instance.platform.painted().then(start) : start()).catch(() => {});
  instance.store.set({ status: instance.stub ? 'degraded' : 'ready' });
}

/** @returns false when a stored copy had to do */
async function loadEnvironment(instance: Instance): Promise<boolean> {
  const { platform, store, settings, request } = instance;
  try {
    const json = await request<EnvironmentJSON>('/environment', {
      // On Clerk's own development hosts a PATCH lets the server register the page's origin.
      method: instance.devBrowser ? 'PATCH' : 'GET',
      credentials: settings.environmentCredentials,
    });
    store.set({ environment: deepFreeze(json) });
    return true;
  } catch (error) {
    if (isRefusal(error)) throw error;
    const stored = parseStored(platform.storage.get(ENVIRONMENT_KEY));
    const left = (stored?.exp ?? 0) - platform.clock.now();
    // More than a day is left when the clock was set back since.
    if (!stored || left < 0 || left > DAY || stored.key !== instance.key.raw) throw error;
    store.set({ environment: deepFreeze(stored.value) });
    return false;
  }
}

/** For a day without the API. The form is up by now: the first look into the storage stops a page for a while. */
function keepEnvironment({ platform, store, key }: Instance): void {
  const exp = platform.clock.now() + DAY;
  platform.storage.set(ENVIRONMENT_KEY, JSON.stringify({ value: store.state.environment, exp, key: key.raw }));
}

/** @returns false when the session cookie had to do */
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
  }
  instance.stub = json === undefined;
  await receiveClient(instance, json === undefined ? (await instance.needSessions()).clientFromCookie() : json);
  return !instance.stub;
}

function retryInBackground(instance: Instance): void {
  const { clock } = instance.platform;
  let pause = 3000;
  let stopListening: () => void = () => {};
  const plan = () => {
    const timer = clock.setTimeout(() => attempt(), pause * (0.75 + instance.platform.random() / 2));
    const stop = instance.platform.on('online', () => {
      clock.clearTimeout(timer);
      attempt();
    });
    stopListening = stop;
    pause = Math.min(RETRY_LIMIT, pause * 1.55);
  };
  const attempt = async () => {
    stopListening();
    try {
      const known = await loadEnvironment(instance);
      if (instance.stub || !instance.store.state.client) {
        const json = await instance.request<ClientJSON | null>('/client', { timeout: CLIENT_LIMIT });
        instance.stub = false;
        await receiveClient(instance, json, 'adopt');
      }
      become(instance);
      if (known) keepEnvironment(instance);
      else plan();
    } catch {
      plan();
    }
  };
  plan();
}

/** The API answered and said no; 429 and everything from 500 up may pass. */
function isRefusal(error: unknown): boolean {
  return isClerkAPIResponseError(error) && error.status < 500 && error.status !== 429;
}

/** Says what is wrong, in full when the words can be had. @returns code of the text for the visitor */
async function explain(instance: Instance, error: unknown): Promise<WireErrorCode> {
  const code = (firstError(error) ?? (error as Partial<ClerkRuntimeError>)).code ?? 'unexpected';
  const { message } = error as Error;
  const found = await import('./diagnose.ts').then(
    ({ describeLoadError }) => describeLoadError(instance, code, message),
    () => ({ code, text: `${instance.address.baseUrl}: ${message}` }),
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

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
