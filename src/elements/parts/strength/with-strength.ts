import { html } from 'lit';
import type { FormHost } from '../../base/form-state.ts';

/**
 * Draws a field for a new password, with a strength meter below it if the instance shows one. The meter and its word
 * lists are loaded at the first key, and not at all for users who save data.
 *
 * @param content the field
 */
export function withStrength(host: FormHost, content: unknown): unknown {
  if (!host.environment?.user_settings.password_settings.show_zxcvbn) return content;
  return html`<div @input=${(event: Event) => measure(host, event)}>
    ${content}
    <div class="cl-strength"></div>
  </div>`;
}

async function measure(host: FormHost, { currentTarget, target }: Event): Promise<void> {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData || !(target instanceof HTMLInputElement)) return;
  // `currentTarget` is null once the event has been dispatched.
  const box = (currentTarget as Element).lastElementChild as HTMLElement;
  try {
    const { strengthMeter } = await import('./strength-meter.ts');
    strengthMeter(host, target, box);
  } catch {
    // Without the meter, the server still rates the password.
  }
}
