import { html, type TemplateResult } from 'lit';
import { asciiDigits } from '../../../protocol/ascii-digits.ts';
import { card } from '../card.ts';
import { field } from '../field.ts';
import { form } from '../form.ts';
import { identityPreview } from '../identity-preview.ts';
import { primaryButton } from '../primary-button.ts';
import type { FactorHost, FactorScreen } from './factor-screen.ts';

export interface BackupCodeOptions extends FactorScreen {
  submit(code: string): void;
}

/** Asks for one of the account's backup codes. */
export function backupCodeCard(host: FactorHost, options: BackupCodeOptions): TemplateResult {
  const { texts, identifier, edit, submit } = options;
  return card(host, {
    ...options,
    part: 'backupCode',
    title: host.t(`${texts}.backupCodeMfa.title`),
    subtitle: host.t(`${texts}.backupCodeMfa.subtitle`),
    preview: identityPreview(host, identifier, edit),
    body: form(
      host,
      ({ code = '' }) => submit(plainCode(code)),
      html`${field(host, {
        name: 'code',
        param: 'backup_code',
        label: host.t('formFieldLabel__backupCode'),
        // Nothing fills these in: password managers keep them in notes, and no message brings them.
        autocomplete: 'off',
      })}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'code')}`,
    ),
  });
}

/** Returns a code as it was printed, whatever width or script its letters and digits were typed in. */
function plainCode(typed: string): string {
  return asciiDigits(typed.normalize('NFKC')).trim();
}
