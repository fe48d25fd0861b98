import { html, nothing, type TemplateResult } from 'lit';
import { card } from '../../parts/card.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { outline } from '../../parts/outline.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { ClerkUserVerification } from '../user-verification.ts';
import type { Draw } from './codes.ts';

const BACK = 'M9.5 3.5 5 8l4.5 4.5';
const MAIL = 'M2 3.75h12v8.5H2v-8.5Zm.25.5L8 8.75l5.75-4.5';
const HELP = 'reverification.alternativeMethods.getHelp';
const NONE = 'reverification.noAvailableMethods';

/** Whom to ask when no method works. */
export const getHelp: Draw = (host, verification) =>
  card(host, {
    flow: 'userVerification',
    part: 'havingTrouble',
    step: verification.isSecond ? 'factor-two' : 'factor-one',
    title: host.t(`${HELP}.title`),
    subtitle: host.t(`${HELP}.${supportAddress(host) ? 'content' : 'contentWithoutSupport'}`),
    preview: identityPreview(host, verification.identifier),
    body: support(host),
    footer: backLink(host, 'another'),
  });

/** The account has nothing that it could be proven with. */
export function noMethods(host: ClerkUserVerification): TemplateResult {
  return card(host, {
    flow: 'userVerification',
    part: 'noAvailableMethods',
    step: 'factor-one',
    title: host.t(`${NONE}.title`),
    subtitle: host.t(`${NONE}.subtitle`),
    body: supportAddress(host) ? support(host) : html`<p .textContent=${host.t(`${NONE}.message`)}></p>`,
  });
}

/** The server did not say what is to be proven. */
export function failed(host: ClerkUserVerification): TemplateResult {
  return card(host, {
    flow: 'userVerification',
    part: 'start',
    step: 'start',
    title: host.t('reverification.failed.title'),
    body: form(host, () => void host.begin(), primaryButton(host, host.t('reverification.failed.retryButton'), false)),
  });
}

export function backLink(host: ClerkUserVerification, to: ClerkUserVerification['choosing']): TemplateResult {
  return html`<div class=${host.cl('footerAction', 'back')}>
    <button type="button" class=${host.cl('backLink')} @click=${() => host.choose(to)}>
      ${outline(BACK)}<span .textContent=${host.t('backButton')}></span>
    </button>
  </div>`;
}

function support(host: ClerkUserVerification): TemplateResult | typeof nothing {
  const address = supportAddress(host);
  if (!address) return nothing;
  return html`<div class=${host.cl('alternativeMethods')}>
    <a class=${host.cl('alternativeMethodsBlockButton', 'support')} href="mailto:${address}">
      ${outline(MAIL)}<span class=${host.cl('alternativeMethodsBlockButtonText', 'support')} .textContent=${host.t(`${HELP}.blockButton__emailSupport`)}></span
      >
    </a>
    <p class=${host.cl('supportAddress')} .textContent=${address}></p>
  </div>`;
}

/** The application's own address wins over that of the instance. */
function supportAddress({ clerk, environment }: ClerkUserVerification): string {
  return clerk?.__internal_getOption('supportEmail') || environment?.display_config.support_email || '';
}
