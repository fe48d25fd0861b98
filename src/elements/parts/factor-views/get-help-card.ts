import { html, type TemplateResult } from 'lit';
import { card } from '../card.ts';
import { backLink, identityPreview } from '../identity-preview.ts';
import { outline } from '../icon.ts';
import type { FactorHost, FactorScreen } from './factor-screen.ts';

const MAIL = 'M2 3.75h12v8.5H2v-8.5Zm.25.5L8 8.75l5.75-4.5';

export interface GetHelpOptions extends Omit<FactorScreen, 'footer'> {
  /** What the user sees next after pressing Back. */
  back: 'another' | null;
}

/** Tells the user whom to ask when none of the methods works. */
export function getHelpCard(host: FactorHost, options: GetHelpOptions): TemplateResult {
  const { texts, identifier, edit, back } = options;
  const help = `${texts}.alternativeMethods.getHelp` as const;
  return card(host, {
    ...options,
    part: 'havingTrouble',
    title: host.t(`${help}.title`),
    subtitle: host.t(`${help}.${supportAddress(host) ? 'content' : 'contentWithoutSupport'}`),
    preview: identityPreview(host, identifier, edit),
    body: supportLink(host, texts),
    footer: backLink(host, () => host.choose(back)),
  });
}

/** The link that writes to the application's support; undefined where it has no address. */
export function supportLink(host: FactorHost, texts: FactorScreen['texts']): TemplateResult | undefined {
  const address = supportAddress(host);
  if (!address) return undefined;
  return html`<div class=${host.cl('alternativeMethods')}>
    <a class=${host.cl('alternativeMethodsBlockButton', 'support')} href="mailto:${address}">
      ${outline(MAIL)}<span class=${host.cl('alternativeMethodsBlockButtonText', 'support')} .textContent=${host.t(`${texts}.alternativeMethods.getHelp.blockButton__emailSupport`)}></span
      >
    </a>
    <p class=${host.cl('supportAddress')} .textContent=${address}></p>
  </div>`;
}

/** Returns the address in the application's own options, else the one of the instance. */
function supportAddress({ clerk, environment }: FactorHost): string {
  return clerk?.__internal_getOption('supportEmail') || environment?.display_config.support_email || '';
}
