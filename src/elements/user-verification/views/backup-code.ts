import { html } from 'lit';
import { card } from '../../parts/card.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { plainCode } from '../../parts/plain-code.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { Draw } from './codes.ts';
import { useAnotherMethod } from './use-another-method.ts';

/** One of the codes that were kept for this day. */
export const backupCode: Draw = (host, verification) =>
  card(host, {
    flow: 'userVerification',
    part: 'backupCode',
    step: 'factor-two',
    title: host.t('reverification.backupCodeMfa.title'),
    subtitle: host.t('reverification.backupCodeMfa.subtitle'),
    preview: identityPreview(host, verification.identifier),
    footer: useAnotherMethod(host, verification),
    body: form(
      host,
      ({ code = '' }) => void host.prove({ code: plainCode(code) }),
      html`${field(host, { name: 'code', label: host.t('formFieldLabel__backupCode'), autocomplete: 'off' })}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'code')}`,
    ),
  });
