import { nothing, type TemplateResult } from 'lit';
import type { TextIn } from '../../../localization/types.ts';
import { card, footerAction } from '../../parts/card.ts';
import type { SignUpHost } from '../sign-up-host.ts';

/** Tells the user that the instance accepts no new accounts. */
export function restricted(host: SignUpHost): TemplateResult {
  const text = (key: TextIn<'signUp.restrictedAccess'>) => host.t(`signUp.restrictedAccess.${key}`);
  return card(host, {
    flow: 'signUp',
    part: 'restrictedAccess',
    step: 'start',
    title: text('title'),
    subtitle: text('subtitle'),
    body: nothing,
    footer: footerAction(host, 'signUp', text('actionText'), text('actionLink'), host.signInLink),
  });
}
