import { cookieSuffixOf } from '../../protocol/cookies.ts';
import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import { parsePublishableKey, type PublishableKey } from '../../protocol/keys.ts';
import { ClerkRuntimeError } from '../errors.ts';
import { resolveApiAddress } from '../../protocol/api-address.ts';
import type { DevBrowser } from '../fapi/dev-browser.ts';
import { createRequest } from '../fapi/request.ts';
import { pageLocale } from '../platform/page-locale.ts';
import type { Platform } from '../platform/platform.ts';
import { receiveClient, reloadClient } from '../session/receive-client.ts';
import type { SessionHost, SessionManager } from '../session/session-context.ts';
import { createStore } from '../store.ts';
import type { LoadOptions } from '../types.ts';

export interface ClerkOptions {
  /** Absolute URL of the API, or a path of the page's origin. Without it the API is reached over https. */
  proxyUrl?: string;
  /** Domain of a satellite application. */
  domain?: string;
  /** `same-origin`: request the environment like an anonymous script, so that both share one connection. */
  environmentCredentials?: 'same-origin' | 'include';
  /** The environment, when the page has it already. It is then not requested. */
  environment?: EnvironmentJSON;
  /** For tests and unusual hosts. Default: the browser. */
  platform?: Platform;
}

/** The inside of one Clerk instance: its parts, made once, and the few values that change while the page is open. */
export interface Instance extends SessionHost {
  readonly settings: ClerkOptions;
  /** Resolves to the suffix of the instance's cookies. */
  suffix(): Promise<string>;
  options: LoadOptions;
  devBrowser: DevBrowser | undefined;
  /** ISO code of the country from which the API saw the last request. */
  country: string | null | undefined;
  /** Code of the error that kept the instance from loading. */
  problem?: WireErrorCode;
}

/**
 * Creates the inside of an instance.
 *
 * @throws {PublishableKeyError} when the key is malformed; its message says how
 * @throws {TypeError} when the proxy URL is malformed
 */
export function createInstance(publishableKey: string, settings: ClerkOptions, platform: Platform): Instance {
  const key = parseKey(publishableKey, platform);
  const address = resolveApiAddress(key, settings, platform.href());
  const store = createStore();
  if (settings.environment) store.setEnvironment(settings.environment);
  const request = createRequest(platform, address.baseUrl, {
    query: () => instance.devBrowser?.query?.(),
    answered(response) {
      instance.country = response.headers.get('x-country') ?? instance.country;
      instance.devBrowser?.answered?.(response);
    },
  });
  let loading: Promise<SessionManager> | undefined;
  const instance: Instance = {
    key,
    address,
    settings,
    platform,
    store,
    request,
    resources: {
      platform,
      call(path, call) {
        const asked = store.state.client;
        return request(path, {
          ...call,
          async onClient(json) {
            if (json) await receiveClient(instance, json, 'call', asked);
          },
        });
      },
      locale: () => (instance.options.localization?.['locale'] as string | undefined) || pageLocale(),
      client: () => store.state.client,
      reloadClient: () => reloadClient(instance),
      getToken: async (sessionId, options) => (await instance.needSessions()).getToken(sessionId, options),
      forgetTokens: (sessionId) => instance.sessions?.forgetTokens(sessionId),
    },
    suffix: () => platform.sha1(key.raw).then(cookieSuffixOf),
    async needSessions() {
      instance.isExpectingSessions = true;
      loading ??= import('../session/session-manager.ts').then(async ({ createSessionManager }) =>
        createSessionManager(instance, await instance.suffix()),
      );
      try {
        instance.sessions = await loading;
        return instance.sessions;
      } catch (cause) {
        loading = undefined;
        throw partMissing(cause);
      }
    },
    async needResources(soon) {
      try {
        if (!soon) await platform.painted();
        return await import('../resources/parse-client.ts');
      } catch (cause) {
        throw partMissing(cause);
      }
    },
    options: {},
    sessions: undefined,
    isExpectingSessions: false,
    devBrowser: undefined,
    country: undefined,
    leaving: false,
    provisional: false,
  };
  return instance;
}

/** @throws {PublishableKeyError} after explaining on the console how to correct the key */
function parseKey(publishableKey: string, { log }: Platform): PublishableKey {
  try {
    return parsePublishableKey(publishableKey);
  } catch (error) {
    import('../../protocol/describe-key-problem.ts').then(
      ({ describeKeyProblem }) => log('error', describeKeyProblem(publishableKey)),
      () => {}, // The error itself says the essential part.
    );
    throw error;
  }
}

/** Returns the error for a file of this package that could not be loaded. */
export function partMissing(cause: unknown): ClerkRuntimeError {
  return new ClerkRuntimeError('network_error', 'A part of clerk-widgets could not be loaded.', { cause });
}
