import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { ErrorsJSON } from '../../protocol/json/error.ts';
import { parsePublishableKey } from '../../protocol/keys.ts';
import { NO_NETWORK } from '../fapi/request.ts';
import type { Instance } from './instance.ts';
import { surroundings } from '../platform/surroundings.ts';

/** The reason for a failure. */
export interface Diagnosis {
  /** Error code whose text tells the user what to do. */
  code: WireErrorCode;
  /** Tells the developer what is wrong and how to correct it. Has nothing secret in it. */
  text: string;
}

const CORS_CURE = 'Add it to the allowed origins (allowedOrigins, CLERK_ALLOWED_ORIGINS)';

/** Finds out why the instance did not load. Only a failing page loads this file. */
export async function describeLoadError(instance: Instance, code: WireErrorCode, error: Error): Promise<Diagnosis> {
  const { address, key } = instance;
  const { message, cause } = error;
  if (surroundings.isSandboxed()) return sandboxed();
  if (instance.platform.href().startsWith('file:')) {
    return {
      code: 'origin_invalid',
      text: 'This page was opened as a file, which has no origin, so the API does not answer it. Open it through a web server, such as http://localhost.',
    };
  }
  if (code === 'network_error' && message !== NO_NETWORK) {
    const reason = cause instanceof Error ? ` (${cause.message})` : '';
    return {
      code,
      text: `${message}${reason} A Content-Security-Policy has to allow the host of clerk.js in script-src; a copied clerk.js needs chunks/ beside it. Trying again in the background.`,
    };
  }
  const found = code === 'network_error' ? await probe(instance) : code;
  const origin = originOf(instance);
  if (found === 'origin_invalid') {
    const cure = key.instanceType === 'production' ? `${CORS_CURE}, or use the key of this page's domain` : CORS_CURE;
    return {
      code: found,
      text: `This page's origin (${origin}) is not allowed by the instance of ${key.frontendApi}, which the publishable key belongs to. ${cure}.`,
    };
  }
  if (found === 'network_error') {
    const hint =
      origin.startsWith('http:') && !address.proxyUrl
        ? ' The publishable key leads there over https. A server on your machine has no certificate: set data-clerk-proxy-url to its URL, such as http://localhost:4400, or to a path of this page that leads to it.'
        : '';
    return {
      code: found,
      text: `The Frontend API at ${address.baseUrl} cannot be reached. It is down or blocked, or a proxy in front of it answers without its headers for ${origin}.${hint} Trying again in the background.`,
    };
  }
  return { code: found, text: `Loading failed (${found}): ${message}` };
}

/**
 * Finds out why a flow failed when the error itself does not say, and writes it to the console.
 *
 * @returns an error code whose text tells the user what to do; undefined when there is nothing more to say
 */
export async function diagnoseFailure(
  instance: Instance,
  code: WireErrorCode | undefined,
): Promise<WireErrorCode | undefined> {
  const found = surroundings.isSandboxed() ? sandboxed() : await lostClient(instance, code);
  if (found) instance.platform.log('error', found.text);
  return found?.code;
}

/** The API knows a browser that has just begun an attempt, unless the browser did not store the cookie. */
async function lostClient(instance: Instance, code: WireErrorCode | undefined): Promise<Diagnosis | undefined> {
  if (code === 'network_error') return undefined;
  const client = await instance.request<unknown>('/client').catch(() => undefined);
  return client === null ? cookiesBlocked(instance) : undefined;
}

/** Writes to the console when the API is not that of the page's key. Otherwise only a backend would notice. */
export function compareKeys({ key, address, platform }: Instance, answered: string): void {
  const { frontendApi, instanceType } = parsePublishableKey(answered);
  // A key is the same with and without padding.
  if (frontendApi === key.frontendApi && instanceType === key.instanceType) return;
  platform.log(
    'error',
    `The publishable key belongs to ${key.frontendApi} (${key.instanceType}), but ${address.baseUrl} is the API of ${frontendApi} (${instanceType}). Set data-clerk-publishable-key to ${answered}, or data-clerk-proxy-url to the API of your key: tokens of one are refused by backends of the other.`,
  );
}

function sandboxed(): Diagnosis {
  return {
    code: 'restricted_frame',
    text: 'This page is in a frame with a sandbox attribute and has no origin, so no cookie of a sign-in can be kept. Give the frame allow-same-origin, allow-forms and allow-scripts, or open the page in a tab.',
  };
}

function cookiesBlocked({ address, platform }: Instance): Diagnosis {
  const site = new URL(address.baseUrl).origin;
  const page = new URL(platform.href()).origin;
  const head = `The API at ${site} does not know this browser again: its cookie was not kept. `;
  if (platform.isCrossOriginFrame()) {
    return {
      code: 'frame_cookies_blocked',
      text: `${head}This page is in a frame of another site, where browsers keep no cookies. Open it in a tab.`,
    };
  }
  const cure =
    site === page || surroundings.blocksCookies()
      ? 'The visitor blocks cookies, or a proxy takes Set-Cookie away.'
      : `If ${page} is on another site, serve the API below the page's domain, or through a path of the page (data-clerk-proxy-url="/__clerk").`;
  return { code: 'cookies_blocked', text: head + cure };
}

/** Asks again without cookies, because the browser hides why a request with cookies failed. */
async function probe({ address, platform }: Instance): Promise<WireErrorCode> {
  try {
    const response = await platform.fetch(`${address.baseUrl}/environment`, { credentials: 'omit' });
    const { errors } = (await response.json()) as Partial<ErrorsJSON>;
    return errors?.[0]?.code ?? 'network_error';
  } catch {
    return 'network_error';
  }
}

function originOf({ platform }: Instance): string {
  return new URL(platform.href()).origin;
}
