import { absolute, address } from '../../../client/platform/address.ts';
import { complain } from './complain.ts';
import type { Appearance } from './types.ts';

const SWITCH = [true, false] as const;

/**
 * The switches of `appearance.options`, with what each may be: one of a list, or a URL.
 *
 * - `logoPlacement`: where the logo stands; default `inside`
 * - `logoImageUrl`, `logoLinkUrl`: the logo, and where it leads; default: those of the instance
 * - `socialButtonsVariant`: icons alone, or with a label; default `auto`: icons from three buttons on
 * - `socialButtonsPlacement`: above or below the fields; default `top`
 * - `showOptionalFields`: sign-up shows fields that may stay empty; default: as the instance says
 * - `helpPageUrl`, `privacyPageUrl`, `termsPageUrl`: links below the card; default: those of the instance
 * - `shimmer`: what is loading appears gradually, and pictures that can be pressed have a ring; default true
 * - `animations`: movement; default true. A user who wants none has none either way
 * - `autoFocus`: the first field of a page has the focus; default true
 * - `elevation`: `flush` draws the card without border and shadow; default `raised`
 * - `unsafe_disableDevelopmentModeWarnings`: accepted, since the forms have no such note
 */
export const OPTIONS: Readonly<Record<string, readonly unknown[] | 'url'>> = {
  logoPlacement: ['inside', 'outside', 'none'],
  logoImageUrl: 'url',
  logoLinkUrl: 'url',
  socialButtonsVariant: ['auto', 'iconButton', 'blockButton'],
  socialButtonsPlacement: ['top', 'bottom'],
  showOptionalFields: SWITCH,
  helpPageUrl: 'url',
  privacyPageUrl: 'url',
  termsPageUrl: 'url',
  shimmer: SWITCH,
  animations: SWITCH,
  autoFocus: SWITCH,
  elevation: ['raised', 'flush'],
  unsafe_disableDevelopmentModeWarnings: SWITCH,
};

/** Returns the options of the layers of an appearance, without those that are unknown or wrong. */
export function readOptions(layers: readonly Appearance[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { options, layout, captcha } of layers) {
    for (const [name, value] of Object.entries({ ...layout, ...options })) {
      if (value !== undefined && value !== null && value !== '' && isFine(name, value)) found.set(name, value);
    }
    if (captcha) found.set('captcha', { ...(found.get('captcha') as object), ...captcha });
  }
  return found;
}

function isFine(name: string, value: unknown): boolean {
  const allowed = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  if (!allowed) {
    complain(`appearance.options.${name} is unknown. Use one of ${Object.keys(OPTIONS).join(', ')}.`);
  } else if (allowed === 'url') {
    if (typeof value === 'string' && isSafe(name, value)) return true;
    complain(`appearance.options.${name} is not a web address, so it is left out. Give one with https: or a path.`);
  } else {
    if (allowed.includes(value)) return true;
    complain(`appearance.options.${name} is ${JSON.stringify(value)}. Give ${allowed.join(' or ')}.`);
  }
  return false;
}

/** Links lead to the web alone: `javascript:` would run with the rights of the page. A logo may be in the page itself. */
function isSafe(name: string, value: string): boolean {
  const href = absolute(value);
  // A server does not know the URL of the page.
  if (!address && /^[^:]*([/?#]|$)/.test(href)) return true;
  return /^https?:/i.test(href) || (name === 'logoImageUrl' && /^(data:image\/|blob:)/i.test(href));
}
