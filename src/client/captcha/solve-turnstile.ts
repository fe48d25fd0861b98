import { ClerkRuntimeError } from '../errors.ts';
import { ownGlobal, page } from '../platform/native.ts';

/** Where the widget comes from. A page's policy needs the origin in `script-src` and `frame-src`. */
const TURNSTILE_SCRIPT = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';
/** Milliseconds the script may take; the visitor waits with a form that was sent. */
const SCRIPT_LIMIT_MS = 15_000;

/** The part of `window.turnstile` that is used here (Cloudflare, "Widget configurations"). */
export interface Turnstile {
  render(container: HTMLElement, options: TurnstileOptions): string | undefined;
  remove(id: string): void;
}

export interface TurnstileOptions {
  sitekey: string;
  theme: string;
  size: string;
  language: string;
  appearance: 'interaction-only';
  retry: 'never';
  callback(token: string): void;
  'error-callback'(code: string): boolean;
  'expired-callback'(): void;
  'timeout-callback'(): void;
  'unsupported-callback'(): void;
}

export interface TurnstileKeys {
  /** For the widget in `#clerk-captcha`; null when there is only the invisible one. */
  readonly smart: string | null;
  readonly invisible: string;
}

export interface SolvedTurnstile {
  token: string;
  widgetType: 'smart' | 'invisible';
}

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

let script: Promise<Turnstile> | undefined;
let policy: ScriptPolicy | undefined;

/**
 * Lets Turnstile judge the browser, in the page's `#clerk-captcha` where there is one: it stays empty unless the
 * visitor has to do something. Its `data-cl-theme`, `data-cl-size` and `data-cl-language` are passed on. Without such
 * an element, and for pages that use the invisible key alone, the widget runs out of sight.
 *
 * @throws {ClerkRuntimeError} `captcha_unavailable`, with what the widget reported as its message
 */
export async function solveTurnstile(keys: TurnstileKeys, src: string = TURNSTILE_SCRIPT): Promise<SolvedTurnstile> {
  const place =
    keys.smart === null
      ? null
      : (page.querySelector<HTMLElement>('dialog[open] #clerk-captcha') ?? page.getElementById('clerk-captcha'));
  const container = place ?? page.body.appendChild(hidden());
  let turnstile: Turnstile | undefined;
  let widget: string | undefined;
  try {
    const loaded = (turnstile = await load(src));
    const token = await new Promise<string>((resolve, reject) => {
      const fail = (code = 'unknown') => reject(unavailable(code));
      widget = loaded.render(container, {
        sitekey: (place && keys.smart) || keys.invisible,
        theme: container.dataset.clTheme ?? 'auto',
        size: container.dataset.clSize ?? 'normal',
        language: container.dataset.clLanguage ?? 'auto',
        appearance: 'interaction-only',
        retry: 'never',
        callback: resolve,
        'error-callback': (code) => {
          fail(code);
          // Handled: the widget need not write to the console.
          return true;
        },
        'expired-callback': () => fail('expired'),
        'timeout-callback': () => fail('timeout'),
        'unsupported-callback': () => fail('unsupported'),
      });
      if (widget === undefined) fail('not rendered');
    });
    return { token, widgetType: place ? 'smart' : 'invisible' };
  } finally {
    // A token is good once: the next try needs a new widget.
    if (widget !== undefined) turnstile?.remove(widget);
    if (!place) container.remove();
  }
}

function hidden(): HTMLElement {
  const div = page.createElement('div');
  div.className = 'clerk-invisible-captcha';
  div.hidden = true;
  return div;
}

function load(src: string): Promise<Turnstile> {
  const present = ownGlobal('turnstile') as Turnstile | undefined;
  if (present) return Promise.resolve(present);
  // Once it is there the window has it, and after a failure the next submit tries again.
  script ??= addScript(src).finally(() => {
    script = undefined;
  });
  return script;
}

function addScript(src: string): Promise<Turnstile> {
  const element = page.createElement('script');
  return new Promise<Turnstile>((resolve, reject) => {
    const timer = setTimeout(() => reject(unavailable('script timeout')), SCRIPT_LIMIT_MS);
    const settle = () => {
      clearTimeout(timer);
      const turnstile = ownGlobal('turnstile') as Turnstile | undefined;
      if (turnstile) resolve(turnstile);
      else reject(unavailable('script'));
    };
    element.addEventListener('load', settle);
    element.addEventListener('error', settle);
    // A page that lets scripts in by nonce has given it to its own.
    element.nonce = page.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
    element.src = trusted(src);
    element.async = true;
    page.head.append(element);
  }).finally(() => element.remove());
}

/** Where Trusted Types are enforced, the page has to name the policy `clerk-captcha`. */
function trusted(src: string): string {
  const trustedTypes = ownGlobal('trustedTypes') as PolicyFactory | undefined;
  policy ??= trustedTypes?.createPolicy('clerk-captcha', { createScriptURL: (url) => url });
  return policy ? policy.createScriptURL(src) : src;
}

function unavailable(reason: string): ClerkRuntimeError {
  return new ClerkRuntimeError('captcha_unavailable', `The bot check did not work (${reason}).`);
}
