import type { ViewHost } from '../base/view-host.ts';

/**
 * An address or a number as a part of a sentence. The groups of a number would change places in one that runs from
 * right to left, so it is fenced there (Unicode TR9, LRI and PDI).
 */
export function isolated(host: ViewHost, identifier: string): string {
  return host.renderRoot.matches(':dir(rtl)') ? `\u2066${identifier}\u2069` : identifier;
}
