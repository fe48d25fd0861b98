import { initialIdentifier, signInStart } from '../client/flows/sign-in-start.ts';
import type { SignInStep } from '../client/flows/types.ts';
import type { EnvironmentResource } from '../client/resources/types/environment.ts';
import { type FirstScreenOptions, renderFirstScreen } from './flow/render-first-screen.ts';
import type { RenderedForm } from './render-form.ts';

/**
 * Renders `<clerk-sign-in>` on a server, which the element takes over in the browser.
 *
 * @param options the environment of the instance, and what the page would give the element; default step: the first one
 * @returns HTML, and CSS for a `<style>` of the page
 * @example
 * const { html, style } = await renderSignIn({ environment, properties: { path: '/sign-in' }, action: '/sign-in' });
 */
export async function renderSignIn(options: FirstScreenOptions & { step?: SignInStep }): Promise<RenderedForm> {
  const { environment, properties } = options;
  const identifier = initialIdentifier(properties?.['initialValues'] as Parameters<typeof initialIdentifier>[0]);
  const step = options.step ?? signInStart(environment as EnvironmentResource, identifier);
  return renderFirstScreen('signIn', step, options);
}
