import type { InstanceConfig } from '../config/config.ts';

// oxlint-disable-next-line no-control-regex -- the expression finds control characters
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;

/**
 * Returns the page that a navigation through the API goes on to: the requested page if its origin is allowed, otherwise
 * the home page. A URL that two parsers could read differently is never allowed.
 *
 * @param asked values of `redirect_url`; more than one count as none
 */
export function redirectTarget(
  asked: readonly string[],
  config: Pick<InstanceConfig, 'allowedOrigins' | 'homeUrl'>,
): string {
  return allowedTarget(asked, config) ?? config.homeUrl;
}

/** As {@link redirectTarget}, but returns undefined when the requested page is not allowed. */
export function allowedTarget(
  asked: readonly string[],
  { allowedOrigins }: Pick<InstanceConfig, 'allowedOrigins'>,
): string | undefined {
  const [text = '', ...more] = asked;
  if (more.length > 0 || AMBIGUOUS.test(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  const { origin, username, password, href } = new URL(text);
  return allowedOrigins.includes(origin) && !username && !password ? href : undefined;
}
