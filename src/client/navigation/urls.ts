import { toSnakeCase } from '../../protocol/letter-case.ts';
import type { RedirectKind, RedirectOptions } from '../types.ts';
import type { NavigationContext } from './navigate.ts';
import { defaultRedirectOrigins, safeRedirect } from './redirects.ts';

export interface AuthUrlOptions extends RedirectOptions {
  redirectUrl?: string;
  initialValues?: Record<string, string>;
}

const REDIRECTS = [
  'signInForceRedirectUrl',
  'signInFallbackRedirectUrl',
  'signUpForceRedirectUrl',
  'signUpFallbackRedirectUrl',
] as const satisfies readonly (keyof RedirectOptions)[];

/**
 * Builds the URL of the page for sign-in, sign-up or the waitlist. As with clerk-js, its parameters are in the fragment. The
 * redirect URLs of the options are added only for a page of another origin, which does not have them.
 */
export function buildAuthUrl(
  context: NavigationContext,
  kind: RedirectKind | 'waitlist',
  given: AuthUrlOptions = {},
): string {
  const { options, store, platform } = context;
  const display = store.state.environment?.display_config;
  const name = toSnakeCase(kind) as 'sign_in' | 'sign_up' | 'waitlist';
  const base = options[`${kind}Url`] || display?.[`${name}_url`] || '/';
  const page = platform.href();
  const foreign = new URL(base, page).origin !== new URL(page).origin;
  const absolute = (url: string) => (foreign ? new URL(url, page).href : url);
  const parameters = new URLSearchParams();
  if (given.redirectUrl) parameters.set('redirect_url', absolute(given.redirectUrl));
  for (const name of REDIRECTS) {
    const url = given[name] ?? (foreign ? options[name] : undefined);
    if (url) parameters.set(toSnakeCase(name), absolute(url));
  }
  for (const [name, value] of Object.entries(given.initialValues ?? {})) {
    if (value) parameters.set(toSnakeCase(name), value);
  }
  return withDevBrowser(context, String(parameters) ? `${base}#/?${parameters}` : base);
}

/** Returns options of a URL that leads back to this page, unless they lead elsewhere. */
export function comingBack({ platform }: NavigationContext, options?: AuthUrlOptions): AuthUrlOptions {
  return { ...options, redirectUrl: options?.redirectUrl || platform.href() };
}

/** Returns where to go after sign-in or sign-up: the first safe target in clerk-js's order, else `/`. */
export function redirectTarget(
  context: NavigationContext,
  kind: RedirectKind,
  props: { forceRedirectUrl?: string | null; fallbackRedirectUrl?: string | null },
  params: URLSearchParams,
): string {
  const { options, platform, key } = context;
  const snake = toSnakeCase(kind);
  const rules = {
    pageUrl: platform.href(),
    allowedOrigins:
      options.allowedRedirectOrigins ?? defaultRedirectOrigins(key.frontendApi, key.instanceType === 'development'),
    allowedProtocols: options.allowedRedirectProtocols ?? [],
  };
  for (const candidate of [
    params.get(`${snake}_force_redirect_url`),
    props.forceRedirectUrl,
    options[`${kind}ForceRedirectUrl`],
    params.get('redirect_url'),
    params.get(`${snake}_fallback_redirect_url`),
    props.fallbackRedirectUrl,
    options[`${kind}FallbackRedirectUrl`],
  ]) {
    const target = safeRedirect(candidate, rules);
    if (target) return target;
    if (candidate) platform.log('warn', 'A redirect URL was skipped: see the allowed origins.');
  }
  return '/';
}

/** {@link redirectTarget} for a page that names no targets itself. */
export function buildAfterAuthUrl(context: NavigationContext, kind: RedirectKind, params?: URLSearchParams): string {
  return redirectTarget(context, kind, {}, params ?? new URL(context.platform.href()).searchParams);
}

export function buildUserProfileUrl(context: NavigationContext): string {
  return withDevBrowser(context, context.store.state.environment?.display_config.user_profile_url || '/');
}

/** Returns where to go when no account is signed in any more. */
export function buildAfterSignOutUrl({ options, store }: NavigationContext): string {
  return options.afterSignOutUrl || store.state.environment?.display_config.after_sign_out_all_url || '/';
}

/** Returns where to go when other accounts are still signed in. */
export function buildAfterMultiSessionSingleSignOutUrl({ options, store }: NavigationContext): string {
  return (
    options.afterMultiSessionSingleSignOutUrl || store.state.environment?.display_config.after_sign_out_one_url || '/'
  );
}

/** Adds the development browser's token to a URL of another origin. Other URLs stay as they are. */
export function withDevBrowser({ devBrowser, platform }: NavigationContext, to: string): string {
  const page = new URL(platform.href());
  const url = new URL(to, page);
  if (!devBrowser || url.origin === page.origin) return to;
  devBrowser.decorate(url);
  return url.href;
}
