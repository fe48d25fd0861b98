import { html, nothing, type TemplateResult } from 'lit';
import { focusItem, menuKeys } from '../controllers/menu-keys.ts';
import { PopoverController } from '../controllers/popover-controller.ts';
import { positionPanel } from '../controllers/position-panel.ts';
import type { RowMenuItem } from './row-menu.ts';
import type { UserProfileHost } from './user-profile-host.ts';

/** The menus of rows. */
export class RowMenus {
  readonly #host: UserProfileHost;
  readonly #menus = new Map<string, PopoverController>();

  constructor(host: UserProfileHost) {
    this.#host = host;
  }

  /** Returns the menu with a panel, by the panel's id. */
  of(panel: string): PopoverController {
    const find = () => this.#host.renderRoot.querySelector<HTMLElement>(`[id="${panel}"]`);
    const menu =
      this.#menus.get(panel) ??
      new PopoverController(this.#host, {
        trigger: () => this.#host.renderRoot.querySelector<HTMLElement>(`[popovertarget="${panel}"]`),
        panel: find,
        place: positionPanel,
        opened: (node) => focusItem(node),
      });
    this.#menus.set(panel, menu);
    return menu;
  }

  /** Draws the panel of a menu; its entries while it is open. */
  draw(panel: string, label: string, items: readonly RowMenuItem[]): TemplateResult {
    const menu = this.of(panel);
    return html`<div
      class=${this.#host.cl('menuList', undefined, menu.open && 'open')}
      id=${panel}
      role="menu"
      aria-label=${label}
      popover
      @beforetoggle=${menu.onToggle}
      @toggle=${menu.onToggle}
      @keydown=${(event: KeyboardEvent) => menuKeys(event, () => menu.hide())}
    >
      ${menu.open ? items.map((item) => this.#entry(menu, item)) : nothing}
    </div>`;
  }

  #entry(menu: PopoverController, { id, label, isDangerous, run }: RowMenuItem): TemplateResult {
    const choose = () => {
      menu.hide();
      run();
    };
    return html`<button
      type="button"
      class="${this.#host.cl('menuItem', id)} ${isDangerous ? 'cl-danger' : ''}"
      role="menuitem"
      tabindex="-1"
      @click=${choose}
      .textContent=${label}
    ></button>`;
  }
}
