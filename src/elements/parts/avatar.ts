import { html, type TemplateResult } from 'lit';
import { absolute, address } from '../../client/platform/address.ts';
import { hueOf, initialsOf } from '../../protocol/initials.ts';
import type { ViewHost } from '../base/view-host.ts';
import { picture } from './picture.ts';

export interface AvatarOptions {
  userId: string;
  /** Shown if `hasImage`. */
  imageUrl?: string | undefined;
  hasImage?: boolean | undefined;
  /** Name or identifier. Its initials replace a missing picture. */
  name: string;
  /** 28 px in a button, 40 px in a menu, 64 px in the profile. */
  size: 's' | 'm' | 'l';
}

/** Renders the user's picture, or initials on the user's color. The name next to it is for assistive technology. */
export function avatar(host: ViewHost, options: AvatarOptions): TemplateResult {
  const { userId, imageUrl, hasImage, name, size } = options;
  const shown = hasImage && imageUrl && isSafeImage(imageUrl);
  const initials = initialsOf(name) || '?';
  return html`<span
    class="${host.cl('avatarBox')} cl-avatar__${size} cl-hue__${hueOf(userId)}"
    aria-hidden="true"
    translate="no"
    >${shown ? picture(host.cl('avatarImage'), absolute(imageUrl), initials) : initials}</span
  >`;
}

/** Returns whether a picture comes over HTTPS or from the page's origin. The browser requests no other picture. */
export function isSafeImage(url: string): boolean {
  try {
    const { protocol, origin } = new URL(absolute(url));
    return protocol === 'https:' || origin === address.origin;
  } catch {
    return false;
  }
}
