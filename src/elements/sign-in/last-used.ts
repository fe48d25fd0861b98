import type { ReactiveController } from 'lit';
import { page } from '../../client/platform/native.ts';
import type { ViewHost } from '../base/view-host.ts';

/**
 * Marks the field for the identifier when this browser signed in last with what begins there: the password, or a code or
 * link. The client tells, so the mark comes after the first screen, into the free end of the label's line.
 */
export function markLastUsed(host: ViewHost): void {
  host.state(LastUsed);
}

class LastUsed implements ReactiveController {
  readonly #host: ViewHost;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const { clerk, renderRoot } = this.#host;
    const input = renderRoot.querySelector<HTMLInputElement>('.cl-signIn-start input[name=identifier]');
    const label = input?.labels?.[0];
    if (!input || !label) return;
    const isLast = isOf(clerk?.client?.lastAuthenticationStrategy, input.type === 'tel');
    const shown = label.parentElement?.querySelector<HTMLElement>('.cl-lastUsed');
    if (shown) shown.hidden = !isLast;
    else if (isLast) label.after(this.#mark(input));
  }

  #mark(input: HTMLInputElement): HTMLElement {
    const host = this.#host;
    const box = page.createElement('span');
    const badge = page.createElement('span');
    box.className = 'cl-lastUsed';
    badge.className = `${host.cl('badge')} ${host.cl('lastAuthenticationStrategyBadge')}`;
    badge.id = `${input.id}-last-used`;
    badge.textContent = host.t('lastAuthenticationStrategy');
    box.append(badge);
    input.setAttribute('aria-describedby', `${input.getAttribute('aria-describedby')} ${badge.id}`);
    return box;
  }
}

/** Returns whether a strategy begins with the identifier in the field. */
function isOf(strategy: string | null | undefined, isPhone: boolean): boolean {
  return strategy === 'password' || !!strategy?.startsWith(isPhone ? 'phone_' : 'email_');
}
