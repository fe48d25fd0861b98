import { html, nothing, type TemplateResult } from 'lit';
import type { SessionResource } from '../../../client/resources/types/session.ts';
import { accountSwitcher } from '../../../localization/en-us/account-switcher.ts';
import type { TextIn } from '../../../localization/types.ts';
import { errorAlert } from '../../parts/alert.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { outline, spinner } from '../../parts/icon.ts';
import { personOfSession, userPreview } from '../../parts/user-preview.ts';
import sheet from '../../styles/account-switcher.css';
import avatar from '../../styles/avatar.css';
import preview from '../../styles/user-preview.css';
import type { SignInHost, Step } from '../sign-in-host.ts';

type ChooseStep = Step<'choose'>;

const PLUS = 'M8 3.5v9M3.5 8h9';

/** Lets the user choose one of the accounts that are signed in. */
export const choose: DeferredView<SignInHost, ChooseStep> = {
  sheets: [avatar, preview, sheet],
  texts: [accountSwitcher],
  draw(host, step) {
    const text = (key: TextIn<'signIn.accountSwitcher'>) => host.t(`signIn.accountSwitcher.${key}`);
    const { global } = host.form.errors;
    // Accounts that have signed out since, here or in another tab, are left out.
    const sessions = host.clerk?.client?.signedInSessions ?? step.sessions;
    return card(host, {
      flow: 'signIn',
      part: 'accountSwitcher',
      step: step.name,
      title: text('title'),
      subtitle: text('subtitle'),
      body: html`${errorAlert(host, global)}
        <div class=${host.cl('accountSwitcherList')}>
          ${sessions.map((session) => account(host, session))}
          <button type="button" class=${host.cl('accountSwitcherActionButton', 'addAccount')} @click=${() => host.form.goTo('start')}>
            ${outline(PLUS)}<span .textContent=${text('action__addAccount')}></span>
          </button>
        </div>`,
      footer: html`<div class=${host.cl('footerAction', 'signOutAll')}>
        <button type="button" class=${host.cl('footerActionLink', 'signOutAll')} @click=${() => host.clerk?.signOut()} .textContent=${text('action__signOutAll')}></button>
      </div>`,
    });
  },
};

function account(host: SignInHost, session: SessionResource): TemplateResult {
  const { form } = host;
  const pick = () => {
    form.chosen = session.id;
    form.submit({ type: 'choose-session', sessionId: session.id });
  };
  const isPending = form.pending === 'choose-session' && form.chosen === session.id;
  return html`<button type="button" class=${host.cl('accountSwitcherButton', undefined, isPending && 'loading')} @click=${pick}>
    ${userPreview(host, personOfSession(session), 'm')}${isPending ? spinner(host) : nothing}
  </button>`;
}
