import type { BackendOptions } from '../backend/backend-options.ts';
import { createClerkClient } from '../backend/create-clerk-client.ts';
import { remember } from '../backend/lib/remember.ts';
import type { RenderGateOptions, RenderShowOptions } from '../backend/render/gates.ts';
import { createRenderApi, type RenderApi } from '../backend/render/render-api.ts';
import type {
  RenderSignInOptions,
  RenderSignUpOptions,
  RenderUserButtonOptions,
} from '../backend/render/render-options.ts';
import type { RenderedElement, RenderedStyle } from '../backend/render/rendered.ts';
import { loadElementRenderer } from './backend-client.ts';

/** The instance whose elements are rendered. What is left out comes from the environment variables of the process. */
export type RenderedInstance = Pick<BackendOptions, 'publishableKey' | 'proxyUrl' | 'frontendApiUrl' | 'fetch'>;

/**
 * Renders `<clerk-sign-in>` with its first screen, as the method of {@link createClerkClient} does. The environment of the
 * instance is kept over calls with the same options.
 *
 * @param options properties of the element, what your page sends besides, and the instance
 * @returns the element, and the style of the page
 * @throws {BackendOptionsError} when an option is wrong
 * @example
 * const form = await renderSignIn({ path: '/sign-in', url: request.url });
 * const page = `<!doctype html><title>Sign in</title>${form}`;
 */
export async function renderSignIn(options: RenderSignInOptions & RenderedInstance = {}): Promise<RenderedElement> {
  const { api, rest } = split(options);
  return api.renderSignIn(rest);
}

/**
 * Renders `<clerk-sign-up>` with its first screen, as {@link renderSignIn} does.
 *
 * @param options properties of the element, what your page sends besides, and the instance
 * @returns the element, and the style of the page
 * @throws {BackendOptionsError} when an option is wrong
 * @example const form = await renderSignUp({ path: '/sign-up', url: request.url });
 */
export async function renderSignUp(options: RenderSignUpOptions & RenderedInstance = {}): Promise<RenderedElement> {
  const { api, rest } = split(options);
  return api.renderSignUp(rest);
}

/**
 * Renders `<clerk-user-button>` with the picture of the user at its final size. The HTML is private: no cache may keep it for
 * other visitors.
 *
 * @param options who sent the request, properties of the element, and the instance
 * @returns the element, and the style of the page; without content when nobody is signed in
 * @throws {BackendOptionsError} when an option is wrong
 * @example const button = await renderUserButton({ auth: getAuth(request) });
 */
export async function renderUserButton(
  options: RenderUserButtonOptions & RenderedInstance = {},
): Promise<RenderedElement> {
  const { api, rest } = split(options);
  return api.renderUserButton(rest);
}

/**
 * Renders `<clerk-signed-in>` around HTML of yours. The element shows it to signed-in users.
 *
 * @param options who sent the request, and the content
 * @returns the element, and the style of the page
 * @throws {BackendOptionsError} when the nonce is no base64
 * @example await renderSignedIn({ auth, content: '<a href="/dashboard">Dashboard</a>' });
 */
export async function renderSignedIn(options: RenderGateOptions): Promise<RenderedElement> {
  return plain.renderSignedIn(options);
}

/**
 * Renders `<clerk-signed-out>` around HTML of yours. The element shows it to users who are not signed in.
 *
 * @param options who sent the request, and the content
 * @returns the element, and the style of the page
 * @throws {BackendOptionsError} when the nonce is no base64
 * @example await renderSignedOut({ auth, content: '<a href="/sign-in">Sign in</a>' });
 */
export async function renderSignedOut(options: RenderGateOptions): Promise<RenderedElement> {
  return plain.renderSignedOut(options);
}

/**
 * Renders `<clerk-show>` around HTML of yours. The element shows the content when a condition holds, else the fallback. The
 * server decides by the claims of the token, as the element does.
 *
 * @param options who sent the request, the condition, content and fallback
 * @returns the element, and the style of the page
 * @throws {BackendOptionsError} when the nonce is no base64
 * @example await renderShow({ auth, when: { plan: 'pro' }, content: () => reports(), fallback: 'Get Pro' });
 */
export async function renderShow(options: RenderShowOptions): Promise<RenderedElement> {
  return plain.renderShow(options);
}

/**
 * Returns the one `<style>` of a page with several rendered elements; each rule is in it once. The nonce is that of the first
 * element which has one.
 *
 * @param elements what the other functions have returned
 * @returns the style; as a text it is the `<style>`, and `styleSource` is for the Content-Security-Policy
 * @throws {TypeError} for an object that is no rendered element
 * @example
 * const [form, button] = await Promise.all([renderSignIn({ path: '/sign-in' }), renderUserButton({ auth })]);
 * const page = `<head>${await renderStyle(form, button)}</head>${button.html}${form.html}`;
 */
export async function renderStyle(...elements: RenderedElement[]): Promise<RenderedStyle> {
  return plain.renderStyle(...elements);
}

/** Renders what depends on no instance. */
const plain = createRenderApi(() => {
  throw new TypeError('There is no instance.');
}, loadElementRenderer);

type Fetch = NonNullable<BackendOptions['fetch']>;

/** What renders for an instance, by its options as JSON: of calls with a `fetch` of their own, and of all others. */
const apis = new WeakMap<Fetch, (text: string) => RenderApi>();
const ofProcess = remember((text) => apiOf(JSON.parse(text) as RenderedInstance));

/** Returns what renders for the instance that the options name, and the options without those of the instance. */
function split<Options extends RenderedInstance & Pick<RenderSignInOptions, 'environment'>>(options: Options) {
  const { publishableKey, proxyUrl, frontendApiUrl, fetch, ...rest } = options;
  // The environment of an instance of this package names its key.
  const key = publishableKey ?? options.environment?.publishable_key;
  const text = JSON.stringify({ publishableKey: key, proxyUrl, frontendApiUrl });
  if (!fetch) return { api: ofProcess(text), rest };
  const ofFetch = apis.get(fetch) ?? remember((given) => apiOf({ ...(JSON.parse(given) as RenderedInstance), fetch }));
  apis.set(fetch, ofFetch);
  return { api: ofFetch(text), rest };
}

function apiOf(instance: RenderedInstance): RenderApi {
  const { connection } = createClerkClient(instance);
  return createRenderApi(() => connection, loadElementRenderer);
}
