import { VISIBLE } from '../../protocol/visible.ts';
import type { Claims, Profile } from './types.ts';

const LONGEST_TEXT = 255;
const LONGEST_EMAIL = 254;
const LONGEST_URL = 2048;

/** Standard claims (OpenID Connect Instance 1.0, section 5.1); `email_verified` is taken at its word. */
export function readStandard(claims: Claims): Profile {
  const [firstName, lastName] = namesOf(claims);
  return {
    providerUserId: idOf(claims.sub),
    email: emailOf(claims.email),
    emailVerified: isTrue(claims.email_verified),
    firstName,
    lastName,
    username: textOf(claims.preferred_username) ?? textOf(claims.nickname),
    imageUrl: imageOf(claims.picture),
  };
}

/** Apple hides names in the callback and writes booleans as texts; it has no usernames and no pictures. */
export function readApple(claims: Claims): Profile {
  return { ...readStandard(claims), username: null, imageUrl: null };
}

/**
 * Microsoft: an administrator of any directory can write any address into `email`, so it counts only with the claim
 * that says the directory owns the domain (optional claim `xms_edov`).
 */
export function readMicrosoft(claims: Claims): Profile {
  const emailVerified = isTrue(claims.xms_edov) || claims.xms_edov === 1 || claims.xms_edov === '1';
  // Its `preferred_username` is an address or a phone number, not a name that a person chose.
  return { ...readStandard(claims), emailVerified, username: null };
}

/** LinkedIn has no usernames; its members confirm their primary address before they can use it. */
export function readLinkedIn(claims: Claims): Profile {
  return { ...readStandard(claims), username: null };
}

/** GitHub's `/user`; only the list of addresses says which one is primary and proven. */
export function readGitHub(user: Claims, emails: readonly Claims[]): Profile {
  const primary = emails.find((each) => each.primary === true);
  const [firstName, lastName] = namesOf(user);
  return {
    providerUserId: idOf(user.id),
    email: emailOf(primary?.email),
    emailVerified: primary?.verified === true,
    firstName,
    lastName,
    username: textOf(user.login),
    imageUrl: imageOf(user.avatar_url),
  };
}

/** Discord's `/users/@me`. */
export function readDiscord(user: Claims): Profile {
  const id = idOf(user.id);
  const avatar = textOf(user.avatar);
  const isPlain = /^\d+$/.test(id) && avatar !== null && /^\w+$/.test(avatar);
  const [firstName, lastName] = namesOf({ name: user.global_name });
  return {
    providerUserId: id,
    email: emailOf(user.email),
    emailVerified: user.verified === true,
    firstName,
    lastName,
    username: textOf(user.username),
    imageUrl: isPlain ? `https://cdn.discordapp.com/avatars/${id}/${avatar}.png` : null,
  };
}

/** Facebook's Graph API says nothing about whether an address is proven, so it is not. */
export function readFacebook(user: Claims): Profile {
  const { data } = objectOf(user.picture);
  return {
    providerUserId: idOf(user.id),
    email: emailOf(user.email),
    emailVerified: false,
    firstName: textOf(user.first_name),
    lastName: textOf(user.last_name),
    username: null,
    imageUrl: imageOf(objectOf(data).url),
  };
}

/** The parts of a name; one that is given whole is split at its last blank. */
function namesOf(claims: Claims): [string | null, string | null] {
  const given = textOf(claims.given_name);
  const family = textOf(claims.family_name);
  const whole = textOf(claims.name);
  if (given !== null || family !== null || whole === null) return [given, family];
  const at = whole.lastIndexOf(' ');
  return at < 0 ? [whole, null] : [whole.slice(0, at).trim(), whole.slice(at + 1)];
}

/** Empty when there is none: no identity can be made of that. */
function idOf(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.length <= LONGEST_TEXT ? value : '';
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(/\p{Cc}/gu, ' ').trim();
  return !VISIBLE.test(text) || text.length > LONGEST_TEXT ? null : text;
}

function emailOf(value: unknown): string | null {
  return typeof value === 'string' && value.includes('@') && value.length <= LONGEST_EMAIL ? value.trim() : null;
}

/** Pictures are shown in other people's pages: `https:` and nothing else. */
function imageOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST_URL || !URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === 'https:' && !url.username && !url.password ? url.href : null;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function objectOf(value: unknown): Claims {
  return typeof value === 'object' && value !== null ? (value as Claims) : {};
}
