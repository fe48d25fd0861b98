import { html, type TemplateResult } from 'lit';
import { absolute } from '../base/absolute.ts';
import type { ClerkElement } from '../base/clerk-element.ts';

export interface AvatarOptions {
  userId: string;
  /** Used when `hasImage`. */
  imageUrl?: string | undefined;
  hasImage?: boolean | undefined;
  /** Name or identifier that the initials come from. */
  name: string;
  /** 28 in a button, 40 in a menu, 64 in the profile. */
  size: 's' | 'm' | 'l';
}

/** A picture, or initials on a colour that belongs to the user. It is decoration: a name stands beside it. */
export function avatar(host: ClerkElement, options: AvatarOptions): TemplateResult {
  const { userId, imageUrl, hasImage, name, size } = options;
  const shown = hasImage && imageUrl && isSafeImage(imageUrl);
  return html`<span
    class="${host.cl('avatarBox')} cl-avatar__${size} cl-hue__${hueOf(userId)}"
    aria-hidden="true"
    translate="no"
    >${shown ? html`<img class=${host.cl('avatarImage')} src=${absolute(imageUrl)} alt="" />` : initialsOf(name)}</span
  >`;
}

/** Which of twelve hues, all with at least 4.5:1 under white, belongs to an id. */
function hueOf(userId: string): number {
  let sum = 0;
  for (const char of userId) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return sum % 12;
}

function initialsOf(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** Avatars come over https or from the page's own origin; nothing else is asked for. */
function isSafeImage(url: string): boolean {
  try {
    const { protocol, origin } = new URL(url, location.href);
    return protocol === 'https:' || origin === location.origin;
  } catch {
    return false;
  }
}
