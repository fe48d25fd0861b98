import { hueOf } from '../../../protocol/initials.ts';
import type { BackendUserJSON } from '../../backend-api/presenters/present-user.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { type Html, html } from '../../lib/html.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import { TEXTS } from '../texts.ts';
import { badge } from './layout.ts';

/** What is shown of a user in a list. */
export type Person = Pick<
  BackendUserJSON,
  | 'id'
  | 'first_name'
  | 'last_name'
  | 'username'
  | 'image_url'
  | 'email_addresses'
  | 'phone_numbers'
  | 'primary_email_address_id'
  | 'primary_phone_number_id'
>;

/** Returns the name of a user; the username or an identifier for those who have none. */
export function nameOf(user: Person): string {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ');
  return name || (user.username ?? identifierOf(user) ?? TEXTS.users.nameless);
}

/** Returns the primary address or number of a user. */
export function identifierOf(user: Person): string | undefined {
  const email = user.email_addresses.find(({ id }) => id === user.primary_email_address_id);
  const phone = user.phone_numbers.find(({ id }) => id === user.primary_phone_number_id);
  return email?.email_address ?? phone?.phone_number ?? user.email_addresses[0]?.email_address;
}

/** The picture of a user, which says nothing that the name beside it does not. */
export function picture(
  { url }: Pick<InstanceConfig, 'url'>,
  user: Pick<Person, 'id' | 'image_url'>,
  size: 'small' | 'large' = 'small',
): Html {
  // The page may be open at another name of this machine, whose pictures the policy refuses.
  const source = user.image_url.startsWith(`${url}/`) ? user.image_url.slice(url.length) : user.image_url;
  const pixels = size === 'large' ? 64 : 32;
  return html`<img class="picture ${size} hue-${hueOf(user.id)}" src="${source}" width="${pixels}" height="${pixels}" alt="" loading="lazy" referrerpolicy="no-referrer" data-picture>`;
}

/** A user in a list, as a link to the page of the user. */
export function personLink(config: Pick<InstanceConfig, 'url'>, user: Person): Html {
  return html`<span class="person">${picture(config, user)}<span><a href="${ADMIN_PATH}/users/${user.id}">${nameOf(user)}</a></span></span>`;
}

/** What is unusual about an account. */
export function statusBadges(user: Pick<BackendUserJSON, 'banned' | 'locked' | 'two_factor_enabled'>): Html {
  const { badges } = TEXTS;
  return html`<span class="badges">${user.banned && badge(badges.banned, 'danger')}${user.locked && badge(badges.locked, 'warning')}${
    user.two_factor_enabled && badge(badges.twoStep, 'good')
  }${!user.banned && !user.locked && badge(badges.active)}</span>`;
}
