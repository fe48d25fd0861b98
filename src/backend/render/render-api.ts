import type { Connection } from '../connection.ts';
import type { LoadElementRenderer } from './element-renderer.ts';
import type { RenderGateOptions, RenderShowOptions } from './gates.ts';
import type { RenderContext } from './render-elements.ts';
import type { RenderSignInOptions, RenderSignUpOptions, RenderUserButtonOptions } from './render-options.ts';
import type { RenderedElement, RenderedStyle } from './rendered.ts';

/**
 * Renders elements on your server, with the content that each of them takes over in the browser. Nothing of it is loaded
 * before the first call.
 */
export interface RenderApi {
  /**
   * Renders `<clerk-sign-in>` with its first screen. When the environment of the instance cannot be had, the element is
   * rendered without content, and the console says why.
   *
   * @param options properties of the element; what your page sends besides
   * @returns the element, and the style of the page
   * @throws {BackendOptionsError} when an option is wrong
   * @example
   * const form = await clerk.renderSignIn({ path: '/sign-in', url: request.url });
   * const page = `<!doctype html><title>Sign in</title>${form}`;
   */
  renderSignIn(options?: RenderSignInOptions): Promise<RenderedElement>;
  /**
   * Renders `<clerk-sign-up>` with its first screen, as `renderSignIn` does.
   *
   * @param options properties of the element; what your page sends besides
   * @returns the element, and the style of the page
   * @throws {BackendOptionsError} when an option is wrong
   * @example const form = await clerk.renderSignUp({ path: '/sign-up', url: request.url });
   */
  renderSignUp(options?: RenderSignUpOptions): Promise<RenderedElement>;
  /**
   * Renders `<clerk-user-button>` with the picture of the user at its final size. The HTML is private: no cache may keep it for
   * other visitors.
   *
   * @param options who sent the request, and properties of the element
   * @returns the element, and the style of the page; without content when nobody is signed in
   * @throws {BackendOptionsError} when an option is wrong
   * @example const button = await clerk.renderUserButton({ auth: getAuth(request) });
   */
  renderUserButton(options?: RenderUserButtonOptions): Promise<RenderedElement>;
  /**
   * Renders `<clerk-signed-in>` around HTML of yours. The element shows it to signed-in users.
   *
   * @param options who sent the request, and the content
   * @returns the element, and the style of the page
   * @example await clerk.renderSignedIn({ auth, content: '<a href="/dashboard">Dashboard</a>' });
   */
  renderSignedIn(options: RenderGateOptions): Promise<RenderedElement>;
  /**
   * Renders `<clerk-signed-out>` around HTML of yours. The element shows it to users who are not signed in.
   *
   * @param options who sent the request, and the content
   * @returns the element, and the style of the page
   * @example await clerk.renderSignedOut({ auth, content: '<a href="/sign-in">Sign in</a>' });
   */
  renderSignedOut(options: RenderGateOptions): Promise<RenderedElement>;
  /**
   * Renders `<clerk-show>` around HTML of yours. The element shows the content when a condition holds, else the fallback. The
   * server decides by the claims of the token, as the element does.
   *
   * @param options who sent the request, the condition, content and fallback
   * @returns the element, and the style of the page
   * @example await clerk.renderShow({ auth, when: { plan: 'pro' }, content: () => reports(), fallback: 'Get Pro' });
   */
  renderShow(options: RenderShowOptions): Promise<RenderedElement>;
  /**
   * Returns the one `<style>` of a page with several rendered elements; each rule is in it once. The nonce is that of the first
   * element which has one.
   *
   * @param elements what the other functions have returned
   * @returns the style; as a text it is the `<style>`, and `styleSource` is for the Content-Security-Policy
   * @throws {TypeError} for an object that is no rendered element
   * @example
   * const [form, button] = await Promise.all([clerk.renderSignIn(), clerk.renderUserButton({ auth })]);
   * const page = `<head>${await clerk.renderStyle(form, button)}</head>${button.html}${form.html}`;
   */
  renderStyle(...elements: RenderedElement[]): Promise<RenderedStyle>;
}

/**
 * Creates the functions that render.
 *
 * @param connection how the instance is reached. It is called with the first element that needs it
 * @param load loads what draws the elements
 * @param now returns milliseconds since the epoch; default: the clock of the machine
 */
export function createRenderApi(
  connection: () => Connection,
  load: LoadElementRenderer,
  now?: (() => number) | undefined,
): RenderApi {
  let created: Promise<RenderContext> | undefined;
  const context = (): Promise<RenderContext> => {
    created ??= createContext(connection(), load, now).catch((error) => {
      created = undefined;
      throw error;
    });
    return created;
  };
  const gate = async (name: 'drawSignedIn' | 'drawSignedOut' | 'drawShow', options: RenderShowOptions) => {
    const [gates, { createRendered }, renderer] = await Promise.all([
      import('./gates.ts'),
      import('./rendered.ts'),
      load(),
    ]);
    return createRendered(renderer, { drawn: await gates[name](options), nonce: options.nonce });
  };
  return {
    renderSignIn: async (options = {}) =>
      (await import('./render-elements.ts')).renderForm(await context(), 'sign-in', options),
    renderSignUp: async (options = {}) =>
      (await import('./render-elements.ts')).renderForm(await context(), 'sign-up', options),
    renderUserButton: async (options = {}) =>
      (await import('./render-elements.ts')).renderUserButton(await context(), options),
    renderSignedIn: (options) => gate('drawSignedIn', options as RenderShowOptions),
    renderSignedOut: (options) => gate('drawSignedOut', options as RenderShowOptions),
    renderShow: (options) => gate('drawShow', options),
    renderStyle: async (...elements) => (await import('./rendered.ts')).joinStyles(await load(), elements),
  };
}

async function createContext(
  connection: Connection,
  load: LoadElementRenderer,
  now: (() => number) | undefined,
): Promise<RenderContext> {
  const [{ createEnvironmentCache }, renderer] = await Promise.all([import('./environment-cache.ts'), load()]);
  const { serverApiUrl: apiUrl, fetch } = connection;
  const readEnvironment = createEnvironmentCache({ apiUrl, fetch, now });
  return { connection, renderer, readEnvironment };
}
