import { html, nothing, type TemplateResult } from 'lit';
import { outline, spinner } from '../parts/icon.ts';
import type { Place, UserProfileHost } from './user-profile-host.ts';

const DOTS = 'M3.5 8v.01M8 8v.01M12.5 8v.01';

/** An entry of the menu of a row. */
export interface RowMenuItem {
  /** Last part of the class names. */
  id: string;
  label: string;
  /** Marks an entry that takes something away. */
  isDangerous?: boolean;
  run(): void;
}

/**
 * Draws the button that opens the menu of a row, and the menu once its code is loaded.
 *
 * @param label what the menu is about, for assistive technology
 * @param items may be left out until `actions` are there
 */
export function rowMenu(
  host: UserProfileHost,
  { section, item = '' }: Place,
  label: string,
  items: readonly RowMenuItem[] = [],
): TemplateResult | typeof nothing {
  if (items.length === 0 && host.actions) return nothing;
  const panel = `${host.uid}-${section}-${item}`;
  const menu = host.actions?.menus.of(panel);
  return html`<div class=${host.cl('menu', section)}>
    <button
      type="button"
      class=${host.cl('menuButton', section, menu?.open && 'open')}
      aria-label="${host.t('userProfile.rowMenuButton')}: ${label}"
      aria-haspopup="menu"
      aria-expanded=${!!menu?.open}
      popovertarget=${panel}
      data-item=${item}
      @click=${menu ? menu.onClick : () => host.openMenu(panel)}
    >
      ${host.actions?.isCalling({ section, item }) ? spinner(host) : outline(DOTS)}
    </button>
    ${host.actions?.menus.draw(panel, label, items)}
  </div>`;
}
