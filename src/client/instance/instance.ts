import { cookieSuffixOf } from '../../protocol/cookies.ts';
import type { WireErrorCode } from '../../protocol/error-codes.ts';
import { parsePublishableKey, type PublishableKey } from '../../protocol/keys.ts';
import { ClerkRuntimeError } from '../errors.ts';
import { type ApiAddress, resolveApiAddress } from '../fapi/base-url.ts';
import type { DevBrowser } from '../fapi/dev-browser.ts';
import { createRequest, type FapiRequest } from '../fapi/request.ts';
import type { Platform } from '../platform/platform.ts';
import type { ResourceContext } from '../resources/context.ts';
import type * as ParseClient from '../resources/parse-client.ts';
import type { SessionManager } from '../session/session-manager.ts';
import { createStore, type Store } from '../store.ts';
import type { LoadOptions } from '../types.ts';

export interface ClerkOptions {
  /** Absolute URL, or a path of the page's origin: the only way to reach an API on plain http. */
  proxyUrl?: string;
  /** Domain of a satellite application. */
  domain?: string;
  /** `same-origin`: send `GET /environment` as an anonymous script is fetched, to reuse that one's connection. */
  environmentCredentials?: 'same-origin' | 'include';
  /** For tests and unusual hosts; default: the browser. */
  platform?: Platform;
}

/** The inside of one Clerk instance. The modules beside this file work on it; nobody outside sees it. */
export interface Instance {
  readonly key: PublishableKey;
  readonly address: ApiAddress;
  readonly settings: ClerkOptions;
  readonly platform: Platform;
  readonly store: Store;
  readonly request: FapiRequest;
  options: LoadOptions;
  /** Suffix of the instance's cookies. */
  suffix(): Promise<string>;
  devBrowser: DevBrowser | undefined;
  /** Where the API saw the visitor last, as an ISO code. */
  country: string | null | undefined;
  /** What the methods of resources may use. */
  resources: ResourceContext;
  /** Code of the error that kept the instance from loading. */
  problem?: WireErrorCode;
  /** The page is on its way to another one: nothing is published any more. */
  leaving: boolean;
  /** The client was made up from the session cookie because the API did not answer. */
  stub: boolean;
  /** What only a signed-in page needs; loaded after the sign-in form, or at once for a returning visitor. */
  sessions: SessionManager | undefined;
  needSessions(): Promise<SessionManager>;
  /**
   * What reads clients and attempts.
   *
   * @param soon at once, instead of once the first form is up
   */
  needResources(soon: boolean): Promise<typeof ParseClient>;
}

/**
 * Puts the parts of an instance together.
 *
 * @throws {PublishableKeyError} naming what is wrong with the key
 * @throws {TypeError} when the proxy URL is malformed
 */
export function createInstance(publishableKey: string, settings: ClerkOptions, platform: Platform): Instance {
  const key = parseKey(publishableKey, platform);
  const address = resolveApiAddress(key, settings, platform.href());
  let loading: Promise<SessionManager> | undefined;
  const instance: Instance = {
    key,
    address,
    settings,
    platform,
    store: createStore(),
    request: createRequest(platform, address.baseUrl, {
      query: () => instance.devBrowser?.query?.(),
      answered(response) {
        instance.country = response.headers.get('x-country') ?? instance.country;
        instance.devBrowser?.answered?.(response);
      },
    }),
    options: {},
    suffix: () => platform.sha1(key.raw).then(cookieSuffixOf),
    devBrowser: undefined,
    country: undefined,
    resources: undefined as unknown as ResourceContext,
    leaving: false,
    stub: false,
    sessions: undefined,
    async needSessions() {
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
  };
  return instance;
}

/** @throws {PublishableKeyError} and says on the console how to mend the key */
function parseKey(publishableKey: string, { log }: Platform): PublishableKey {
  try {
    return parsePublishableKey(publishableKey);
  } catch (error) {
    import('../../protocol/describe-key-problem.ts').then(
      ({ describeKeyProblem }) => log('error', describeKeyProblem(publishableKey)),
      () => {}, // The error says the gist of it.
    );
    throw error;
  }
}

function partMissing(cause: unknown): ClerkRuntimeError {
  return new ClerkRuntimeError('network_error', 'A part of clerk-widgets could not be loaded.', { cause });
}
