import { html, nothing, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';
import { avatar } from '../parts/avatar.ts';
import type { Person } from '../parts/person.ts';

/** What the panel shows as long as the menu is not there. */
const SKELETON = html`<div class="cl-userButtonSkeleton"><span></span><span></span><span></span></div>`;

/** The panel below the button, and what the button does. A list, because names would weigh more in the first load. */
export type ButtonPanel = readonly [
  /** The menu; false when it is not open. */
  menu: unknown,
  /** What the open panel shows as long as the menu is not there. */
  phase: 'loading' | 'missing' | false | undefined,
  /** Whether the menu is being loaded. */
  isLoading: boolean,
  load: () => void,
  clicked: () => void,
  toggled: (event: Event) => void,
];

/** Draws the button with the picture of the user, and the panel of its menu. */
export function button(
  host: ViewHost & { readonly showName: boolean | undefined },
  person: Person,
  [menu, phase, isLoading, load, clicked, toggled]: ButtonPanel,
): TemplateResult {
  const open = !!(menu || phase);
  const id = `${host.uid}-menu`;
  const name = host.showName
    ? html`<span class=${host.cl('userButtonOuterIdentifier')} .textContent=${person.name}></span>`
    : nothing;
  return html`<div class=${host.cl('userButtonBox', undefined, open && 'open')}>
    <button
      type="button"
      class=${host.cl('userButtonTrigger', undefined, open && 'open')}
      popovertarget=${id}
      aria-haspopup="dialog"
      aria-expanded=${open}
      @pointerenter=${load}
      @focus=${load}
      @click=${clicked}
    >
      ${name}<span class="cl-liveRegion" .textContent=${host.t('userButton.action__openUserMenu')}></span>
      ${avatar(host, { ...person, size: 's' })}
    </button>
    <section
      class="cl-userButton-root ${open ? host.cl('userButtonPopoverCard', undefined, 'open', phase) : ''}"
      id=${id}
      popover
      aria-busy=${phase === 'loading'}
      @beforetoggle=${toggled}
      @toggle=${toggled}
    >
      ${
        menu ||
        (phase === 'missing'
          ? html`<p class="cl-userButtonMissing" role="alert" .textContent=${host.t('userButton.menuMissing')}></p>
              <button
                type="button"
                class=${host.cl('userButtonPopoverActionButton', 'retry')}
                aria-busy=${isLoading}
                @click=${load}
                .textContent=${host.t('userButton.menuMissing__retry')}
              ></button>`
          : phase
            ? SKELETON
            : nothing)
      }
    </section>
  </div>`;
}

/** Draws the place of the button while nobody knows the user. */
export function waitingButton(host: ViewHost): TemplateResult {
  return html`<div class=${host.cl('userButtonBox', undefined, 'loading')}>
    <span class=${host.cl('userButtonTrigger')}><span class="cl-avatarBox cl-avatar__s"></span></span>
  </div>`;
}
