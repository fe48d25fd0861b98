import { html, nothing, type TemplateResult } from 'lit';
import { absolute } from '../../client/platform/address.ts';
import { menuKeys } from '../controllers/menu-keys.ts';
import { errorAlert } from '../parts/alert.ts';
import { outline, spinner } from '../parts/icon.ts';
import type { Person } from '../parts/person.ts';
import { isPlainClick } from '../parts/plain-click.ts';
import { personOfSession, userPreview } from '../parts/user-preview.ts';
import { icons, type MenuItem, menuItems } from './menu-items.ts';
import type { UserButtonHost } from './user-button-host.ts';

/** Draws the menu: the user, the actions, and the other accounts of this browser. */
export function popover(host: UserButtonHost, person: Person): TemplateResult {
  const { global } = host.actions.errors;
  const others = host.otherSessions;
  const preview = `${host.uid}-preview`;
  return html`<div class=${host.cl('userButtonPopoverMain')}>
    <div class=${host.cl('userButtonPopoverPreview')} id=${preview}>${userPreview(host, person, 'm')}</div>
    ${errorAlert(host, global)}
    <div
      class="cl-userButtonPopoverMenu"
      role="menu"
      aria-labelledby=${preview}
      @keydown=${(event: KeyboardEvent) => menuKeys(event, () => host.menu.hide())}
    >
      ${group(
        host,
        'active',
        menuItems(host).map((item) => action(host, item)),
      )}
      ${
        host.multiSession
          ? group(host, 'accounts', [
              ...others.map((session) =>
                entry(host, { id: 'switchSession', pending: session.id, run: () => host.switchTo(session) }, (busy) => [
                  userPreview(host, personOfSession(session), 's'),
                  busy ? spinner(host) : nothing,
                ]),
              ),
              action(host, {
                id: 'addAccount',
                label: host.t('userButton.action__addAccount'),
                icon: outline(icons.add),
                run: () => host.addAccount(),
              }),
            ])
          : nothing
      }
      ${
        others.length > 0
          ? group(host, 'all', [
              action(host, {
                id: 'signOutAll',
                label: host.t('userButton.action__signOutAll'),
                icon: outline(icons.signOut),
                run: () => host.signOut(true),
              }),
            ])
          : nothing
      }
    </div>
  </div>`;
}

function group(host: UserButtonHost, id: string, content: TemplateResult[]): TemplateResult {
  return html`<div class=${host.cl('userButtonPopoverActions', id)} role="none">${content}</div>`;
}

function action(host: UserButtonHost, { id, label, icon, href, run }: MenuItem): TemplateResult {
  return entry(host, { id, href, run }, (busy) => [
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
function entry(host: UserButtonHost, item: Entry, content: (busy: boolean) => unknown): TemplateResult {
  const { id, href, run } = item;
  const { pending } = host.actions;
  const busy = pending === (item.pending ?? id);
  const classes = host.cl('userButtonPopoverActionButton', id, busy && 'loading');
  if (href) {
    return html`<a class=${classes} role="menuitem" tabindex="-1" href=${absolute(href)} @click=${(event: MouseEvent) => runInstead(event, run)}>
      ${content(busy)}
    </a>`;
  }
  return html`<button
    type="button"
    class=${classes}
    role="menuitem"
    tabindex="-1"
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
