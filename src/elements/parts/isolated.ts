import type { ViewHost } from '../base/view-host.ts';

/**
 * Returns an email address or number that can be part of a sentence. In right-to-left text, the groups of a number would
 * change places, so it is isolated there (Unicode TR9, LRI and PDI).
 */
export function isolated(host: ViewHost, identifier: string): string {
  return host.renderRoot.matches(':dir(rtl)') ? `\u2066${identifier}\u2069` : identifier;
}
