import { html } from 'lit';
import { isPlainClick } from '../../parts/follow-link.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';

/**
 * Shows the sign-up form without leaving the element: it renders the other element by its tag, with a path below its
 * own. The part of the URL behind `create` names the step of the sign-up.
 */
export const create: DeferredView<SignInHost, Step<'create'>> = {
  sheets: [],
  texts: [],
  draw: (host, { values }) => html`<clerk-sign-up
    .clerk=${host.clerk}
    .appearance=${host.appearance}
    .localization=${host.localization}
    .routing=${host.routing}
    .path=${host.path && `${host.path.replace(/\/$/, '')}/create`}
    .under=${'create'}
    .initialValues=${{ ...host.initialValues, ...values }}
    .unsafeMetadata=${host.unsafeMetadata}
    .forceRedirectUrl=${host.signUpForceRedirectUrl}
    .fallbackRedirectUrl=${host.signUpFallbackRedirectUrl}
    .signInForceRedirectUrl=${host.forceRedirectUrl}
    .signInFallbackRedirectUrl=${host.fallbackRedirectUrl}
    .autofocus=${true}
    @click=${{ handleEvent: (event: MouseEvent) => back(host, event), capture: true }}
  ></clerk-sign-up>`,
};

/** Makes the link "Sign in" lead to the first step of this element instead of another page. */
function back(host: SignInHost, event: MouseEvent): void {
  const link = (event.target as Element).closest('a.cl-footerActionLink__signUp');
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  event.stopPropagation();
  host.form.goTo('start');
}
