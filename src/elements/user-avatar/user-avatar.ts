import { html, nothing, type TemplateResult } from 'lit';
import { absolute } from '../../client/platform/address.ts';
import type { UserResource } from '../../client/resources/types/user.ts';
import { hueOf, initialsOf } from '../../protocol/initials.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { hasSessionCookie } from '../base/has-session-cookie.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { isSafeImage } from '../parts/avatar.ts';
import { type Person, personOf, personOfJSON } from '../parts/person.ts';
import { picture } from '../parts/picture.ts';
import avatarSheet from '../styles/avatar.css';
import sheet from './user-avatar.css';

/**
 * Shows the picture of the signed-in user, or the initials if there is none or it cannot be loaded. Renders nothing when no
 * user is signed in.
 *
 * Assistive technology reads the name of the user. Where the page says the name beside it, write
 * `<clerk-user-avatar aria-hidden="true">`.
 *
 * @summary Picture of the signed-in user.
 * @tag clerk-user-avatar
 *
 * @attr {boolean} [rounded=true] - A circle; `"false"` for a square with round corners.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 *
 * @cssproperty --clerk-user-avatar-size - Width and height; 28px by default.
 */
export class ClerkUserAvatar extends ClerkElement {
  static override properties = {
    rounded: { converter: (text: string | null) => text !== 'false' },
  };
  /** @internal */
  static override readonly component = 'userAvatar';
  /** @internal */
  static override readonly sheets = [...ClerkElement.sheets, avatarSheet, sheet];

  /** A circle, by default; false for a square with round corners. */
  declare rounded: boolean | undefined;

  /** @internal */
  readonly store = new StoreController(this, (clerk) => [
    clerk.user,
    clerk.client,
    clerk.__internal_incoming,
    clerk.status,
    clerk.__internal_getOption('appearance'),
  ]);
  #user: UserResource | null | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { clerk } = this;
    // While the session changes there is no user for a moment: the last one stays on the screen.
    if (clerk?.client && clerk.user !== undefined) this.#user = clerk.user;
    const incoming = clerk?.status === 'loading' && !clerk.client && clerk.__internal_incoming?.user;
    const person = this.#user ? personOf(this.#user) : incoming && personOfJSON(incoming);
    if (person) return this.#picture(person);
    const isWaiting = this.#user === undefined && clerk?.status !== 'error' && hasSessionCookie();
    return isWaiting ? html`<span class="${this.cl('avatarBox', undefined, 'loading')} ${this.#box}"></span>` : nothing;
  }

  #picture({ userId, imageUrl, hasImage, name }: Person): TemplateResult {
    const initials = html`<span role="img" aria-label=${name}>${initialsOf(name) || '?'}</span>`;
    const classes = `${this.cl('avatarImage')} ${this.cl('userAvatarImage')}`;
    return html`<span
      class="${this.cl('avatarBox')} ${this.#box} cl-hue__${hueOf(userId)}"
      translate="no"
      >${hasImage && isSafeImage(imageUrl) ? picture(classes, absolute(imageUrl), initials, name) : initials}</span
    >`;
  }

  get #box(): string {
    return this.cl('userAvatarBox') + (this.rounded === false ? ' cl-avatar__square' : '');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-user-avatar': ClerkUserAvatar;
  }
}
