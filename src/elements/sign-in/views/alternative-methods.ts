import { html, nothing, type TemplateResult } from 'lit';
import type { FactorStep } from '../../../client/flows/types.ts';
import type { FirstFactor, SecondFactor } from '../../../client/resources/types.ts';
import { otherMethods } from '../../../localization/en-us/other-methods.ts';
import { waysIn } from '../../../localization/en-us/ways-in.ts';
import { alert } from '../../parts/alert.ts';
import { card } from '../../parts/card.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { outline } from '../../parts/outline.ts';
import { divider, socialButtons } from '../../parts/social-buttons.ts';
import social from '../../styles/social.css';
import type { ClerkSignIn } from '../sign-in.ts';
import { getHelp } from './get-help.ts';

type Factor = FirstFactor | SecondFactor;
export type AnyFactorStep = FactorStep<string, Factor>;

const BACK = 'M9.5 3.5 5 8l4.5 4.5';
const KEY = 'M10.75 9a3.25 3.25 0 1 0-3.1-2.25L2.5 11.9v1.6h2v-1.5H6v-1.5h1.2l.95-.95c.6.29 1.4.45 2.6-.55ZM11.5 5v.01';
const LOCK = 'M5 7V5a3 3 0 0 1 6 0v2M4 7h8v6.25H4V7Z';
const MAIL = 'M2 3.75h12v8.5H2v-8.5Zm.25.5L8 8.75l5.75-4.5';
const LINK =
  'M6.75 9.25a2.5 2.5 0 0 0 3.5 0l2.5-2.5a2.5 2.5 0 0 0-3.5-3.5l-1 1M9.25 6.75a2.5 2.5 0 0 0-3.5 0l-2.5 2.5a2.5 2.5 0 0 0 3.5 3.5l1-1';
const PHONE = 'M4.75 1.75h6.5v12.5h-6.5V1.75ZM7.5 12h1';
const CLOCK = 'M8 4.5V8l2.25 1.5M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0Z';
const LIST = 'M3 4.5h10M3 8h10M3 11.5h6';
const WALLET = 'M2 4.75h10.5a1.25 1.25 0 0 1 1.25 1.25v6.25H3.25A1.25 1.25 0 0 1 2 11V3.75L11 2v2.5M11 9v.01';

/** Text key and drawing of each strategy. */
const WAYS: readonly [strategies: RegExp, key: string, d: string][] = [
  [/^password$/, 'password', LOCK],
  [/^passkey$/, 'passkey', KEY],
  [/^email_code$/, 'emailCode', MAIL],
  [/^email_link$/, 'emailLink', LINK],
  [/^phone_code$/, 'phoneCode', PHONE],
  [/^totp$/, 'totp', CLOCK],
  [/^backup_code$/, 'backupCode', LIST],
  [/^web3_/, 'web3', WALLET],
];

/** The account's other ways to prove that it is you, and where to ask when none of them works. */
export const screen: DeferredScreen<ClerkSignIn, AnyFactorStep> = {
  sheets: [social],
  texts: [otherMethods, waysIn],
  draw: (host, step) => (host.choosing === 'help' ? getHelp(host, step) : methods(host, step)),
};

function methods(host: ClerkSignIn, step: AnyFactorStep): TemplateResult {
  const { global } = host.form.errors;
  const texts = host.choosing === 'forgot' ? 'forgotPasswordAlternativeMethods' : 'alternativeMethods';
  const take = (strategy: string) => host.form.submit({ type: 'method', strategy });
  // A second factor is one of the account's own; the first may be an account elsewhere.
  const buttons = step.name === 'factor-one' ? socialButtons(host, take, undefined) : nothing;
  const list = step.alternatives.map((factor) => method(host, factor));
  return card(host, {
    flow: 'signIn',
    part: 'alternativeMethods',
    step: step.name,
    title: host.t(`signIn.${texts}.title`),
    subtitle: host.t(`signIn.${texts}.subtitle`),
    preview: identityPreview(host, step.identifier, () => host.form.show('start')),
    body: html`${alert(host, global && host.errorText(global))}${buttons}${
      buttons !== nothing && list.length > 0 ? divider(host) : nothing
    }<div class=${host.cl('alternativeMethods')}>${list}</div>`,
    footer: html`<div class=${host.cl('footerAction', 'back')}>
        <button type="button" class=${host.cl('backLink')} @click=${() => host.choose(null)}>
          ${outline(BACK)}${host.t('backButton')}
        </button>
      </div>
      <div class=${host.cl('footerAction', 'havingTrouble')}>
        <span class=${host.cl('footerActionText')}>${host.t('signIn.alternativeMethods.actionText')}</span>
        <button type="button" class=${host.cl('footerActionLink', 'havingTrouble')} @click=${() => host.choose('help')}>
          ${host.t('signIn.alternativeMethods.actionLink')}
        </button>
      </div>`,
  });
}

function method(host: ClerkSignIn, factor: Factor): TemplateResult | typeof nothing {
  const [, key, d] = WAYS.find(([strategies]) => strategies.test(factor.strategy)) ?? [];
  if (!key || !d) return nothing;
  const identifier = 'safeIdentifier' in factor ? factor.safeIdentifier : '';
  const label = host.t(`signIn.alternativeMethods.blockButton__${key}`, { identifier });
  return html`<button
    type="button"
    class=${host.cl('alternativeMethodsBlockButton', factor.strategy)}
    title=${label}
    @click=${() => host.take(factor)}
  >
    ${outline(d)}<span class=${host.cl('alternativeMethodsBlockButtonText', factor.strategy)}>${label}</span>
  </button>`;
}
