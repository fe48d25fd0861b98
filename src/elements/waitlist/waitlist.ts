import { type TemplateResult, nothing } from 'lit';
import { absolute, address } from '../../client/platform/address.ts';
import { common } from '../../localization/en-us/common.ts';
import { waitlist } from '../../localization/en-us/waitlist.ts';
import type { TextKey } from '../../localization/types.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { properties } from '../base/properties.ts';
import { announceScreens } from '../controllers/announce-screens.ts';
import { FormController } from '../controllers/form-controller.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { card, footerAction } from '../parts/card.ts';
import { frame } from '../parts/frame.ts';
import { waitlistCard, type WaitlistHost } from '../parts/waitlist-card.ts';
import { formSheets } from '../styles/form-sheets.ts';
import widthSheet from '../styles/natural-width.css';
import { ClerkWaitlistJoinedEvent } from './joined-event.ts';

let isExplained = false;

/**
 * Lets visitors ask for an invitation, on instances with a waitlist. `<clerk-sign-up>` shows the same form there, for
 * visitors without an invitation.
 *
 * @summary Form of the waitlist.
 * @tag clerk-waitlist
 *
 * @attr {string} after-join-waitlist-url - Where to go after the address is on the list; the confirmation stays by default.
 * @attr {string} sign-in-url - Page with the sign-in form; default from the instance.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 * @attr {boolean} autofocus - Focuses the field when the element appears.
 *
 * @fires {ClerkWaitlistJoinedEvent} clerk-waitlist-joined - The address is on the list. Cancel the event to stay on the page.
 *
 * @example
 * <clerk-waitlist after-join-waitlist-url="/thanks"></clerk-waitlist>
 */
export class ClerkWaitlist extends ClerkElement implements WaitlistHost {
  static override properties = {
    ...properties<ClerkWaitlist>(['afterJoinWaitlistUrl', 'signInUrl']),
  };
  /** @internal */
  static override readonly component = 'waitlist';
  /** @internal */
  static override readonly sheets = [...formSheets, widthSheet];
  /** @internal */
  static override readonly texts = [common, waitlist];

  /** Where to go after the address is on the list; the confirmation stays by default. */
  declare afterJoinWaitlistUrl: string | undefined;
  /** Page with the sign-in form; default from the instance. */
  declare signInUrl: string | undefined;

  /** @internal */
  readonly form = new FormController(this, undefined, () => ['emailAddress']);
  readonly #state = new StoreController(
    this,
    ({ user, status, __internal_environment: environment }) => [environment, user, status] as const,
  );
  #joined = false;
  #emailAddress = initialAddress();

  constructor() {
    super();
    announceScreens(this);
  }

  /** @internal */
  get signInLink(): string {
    const display = this.environment?.display_config;
    return absolute(this.signInUrl || this.clerk?.__internal_getOption('signInUrl') || display?.sign_in_url || '/');
  }

  protected override render(): unknown {
    const [environment, user] = this.#state.value ?? [];
    if (!environment) return frame(this, 'waitlist');
    if (user && !this.#joined) {
      return this.#note('signedIn', 'waitlist.signedIn.subtitle', environment.display_config.home_url);
    }
    const { mode } = environment.user_settings.sign_up;
    if (mode !== 'waitlist' && !this.#joined) return this.#unavailable(mode);
    return waitlistCard(this, {
      joined: this.#joined,
      emailAddress: this.#emailAddress,
      pending: this.form.pending === 'join-waitlist',
      send: (emailAddress) => void this.#join(emailAddress.trim()),
    });
  }

  async #join(emailAddress: string): Promise<void> {
    const { clerk } = this;
    if (!clerk) return;
    this.#emailAddress = emailAddress;
    const isDone = await this.form.run('join-waitlist', () => clerk.joinWaitlist({ emailAddress }));
    if (!isDone) return void this.loadErrors();
    this.#joined = true;
    this.requestUpdate();
    const event = new ClerkWaitlistJoinedEvent(emailAddress);
    if (this.dispatchEvent(event) && this.afterJoinWaitlistUrl) void clerk.navigate(this.afterJoinWaitlistUrl);
  }

  #unavailable(mode: string): TemplateResult {
    if (!isExplained) {
      isExplained = true;
      console.error(
        'clerk-widgets: <clerk-waitlist> has nothing to show: the instance has no waitlist (signUp.mode of the server).',
      );
    }
    const isOpen = mode === 'public';
    const subtitle = isOpen ? 'waitlist.unavailable.subtitle' : 'waitlist.unavailable.subtitle__restricted';
    return this.#note('unavailable', subtitle, isOpen ? this.clerk?.buildSignUpUrl() : undefined);
  }

  /** Draws a card without a form. */
  #note(part: 'signedIn' | 'unavailable', subtitle: TextKey, href: string | undefined): TemplateResult {
    return card(this, {
      flow: 'waitlist',
      part,
      step: part,
      title: this.t(`waitlist.${part}.title`),
      subtitle: this.t(subtitle),
      body: nothing,
      footer: href && footerAction(this, 'waitlist', '', this.t(`waitlist.${part}.actionLink`), absolute(href)),
    });
  }
}

/** Reads the address that `buildWaitlistUrl({ initialValues })` puts into the URL. */
function initialAddress(): string | undefined {
  const query = address.hash.split('?')[1] ?? address.search;
  return new URLSearchParams(query).get('email_address') ?? undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-waitlist': ClerkWaitlist;
  }
}
