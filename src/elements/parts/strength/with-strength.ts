import { html } from 'lit';
import type { FormHost } from '../../base/form-state.ts';

/**
 * A field for a NEW password, with a meter below it where the instance shows one. The meter and its word lists are
 * fetched at the first key; until then, and for visitors who save data, there is nothing.
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
  // Gone once the event is over.
  const box = (currentTarget as Element).lastElementChild as HTMLElement;
  try {
    const { showStrength } = await import('./strength-meter.ts');
    showStrength(host, target, box);
  } catch {
    // A meter that cannot be fetched is no reason to bother anybody: the server judges all the same.
  }
}
