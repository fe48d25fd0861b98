import { html, type TemplateResult } from 'lit';
import type {
  ReverificationFactorStep,
  ReverificationStep,
} from '../../../client/flows/reverification/reverification-flow.ts';
import { card } from '../../parts/card.ts';
import { alternativeMethodsCard } from '../../parts/factor-views/alternative-methods-card.ts';
import { getHelpCard, supportLink } from '../../parts/factor-views/get-help-card.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { VerificationHost } from '../verification-host.ts';
import { backupCode, device, type Draw, factorScreen, firstCode, password, secondCode } from './factors.ts';

/** The screen of each first factor. */
const FIRST: readonly [strategies: RegExp, draw: Draw][] = [
  [/^password$/, password],
  [/_code$/, firstCode],
  [/^(passkey|web3_.+)$/, device],
];

/** Draws a step, or what the user chose to see in place of its factor. */
export function screenOf(host: VerificationHost, step: ReverificationStep): TemplateResult {
  if (step.name === 'no-factors') return noMethods(host);
  if (!('factor' in step)) return failed(host);
  if (host.choosing === 'help') return getHelpCard(host, { ...factorScreen(host, step), back: 'another' });
  if (host.choosing) return alternativeMethods(host, step);
  const { strategy } = step.factor;
  if (step.name === 'factor-two') return (strategy === 'backup_code' ? backupCode : secondCode)(host, step);
  const draw = FIRST.find(([strategies]) => strategies.test(strategy))?.[1] ?? alternativeMethods;
  return draw(host, step);
}

function alternativeMethods(host: VerificationHost, step: ReverificationFactorStep): TemplateResult {
  return alternativeMethodsCard(host, {
    ...factorScreen(host, step),
    title: host.t('reverification.alternativeMethods.title'),
    subtitle: host.t('reverification.alternativeMethods.subtitle'),
    alternatives: step.alternatives,
    choose: (factor) => void host.form.submit({ type: 'choose-factor', factor }),
  });
}

/** The account has nothing that the user could confirm it with. */
function noMethods(host: VerificationHost): TemplateResult {
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
function failed(host: VerificationHost): TemplateResult {
  return card(host, {
    flow: 'userVerification',
    part: 'start',
    step: 'start',
    title: host.t('reverification.failed.title'),
    body: form(
      host,
      () => void host.form.submit({ type: 'start' }),
      primaryButton(host, host.t('reverification.failed.retryButton'), false),
    ),
  });
}
