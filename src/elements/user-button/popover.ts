import { html, nothing, type TemplateResult } from 'lit';
import { absolute } from '../../client/platform/address.ts';
import type { ViewHost } from '../base/view-host.ts';
import { menuKeys } from '../controllers/menu-keys.ts';
import { errorAlert } from '../parts/alert.ts';
import { outline, spinner } from '../parts/icon.ts';
import type { Person } from '../parts/person.ts';
import { isPlainClick } from '../parts/follow-link.ts';
import { personOfAccount, personOfSession, userPreview } from '../parts/user-preview.ts';
import type { RememberedAccount } from '../../client/session/remembered-accounts.ts';
import { icons, type MenuItem, menuItems } from './menu-items.ts';
import type { UserMenu } from './user-menu.ts';

/** Draws the menu: the user, the actions, and the other accounts of this browser. */
export function popover(menu: UserMenu, person: Person): TemplateResult {
  const { host, otherSessions: others } = menu;
  const { global } = menu.actions.errors;
  const preview = `${host.uid}-preview`;
  return html`<div class=${host.cl('userButtonPopoverMain')} role="dialog" aria-labelledby=${preview}>
    <div class=${host.cl('userButtonPopoverPreview')} id=${preview}>${userPreview(host, person, 'm')}</div>
    ${errorAlert(host, global)}
    <div class="cl-userButtonPopoverMenu" @keydown=${(event: KeyboardEvent) => menuKeys(event, () => menu.panel.hide())}>
      ${group(
        host,
        'active',
        menuItems(menu).map((item) => action(menu, item)),
      )}
      ${
        // Not before all accounts are known: none may push an item away from the pointer.
        menu.multiSession && host.clerk?.client
          ? group(host, 'accounts', [
              ...others.map((session) =>
                entry(menu, { id: 'switchSession', pending: session.id, run: () => menu.switchTo(session) }, (busy) => [
                  userPreview(host, personOfSession(session), 's'),
                  busy ? spinner(host) : nothing,
                ]),
              ),
              ...menu.remembered.list().map((account) => remembered(menu, account)),
              action(menu, {
                id: 'addAccount',
                label: host.t('userButton.action__addAccount'),
                icon: outline(icons.add),
                run: () => menu.addAccount(),
              }),
            ])
          : nothing
      }
      ${
        others.length > 0
          ? group(host, 'all', [
              action(menu, {
                id: 'signOutAll',
                label: host.t('userButton.action__signOutAll'),
                icon: outline(icons.signOut),
                run: () => menu.signOut(true),
              }),
            ])
          : nothing
      }
    </div>
  </div>`;
}

function group(host: ViewHost, id: string, content: TemplateResult[]): TemplateResult {
  return html`<div class=${host.cl('userButtonPopoverActions', id)}>${content}</div>`;
}

/** Draws an account that has signed out in this browser, and a button that removes it from the list. */
function remembered(menu: UserMenu, account: RememberedAccount): TemplateResult {
  const { host } = menu;
  const { identifier } = account;
  const remove = host.t('userButton.action__removeAccount', { identifier });
  return html`<div class=${host.cl('userButtonPopoverAccount', 'signedOut')}>
    ${entry(menu, { id: 'signedOutAccount', run: () => menu.addAccount(account) }, () => [
      userPreview(host, personOfAccount(account), 's'),
      html`<span class=${host.cl('userButtonPopoverSignedOut')} .textContent=${host.t('userButton.badge__signedOut')}></span>`,
    ])}
    <button
      type="button"
      class=${host.cl('userButtonPopoverRemoveButton')}
      aria-label=${remove}
      title=${host.t('userButton.action__removeAccount__short')}
      @click=${() => menu.forget(account)}
    >
      ${outline(icons.remove)}
    </button>
  </div>`;
}

function action(menu: UserMenu, { id, label, icon, href, run }: MenuItem): TemplateResult {
  const { host } = menu;
  return entry(menu, { id, href, run }, (busy) => [
    html`<span class=${host.cl('userButtonPopoverActionButtonIconBox', id)}>${busy ? spinner(host) : icon}</span>`,
    html`<span class=${host.cl('userButtonPopoverActionButtonText', id)} .textContent=${label}></span>`,
  ]);
}

interface Entry {
  id: string;
  href?: string | undefined;
  /** Name of the action while it is pending; default `id`. */
  pending?: string;
  run(): void;
}

/** Draws an item: as a link if it leads to a page, so that users can open it in another tab, otherwise as a button. */
function entry(menu: UserMenu, item: Entry, content: (busy: boolean) => unknown): TemplateResult {
  const { id, href, run } = item;
  const { host } = menu;
  const { pending } = menu.actions;
  const busy = pending === (item.pending ?? id);
  const classes = host.cl('userButtonPopoverActionButton', id, busy && 'loading');
  if (href) {
    return html`<a class=${classes} role="button" href=${absolute(href)} @click=${(event: MouseEvent) => runInstead(event, run)}>
      ${content(busy)}
    </a>`;
  }
  return html`<button
    type="button"
    class=${classes}
    aria-disabled=${pending ? 'true' : nothing}
    aria-busy=${busy ? 'true' : nothing}
    @click=${() => pending || run()}
  >
    ${content(busy)}
  </button>`;
}

/** Runs an item instead of following its link, unless the user asked for a new tab or window. */
function runInstead(event: MouseEvent, run: () => void): void {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  run();
}
