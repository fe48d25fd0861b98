import { html, type TemplateResult } from 'lit';
import { absolute } from '../../client/platform/address.ts';
import { followLink } from '../parts/follow-link.ts';
import { outline } from '../parts/icon.ts';
import { icons } from './icons.ts';
import type { Page, UserProfileHost } from './user-profile-host.ts';

/** Draws the list of pages at the side. Where there is little room, a button opens the list as a sheet. */
export function navbar(host: UserProfileHost, pages: readonly Page[], current: Page | undefined): TemplateResult {
  const { sheet, uid } = host;
  const title = host.t('userProfile.navbar.title');
  return html`<div class=${host.cl('navbarMobileMenuRow')}>
      <button
        type="button"
        class=${host.cl('navbarMobileMenuButton')}
        popovertarget="${uid}-nav"
        aria-expanded=${sheet.open}
        @click=${sheet.onClick}
      >
        ${outline(icons.menu)}<span .textContent=${host.t('userProfile.mobileButton__menu')}></span>
      </button>
    </div>
    <nav
      class=${host.cl('navbar', undefined, sheet.open && 'open')}
      id="${uid}-nav"
      aria-label=${title}
      popover
      @beforetoggle=${sheet.onToggle}
      @toggle=${sheet.onToggle}
    >
      <p class=${host.cl('navbarTitle')} aria-hidden="true" .textContent=${title}></p>
      <div class=${host.cl('navbarButtons')}>${pages.map((page) => button(host, page, page === current))}</div>
    </nav>`;
}

function button(host: UserProfileHost, page: Page, current: boolean): TemplateResult {
  const { id, href, icon, label } = page;
  const classes = host.cl('navbarButton', id, current && 'active');
  const content = html`<span class=${host.cl('navbarButtonIcon', id)}>${icon}</span><span .textContent=${label}></span>`;
  if (href) {
    return html`<a class=${classes} href=${absolute(href)} @click=${(event: MouseEvent) => followLink(host, event)}>${content}</a>`;
  }
  return html`<button type="button" class=${classes} aria-current=${current ? 'page' : 'false'} @click=${() => host.go(page)}>
    ${content}
  </button>`;
}
