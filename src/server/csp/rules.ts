/** One directive of the policy of a page. */
export interface Rule {
  directive: string;
  sources: readonly string[];
  /** Sources that do as well. */
  instead?: readonly string[] | undefined;
  /** What the page needs it for, in one sentence. */
  why: string;
  /**
   * `need`: the page fails when a policy does not allow this. `limit`: it only forbids. `if-present`: no policy needs it, but one
   * that has the directive has to allow this.
   */
  kind: 'need' | 'limit' | 'if-present';
}

/** What of an instance decides about the policy of its pages. */
export interface PolicyFacts {
  /** The bot check is Turnstile. */
  turnstile: boolean;
  googleOneTap: boolean;
  /** Sources of pictures besides those that the API has. */
  pictures: readonly string[];
}

/** What of a page decides about its policy. */
export interface PageFacts {
  /** Sources of the script and of the files that it loads. */
  scripts: readonly string[];
  /** Sources that do as well as those of `scripts`. */
  scriptsInstead?: readonly string[] | undefined;
  /** Source of the Frontend API. */
  api: string;
  /** Sources of `<style>` elements; the elements themselves need none. */
  styles?: readonly string[];
  /** Where forms are sent by a browser that runs no script; `'self'` by default. */
  forms?: readonly string[];
  /** Forms have to work without the script. */
  hasPlainForms?: boolean;
  /** Whether to require Trusted Types. By default not beside a script of another company. */
  trustedTypes?: boolean | undefined;
}

export const TURNSTILE = 'https://challenges.cloudflare.com';
const GOOGLE = 'https://accounts.google.com/gsi/';
const NONE = "'none'";

/**
 * Returns the policy of a page with elements: the strictest with which everything works. The policies of the hosted pages, of
 * the command `clerk-widgets csp` and of the documents are all made here.
 */
export function pageRules(facts: PolicyFacts, page: PageFacts): Rule[] {
  const { turnstile, googleOneTap } = facts;
  const { scripts, api, styles = [], forms = ["'self'"], hasPlainForms = false } = page;
  // A browser with 'strict-dynamic' ignores addresses.
  const isByAddress = !scripts.includes("'strict-dynamic'");
  const foreign = [...(turnstile ? [TURNSTILE] : []), ...(googleOneTap ? [`${GOOGLE}client`] : [])];
  const frames = [...(turnstile ? [TURNSTILE] : []), ...(googleOneTap ? [GOOGLE] : [])];
  const sheets = [...styles, ...(googleOneTap ? [`${GOOGLE}style`] : [])];
  const rules: Rule[] = [limit('default-src', [NONE], 'Whatever no other directive allows is forbidden.')];
  rules.push({
    directive: 'script-src',
    sources: [...scripts, ...(isByAddress ? foreign : [])],
    instead: page.scriptsInstead && [...page.scriptsInstead, ...foreign],
    why: `The script and the files of the elements that it loads${foreign.length > 0 ? `; the script of ${ownersOf(facts)}` : ''}.`,
    kind: 'need',
  });
  if (sheets.length > 0) rules.push(need('style-src', sheets, styleReason(styles.length > 0, googleOneTap)));
  rules.push(
    need(
      'connect-src',
      [api, ...(googleOneTap ? [GOOGLE] : [])],
      `The Frontend API${googleOneTap ? ', and Google' : ''}.`,
    ),
    need('img-src', [api, ...facts.pictures], pictureReason(facts.pictures)),
  );
  if (frames.length > 0) rules.push(need('frame-src', frames, `Frames of ${ownersOf(facts)}.`));
  rules.push(
    hasPlainForms
      ? need('form-action', forms, 'Forms reach the server when no script runs.')
      : limit('form-action', forms, 'Forms that markup of strangers adds lead nowhere else.'),
    limit('base-uri', [NONE], 'No markup changes what relative addresses mean.'),
    limit('frame-ancestors', [NONE], 'No page can frame this one and mislead clicks.'),
  );
  const names = { directive: 'trusted-types', sources: trustedTypeNames(facts), why: 'The policies of the elements.' };
  if (page.trustedTypes ?? foreign.length === 0) {
    const why = 'No text becomes markup or a script, except through the policies of trusted-types.';
    rules.push(limit('require-trusted-types-for', ["'script'"], why), { ...names, kind: 'need' });
  } else {
    const why = `It stops the script of ${ownersOf(facts)}, which was not made for Trusted Types.`;
    rules.push(
      { ...names, kind: 'if-present' },
      { directive: 'require-trusted-types-for', sources: [], why, kind: 'if-present' },
    );
  }
  const sandbox = ['allow-scripts', 'allow-same-origin', 'allow-forms'];
  rules.push({
    directive: 'sandbox',
    sources: sandbox,
    why: 'Elements run scripts, keep cookies and send forms.',
    kind: 'if-present',
  });
  return rules;
}

/** Names of the Trusted Types policies that the elements create. */
function trustedTypeNames({ turnstile, googleOneTap }: PolicyFacts): string[] {
  return ['lit-html', ...(turnstile ? ['clerk-captcha'] : []), ...(googleOneTap ? ['clerk-google'] : [])];
}

/** Directives that a `<meta>` element cannot have. Browsers ignore them there. */
const HEADER_ONLY = new Set(['frame-ancestors', 'report-uri', 'sandbox']);

/** Splits a policy into what a `<meta>` can say, and what only a header can. */
export function splitForMeta(rules: readonly Rule[]): { meta: Rule[]; header: Rule[] } {
  const written = writtenRules(rules);
  return {
    meta: written.filter(({ directive }) => !HEADER_ONLY.has(directive)),
    header: written.filter(({ directive }) => HEADER_ONLY.has(directive)),
  };
}

/** Returns the rules that are directives of the policy. */
export function writtenRules(rules: readonly Rule[]): Rule[] {
  return rules.filter(({ kind }) => kind !== 'if-present');
}

/** Writes the value of the header. */
export function writePolicy(rules: readonly Rule[]): string {
  return writtenRules(rules)
    .map(({ directive, sources }) => [directive, ...sources].join(' '))
    .join('; ');
}

function need(directive: string, sources: readonly string[], why: string): Rule {
  return { directive, sources, why, kind: 'need' };
}

function limit(directive: string, sources: readonly string[], why: string): Rule {
  return { directive, sources, why, kind: 'limit' };
}

function ownersOf({ turnstile, googleOneTap }: PolicyFacts): string {
  return [...(turnstile ? ['Turnstile'] : []), ...(googleOneTap ? ['Google One Tap'] : [])].join(' and of ');
}

function styleReason(hasOwn: boolean, hasGoogle: boolean): string {
  if (!hasOwn) return 'The style sheet of Google One Tap. The elements need none.';
  return `The styles of what a server has rendered${hasGoogle ? ', and the style sheet of Google One Tap' : ''}.`;
}

function pictureReason(pictures: readonly string[]): string {
  const rest = [
    ...(pictures.includes('https:') ? ['pictures of users at providers, which may be anywhere'] : []),
    ...(pictures.includes('data:') ? ['icons that wallets or the page write as text'] : []),
    ...(pictures.some((source) => /^https?:\/\//.test(source)) ? ['logos of the settings'] : []),
  ];
  return `${['Pictures and initials from the API', ...rest].join('; ')}.`;
}
