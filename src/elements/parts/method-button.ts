import { html, nothing, type TemplateResult } from 'lit';
import type { FirstFactor, SecondFactor } from '../../client/resources/types/factors.ts';
import type { TextIn, TextKey } from '../../localization/types.ts';
import type { ViewHost } from '../base/view-host.ts';
import { isolated } from './language-of.ts';
import { outline } from './icon.ts';

const KEY = 'M10.75 9a3.25 3.25 0 1 0-3.1-2.25L2.5 11.9v1.6h2v-1.5H6v-1.5h1.2l.95-.95c.6.29 1.4.45 2.6-.55ZM11.5 5v.01';
const LOCK = 'M5 7V5a3 3 0 0 1 6 0v2M4 7h8v6.25H4V7Z';
const MAIL = 'M2 3.75h12v8.5H2v-8.5Zm.25.5L8 8.75l5.75-4.5';
const LINK =
  'M6.75 9.25a2.5 2.5 0 0 0 3.5 0l2.5-2.5a2.5 2.5 0 0 0-3.5-3.5l-1 1M9.25 6.75a2.5 2.5 0 0 0-3.5 0l-2.5 2.5a2.5 2.5 0 0 0 3.5 3.5l1-1';
const PHONE = 'M4.75 1.75h6.5v12.5h-6.5V1.75ZM7.5 12h1';
const CLOCK = 'M8 4.5V8l2.25 1.5M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0Z';
const LIST = 'M3 4.5h10M3 8h10M3 11.5h6';
const WALLET = 'M2 4.75h10.5a1.25 1.25 0 0 1 1.25 1.25v6.25H3.25A1.25 1.25 0 0 1 2 11V3.75L11 2v2.5M11 9v.01';

type Button = TextIn<`signIn.${'alternativeMethods' | 'forgotPasswordAlternativeMethods'}`> & `blockButton__${string}`;

/** The text and icon of each strategy. */
const METHODS: readonly [strategies: RegExp, key: Button, d: string][] = [
  [/^password$/, 'blockButton__password', LOCK],
  [/^passkey$/, 'blockButton__passkey', KEY],
  [/^email_code$/, 'blockButton__emailCode', MAIL],
  [/^email_link$/, 'blockButton__emailLink', LINK],
  [/^phone_code$/, 'blockButton__phoneCode', PHONE],
  [/^totp$/, 'blockButton__totp', CLOCK],
  [/^backup_code$/, 'blockButton__backupCode', LIST],
  [/^web3_/, 'blockButton__web3', WALLET],
  [/^reset_password_email/, 'blockButton__resetPassword', MAIL],
  [/^reset_password_phone/, 'blockButton__resetPassword', PHONE],
];

/**
 * Draws a button for a factor of the account; nothing for a factor without a view.
 *
 * @param group of the texts, such as `signIn`
 */
export function methodButton(
  host: ViewHost,
  factor: FirstFactor | SecondFactor,
  group: 'signIn' | 'reverification',
  choose: () => void,
): TemplateResult | typeof nothing {
  const [, key, d] = METHODS.find(([strategies]) => strategies.test(factor.strategy)) ?? [];
  if (!key || !d) return nothing;
  const identifier = 'safeIdentifier' in factor ? isolated(host, factor.safeIdentifier) : '';
  const texts = key === 'blockButton__resetPassword' ? 'forgotPasswordAlternativeMethods' : 'alternativeMethods';
  // Not checked by type: a reverification has no texts for mailed links and resets, because it never offers them.
  const label = host.t(`${group}.${texts}.${key}` as TextKey, { identifier });
  return html`<button
    type="button"
    class=${host.cl('alternativeMethodsBlockButton', factor.strategy)}
    title=${label}
    @click=${choose}
  >
    ${outline(d)}<span class=${host.cl('alternativeMethodsBlockButtonText', factor.strategy)} .textContent=${label}></span>
  </button>`;
}
