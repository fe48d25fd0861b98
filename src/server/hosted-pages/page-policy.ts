import { isPolicySource } from '../../protocol/is-policy-source.ts';
import type { InstanceConfig } from '../config/config.ts';
import { factsOf, type PolicyConfig } from '../csp/instance-facts.ts';
import { pageRules, writePolicy } from '../csp/rules.ts';
import { styleSource } from '../lib/style-source.ts';

/**
 * Returns the headers of a page. It may load the script of its own origin, pictures that the instance shows, and the bot
 * check if the instance has one. Nobody may frame it, no search engine lists it, and no cache keeps it.
 *
 * The script makes markup of texts through the policy of Lit alone. Turnstile's script does not work under Trusted Types.
 *
 * @param styles texts of the `<style>` elements of the page
 */
export function pagePolicy(
  config: PolicyConfig & Pick<InstanceConfig, 'allowedOrigins'>,
  styles: readonly string[],
): Record<string, string> {
  const { pictures, turnstile } = factsOf(config);
  // The icon of a page without one is `data:,`. No hosted page has One Tap.
  const facts = { turnstile, googleOneTap: false, pictures: [...new Set(['data:', ...pictures])] };
  const rules = pageRules(facts, {
    scripts: ["'self'"],
    api: "'self'",
    styles: styles.map(styleSource),
    // Browsers also check the redirect that follows a form against this list. Providers, which may redirect further, are
    // reached by another page: see `leaving-page.ts`.
    forms: ["'self'", ...config.allowedOrigins.filter(isPolicySource)],
    hasPlainForms: true,
  });
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': writePolicy(rules),
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
