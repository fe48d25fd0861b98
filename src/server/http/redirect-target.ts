import type { InstanceConfig } from '../config/config.ts';

// oxlint-disable-next-line no-control-regex -- they are what it looks for
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;

/**
 * Where a navigation through the API goes on to: the page that was asked for if it is one of an allowed origin,
 * otherwise home. Text that two parsers could read differently is never a page.
 *
 * @param asked values of `redirect_url`; several of them are none
 */
export function redirectTarget(
  asked: readonly string[],
  { allowedOrigins, homeUrl }: Pick<InstanceConfig, 'allowedOrigins' | 'homeUrl'>,
): string {
  const [text = '', ...more] = asked;
  if (more.length > 0 || AMBIGUOUS.test(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return homeUrl;
  const { origin, username, password, href } = new URL(text);
  return allowedOrigins.includes(origin) && !username && !password ? href : homeUrl;
}
