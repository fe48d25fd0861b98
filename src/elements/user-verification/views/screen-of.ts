import { html, type TemplateResult } from 'lit';
import { card } from '../../parts/card.ts';
import { alternativeMethodsCard } from '../../parts/factor-views/alternative-methods.ts';
import { getHelpCard, supportLink } from '../../parts/factor-views/get-help.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { ClerkUserVerification } from '../user-verification.ts';
import type { Verification } from '../verification.ts';
import { backupCode, device, type Draw, factorScreen, firstCode, password, secondCode } from './factors.ts';

/** The screen of each first factor. */
const FIRST: readonly [strategies: RegExp, draw: Draw][] = [
  [/^password$/, password],
  [/_code$/, firstCode],
  [/^(passkey|web3_.+)$/, device],
];

/** Draws what the dialog shows now. */
export function screenOf(host: ClerkUserVerification, verification: Verification): TemplateResult {
  const { factor, isSecond, isBegun } = verification;
  if (!isBegun) return failed(host);
  if (!factor) return noMethods(host);
  if (host.choosing === 'help') return getHelpCard(host, { ...factorScreen(host, verification), back: 'another' });
  if (host.choosing) return alternativeMethods(host, verification);
  const { strategy } = factor;
  if (isSecond) return (strategy === 'backup_code' ? backupCode : secondCode)(host, verification);
  const draw = FIRST.find(([strategies]) => strategies.test(strategy))?.[1] ?? alternativeMethods;
  return draw(host, verification);
}

function alternativeMethods(host: ClerkUserVerification, verification: Verification): TemplateResult {
  return alternativeMethodsCard(host, {
    ...factorScreen(host, verification),
    title: host.t('reverification.alternativeMethods.title'),
    subtitle: host.t('reverification.alternativeMethods.subtitle'),
    alternatives: verification.alternatives,
    choose: (factor) => void host.take(factor),
  });
}

/** The account has nothing that the user could confirm it with. */
function noMethods(host: ClerkUserVerification): TemplateResult {
  const text = (key: 'title' | 'subtitle' | 'message') => host.t(`reverification.noAvailableMethods.${key}`);
  const link = supportLink(host, 'reverification');
  return card(host, {
    flow: 'userVerification',
    part: 'noAvailableMethods',
    step: 'factor-one',
    title: text('title'),
    subtitle: text('subtitle'),
    body: link ?? html`<p .textContent=${text('message')}></p>`,
  });
}

/** The server did not say what is to be confirmed. */
function failed(host: ClerkUserVerification): TemplateResult {
  return card(host, {
    flow: 'userVerification',
    part: 'start',
    step: 'start',
    title: host.t('reverification.failed.title'),
    body: form(host, () => void host.begin(), primaryButton(host, host.t('reverification.failed.retryButton'), false)),
  });
}
