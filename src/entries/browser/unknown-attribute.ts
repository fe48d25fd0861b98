import { toKebabCase } from '../../protocol/letter-case.ts';
import type { LoadOptions } from '../../client/types.ts';

/** Other attributes that Clerk's own SDKs set, and the one that the oldest pages have instead of the key. */
const FOREIGN = /^(FrontendApi|JSScript|JsScript|JsVersion|Sdk\w*|UiScript)$/;

/** The attributes of the tag. */
const KNOWN = [
  'PublishableKey',
  'ProxyUrl',
  'Domain',
  'Preload',
  'Load',
  'SignInUrl',
  'SignUpUrl',
  'WaitlistUrl',
  'AfterSignOutUrl',
  'AfterMultiSessionSingleSignOutUrl',
  'SignInForceRedirectUrl',
  'SignInFallbackRedirectUrl',
  'SignUpForceRedirectUrl',
  'SignUpFallbackRedirectUrl',
  'SupportEmail',
  'SelectSession',
  'OfferPasskey',
] as const satisfies readonly Capitalize<
  (keyof LoadOptions & string) | 'publishableKey' | 'proxyUrl' | 'domain' | 'preload' | 'load'
>[];

/**
 * Warns on the console that the tag has an unknown attribute, and suggests the one that was probably meant.
 *
 * @param property property of the dataset, such as `clerkSignInURL`
 */
export function unknownAttribute(property: string): void {
  const name = property.slice(5);
  if (FOREIGN.test(name)) return;
  const known: readonly string[] = [...KNOWN].sort((a, b) => distance(name, a) - distance(name, b));
  const nearest = known[0] ?? '';
  const hint =
    distance(name, nearest) < 4 ? `Did you mean ${spelled(nearest)}?` : `It has ${KNOWN.map(spelled).join(', ')}.`;
  console.warn(`clerk-widgets: the script tag has no attribute ${spelled(name)}. ${hint}`);
}

function spelled(name: string): string {
  return `data-clerk${toKebabCase(name)}`;
}

/** Returns how many letters have to be inserted, removed or replaced to turn one word into the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(
        Math.min((next[j] as number) + 1, (row[j + 1] as number) + 1, (row[j] as number) + (letter === other ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1) as number;
}
