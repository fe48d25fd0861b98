import { html, nothing, render } from 'lit';
import { native } from '../../../client/platform/native.ts';
import { estimateStrength } from '../../../client/password-strength/estimate-strength.ts';
import { strength } from '../../../localization/en-us/strength.ts';
import type { TextIn } from '../../../localization/types.ts';
import type { PasswordStrength } from '../../../protocol/password-strength.ts';
import type { FormHost } from '../../base/form-state.ts';
import sheet from '../../styles/strength.css';

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
 * Rates a new password when the user stops typing, and shows the result below the field: as a bar, and in words that
 * screen readers announce.
 *
 * @param box an element that holds nothing but the meter
 */
export function strengthMeter(host: FormHost, input: HTMLInputElement, box: HTMLElement): void {
  host.extend(EXTENSION);
  // Screen readers announce a text only in a live region that was there before it.
  if (input.value === '' || !box.firstElementChild) draw(host, box, undefined);
  host.state(TypingPause).after(() => {
    if (box.isConnected) draw(host, box, input.value === '' ? undefined : rate(host, input));
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

function draw(host: FormHost, box: HTMLElement, judged: PasswordStrength | undefined): void {
  box.classList.toggle('cl-open', judged !== undefined);
  const text = (key: TextIn<'unstable__errors.zxcvbn'>) => host.t(`unstable__errors.zxcvbn.${key}`);
  const minimum = host.environment?.user_settings.password_settings.min_zxcvbn_strength ?? 0;
  // 0 = below the minimum, 1 = could be stronger, 2 = good.
  const level = !judged ? 0 : judged.score < Math.max(minimum, 1) ? 0 : judged.score < 4 ? 1 : 2;
  const verdict = (['notEnough', 'couldBeStronger', 'goodPassword'] as const)[level];
  const advice =
    judged && level < 2
      ? [
          judged.warning && (`warnings.${judged.warning}` as const),
          judged.suggestions[0] && (`suggestions.${judged.suggestions[0]}` as const),
        ]
      : [];
  render(
    html`<div class="cl-strengthBox cl-strengthBox__${level}">
      <div class="cl-strengthBar" aria-hidden="true" ?hidden=${!judged}>
        ${[1, 2, 3, 4].map((part) => html`<span class=${judged && judged.score >= part ? 'cl-active' : ''}></span>`)}
      </div>
      <p class=${host.cl('strengthText')} role="status">
        ${judged ? html`<span .textContent=${text(verdict)}></span>${advice.map((key) => (key ? html` <span .textContent=${text(key)}></span>` : nothing))}` : nothing}
      </p>
    </div>`,
    box,
  );
}
