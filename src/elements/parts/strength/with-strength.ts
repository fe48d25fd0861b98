import { html } from 'lit';
import type { FormHost } from '../../base/form-state.ts';

/**
 * Draws a field for a new password, with a strength meter if the instance shows one. The meter and its word lists are
 * loaded at the first key, and not at all for users who save data.
 *
 * @param content the field
 */
export function withStrength(host: FormHost, content: unknown): unknown {
  if (!host.environment?.user_settings.password_settings.show_zxcvbn) return content;
  return html`<div @input=${({ target }: Event) => measure(host, target)}>${content}</div>`;
}

async function measure(host: FormHost, input: EventTarget | null): Promise<void> {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData || !(input instanceof HTMLInputElement)) return;
  try {
    (await import('./strength-meter.ts')).strengthMeter(host, input);
  } catch {
    // Without the meter, the server still rates the password.
  }
}
