import { html, nothing, render } from 'lit';
import { native, page } from '../../../client/platform/native.ts';
import { estimateStrength } from '../../../client/password-strength/estimate-strength.ts';
import { strength } from '../../../localization/en-us/strength.ts';
import type { TextIn } from '../../../localization/types.ts';
import type { PasswordStrength } from '../../../protocol/password-strength.ts';
import type { FormHost } from '../../base/form-state.ts';
import sheet from '../../styles/strength.css';
import { meetsRules } from '../feedback/meets-rules.ts';

/** Milliseconds without a key after which the password is rated. */
const DEBOUNCE_MS = 200;
/** Shorter identifiers are parts of too many words. */
const SHORTEST_WORD = 3;
const EXTENSION = { sheets: [sheet], texts: [strength] };

/** Waits until the user stops typing. */
class TypingPause {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls back after the pause, unless it is called again before. */
  after(callback: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(callback, DEBOUNCE_MS);
  }
}

/**
 * Rates a new password when the user stops typing: in a bar beside the label, and in words that screen readers announce.
 * The words stand in the place of the hint, so nothing below them moves. As long as the password breaks a rule, the hint
 * says so instead.
 */
export function strengthMeter(host: FormHost, input: HTMLInputElement): void {
  host.extend(EXTENSION);
  const field = input.closest<HTMLElement>('.cl-formField');
  if (!field) return;
  // Screen readers announce a text only in a live region that was there before it.
  const isNew = !field.querySelector('.cl-strength');
  if (isNew || !meetsRules(host, input)) draw(host, field, undefined);
  host.state(TypingPause).after(() => {
    if (field.isConnected) draw(host, field, meetsRules(host, input) ? rate(host, input) : undefined);
  });
}

function rate(host: FormHost, input: HTMLInputElement): PasswordStrength {
  const others = [...(input.form ? native(input.form).elements : [])].filter(
    (each): each is HTMLInputElement => each instanceof HTMLInputElement && each.type !== 'password' && each !== input,
  );
  const typed = others.flatMap(({ value }) => [value, value.split('@')[0] ?? '']);
  const words = [...typed, host.environment?.display_config.application_name ?? ''];
  return estimateStrength(
    input.value,
    words.filter((word) => word.length >= SHORTEST_WORD),
  );
}

function draw(host: FormHost, field: HTMLElement, judged: PasswordStrength | undefined): void {
  const minimum = host.environment?.user_settings.password_settings.min_zxcvbn_strength ?? 0;
  // 0 = below the minimum, 1 = could be stronger, 2 = good.
  const level = !judged ? 0 : judged.score < Math.max(minimum, 1) ? 0 : judged.score < 4 ? 1 : 2;
  // The words of the hint are still there for assistive technology.
  field.classList.toggle('cl-judged', !!judged);
  render(
    html`<div class="cl-strengthBar cl-strengthBar__${level}" aria-hidden="true" ?hidden=${!judged}>
      ${[1, 2, 3, 4].map((part) => html`<span class=${judged && judged.score >= part ? 'cl-active' : ''}></span>`)}
    </div>`,
    boxIn(field.querySelector('.cl-formFieldLabelRow') ?? field),
  );
  render(
    html`<p class=${host.cl('strengthText')} role="status">
      ${judged ? wordsFor(judged, level).map((key) => html`<span .textContent=${host.t(`unstable__errors.zxcvbn.${key}`)}></span> `) : nothing}
    </p>`,
    boxIn(field),
  );
}

/** Returns the texts for a password. Together they fit one line: a reason says as much as the verdict. */
function wordsFor(
  { warning, suggestions: [suggestion] }: PasswordStrength,
  level: 0 | 1 | 2,
): TextIn<'unstable__errors.zxcvbn'>[] {
  if (level === 2) return ['goodPassword'];
  if (level === 1) return ['couldBeStronger'];
  if (warning) return [`warnings.${warning}`];
  return suggestion ? ['notEnough', `suggestions.${suggestion}`] : ['notEnough'];
}

/** Returns the box of the meter in a part of the field. */
function boxIn(parent: Element): HTMLElement {
  const known = parent.querySelector<HTMLElement>(':scope > .cl-strength');
  if (known) return known;
  const box = page.createElement('div');
  box.className = 'cl-strength';
  parent.append(box);
  return box;
}
