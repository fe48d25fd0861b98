import { ClerkRuntimeError } from '../errors.ts';
import { addScript } from '../platform/add-script.ts';
import { ownGlobal, page } from '../platform/native.ts';
import type { Clock } from '../platform/platform.ts';

/** Script of the widget. A page's Content-Security-Policy needs its origin in `script-src` and `frame-src`. */
const TURNSTILE_SCRIPT = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';
/** Milliseconds that the script may take to load, while the user waits for a form that was sent. */
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
  /** Site key of the widget in `#clerk-captcha`; null when the instance has only the invisible widget. */
  readonly smart: string | null;
  readonly invisible: string;
}

export interface SolvedTurnstile {
  token: string;
  widgetType: 'smart' | 'invisible';
}

let script: Promise<Turnstile> | undefined;

/**
 * Runs Cloudflare Turnstile. The widget is rendered into the page's `#clerk-captcha`, which stays empty unless the user
 * has to do something; the element's `data-cl-theme`, `data-cl-size` and `data-cl-language` are passed to the widget.
 * Without such an element, and on instances with only the invisible key, the widget is hidden.
 *
 * @param src URL of the widget's script
 * @throws {ClerkRuntimeError} `captcha_unavailable`; its message has the code that the widget reported
 */
export async function solveTurnstile(
  keys: TurnstileKeys,
  clock: Clock,
  src: string = TURNSTILE_SCRIPT,
): Promise<SolvedTurnstile> {
  const place =
    keys.smart === null
      ? null
      : (page.querySelector<HTMLElement>('dialog[open] #clerk-captcha') ?? page.getElementById('clerk-captcha'));
  const container = place ?? page.body.appendChild(hidden());
  let turnstile: Turnstile | undefined;
  let widget: string | undefined;
  try {
    const loaded = (turnstile = await load(src, clock));
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
          // True = handled: the widget does not write to the console.
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
    // A token can be used once: the next attempt needs a new widget.
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

function load(src: string, clock: Clock): Promise<Turnstile> {
  const present = ownGlobal('turnstile') as Turnstile | undefined;
  if (present) return Promise.resolve(present);
  // Once loaded, `window.turnstile` is found above. After a failure the next submit tries again.
  script ??= addWidget(src, clock).finally(() => {
    script = undefined;
  });
  return script;
}

async function addWidget(src: string, clock: Clock): Promise<Turnstile> {
  // It may have loaded nothing that is a widget.
  const problem = await addScript(src, 'clerk-captcha', clock, SCRIPT_LIMIT_MS).catch(({ message }: Error) => message);
  const turnstile = ownGlobal('turnstile') as Turnstile | undefined;
  if (turnstile) return turnstile;
  throw unavailable(problem === 'timeout' ? 'script timeout' : 'script');
}

function unavailable(reason: string): ClerkRuntimeError {
  return new ClerkRuntimeError('captcha_unavailable', `The bot check did not work (${reason}).`);
}
