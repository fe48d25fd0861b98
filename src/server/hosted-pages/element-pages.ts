import type { InstanceConfig } from '../config/config.ts';
import { Html, html } from '../lib/html.ts';
import type { PageAnswer, PageInput, PageRenderer } from './page-renderer.ts';
import { PLAIN_STYLE } from './plain-card.ts';
import { TEXTS } from './texts.ts';

type Config = Pick<InstanceConfig, 'afterSignInUrl' | 'afterSignUpUrl'>;

/**
 * The forms as elements that need JavaScript: the renderer of a server that was given no other one.
 *
 * @example createElementPages(config).answer(input)
 */
export function createElementPages({ afterSignInUrl, afterSignUpUrl }: Config): PageRenderer {
  return {
    async answer({ page, base, typed }: PageInput): Promise<PageAnswer> {
      const isSignIn = page === 'sign-in';
      const tag = new Html(isSignIn ? 'clerk-sign-in' : 'clerk-sign-up');
      const [own, other] = isSignIn ? [afterSignInUrl, afterSignUpUrl] : [afterSignUpUrl, afterSignInUrl];
      const counterpart = new Html(isSignIn ? 'sign-up' : 'sign-in');
      const values = typed && initialValues(typed);
      return {
        status: 200,
        title: TEXTS.titles[page],
        html: html`<${tag} routing="path" path="${base}" fallback-redirect-url="${own}" ${counterpart}-fallback-redirect-url="${other}"${values && html` initial-values="${values}"`}></${tag}>
<p class="page-notice" data-plain>${TEXTS.needsScript}</p>`.toString(),
        style: PLAIN_STYLE,
      };
    },
  };
}

/** What a visitor typed, as the attribute of the element has it; undefined when it was nothing that the element takes. */
function initialValues(typed: URLSearchParams): string | undefined {
  const identifier = typed.get('identifier');
  const values: Record<string, string> = {};
  if (identifier) values[identifier.includes('@') ? 'emailAddress' : 'username'] = identifier;
  for (const name of ['emailAddress', 'phoneNumber', 'username', 'firstName', 'lastName']) {
    const value = typed.get(name);
    if (value) values[name] = value;
  }
  return Object.keys(values).length > 0 ? JSON.stringify(values) : undefined;
}
