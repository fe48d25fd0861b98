import { isPolicySource } from '../../protocol/is-policy-source.ts';
import type { InstanceConfig } from '../config/config.ts';
import { styleSource } from '../lib/style-source.ts';

/** What the policy of the pages follows from. */
export type PolicyConfig = Pick<
  InstanceConfig,
  'allowedOrigins' | 'branding' | 'captcha' | 'gravatar' | 'instanceType' | 'oauth'
>;

const TURNSTILE = 'https://challenges.cloudflare.com';

/**
 * Returns the headers of a page. It may load the script of its own origin, pictures that the instance shows, and the bot
 * check if the instance has one. Nobody may frame it, no search engine lists it, and no cache keeps it.
 *
 * The script makes markup of texts through the policy of Lit alone. Turnstile's script does not work under Trusted Types.
 *
 * @param styles texts of the `<style>` elements of the page
 */
export function pagePolicy(config: PolicyConfig, styles: readonly string[]): Record<string, string> {
  const { allowedOrigins, captcha } = config;
  const bot = captcha?.provider === 'turnstile' ? [TURNSTILE] : [];
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...bot],
    'style-src': styles.map(styleSource),
    'connect-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:', ...pictureSources(config)],
    ...(bot.length > 0 && { 'frame-src': bot }),
    // Browsers also check the redirect that follows a form against this list. Providers, which may redirect further, are
    // reached by another page: see `leaving-page.ts`.
    'form-action': ["'self'", ...allowedOrigins.filter(isPolicySource)],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    ...(bot.length === 0 && { 'require-trusted-types-for': ["'script'"], 'trusted-types': ['lit-html'] }),
  };
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': Object.entries(directives)
      .map(([name, sources]) => [name, ...sources].join(' '))
      .join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // With `no-referrer` the `Origin` of the form would be `null`, which says nothing about who sends it.
    'Referrer-Policy': 'same-origin',
    Vary: 'Cookie, Accept-Language, Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex',
  };
}

/** Pictures of users may be anywhere once a provider names them. The others are at addresses of the settings. */
function pictureSources({ branding, gravatar, instanceType, oauth }: PolicyConfig): string[] {
  const urls = [branding.logoUrl, branding.faviconUrl, ...oauth.map(({ logoUrl }) => logoUrl)];
  const origins = urls.flatMap((url) => (url && URL.canParse(url) ? [new URL(url).origin] : []));
  const isAnywhere = gravatar || oauth.length > 0 || instanceType === 'development';
  return [...new Set([...(isAnywhere ? ['https:'] : []), ...origins.filter(isPolicySource)])];
}
