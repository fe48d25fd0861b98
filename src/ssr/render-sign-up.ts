import { signUpStart } from '../client/flows/sign-up-start.ts';
import type { SignUpStep, SignUpValues } from '../client/flows/types.ts';
import type { EnvironmentResource } from '../client/resources/types/environment.ts';
import { type FirstScreenOptions, renderFirstScreen } from './flow/render-first-screen.ts';
import type { RenderedForm } from './render-form.ts';

/**
 * Renders `<clerk-sign-up>` on a server, which the element takes over in the browser.
 *
 * @param options the environment of the instance, and what the page would give the element; default step: the first one
 * @returns HTML, and CSS for a `<style>` of the page
 * @example
 * const { html, style } = await renderSignUp({ environment, properties: { path: '/sign-up' }, action: '/sign-up' });
 */
export async function renderSignUp(options: FirstScreenOptions & { step?: SignUpStep }): Promise<RenderedForm> {
  return renderFirstScreen('signUp', options.step ?? firstStep(options), options);
}

/** Returns the first step, which is the waitlist where an instance has one and nobody has invited the visitor. */
function firstStep({ environment, properties, kept }: FirstScreenOptions): SignUpStep {
  const values = (properties?.['initialValues'] ?? {}) as SignUpValues;
  const isWaitlist = environment.user_settings.sign_up?.mode === 'waitlist' && !kept?.has('__clerk_ticket');
  return isWaitlist
    ? { name: 'waitlist', joined: false, values }
    : signUpStart(environment as EnvironmentResource, values);
}
