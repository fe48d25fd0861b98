import { VISIBLE } from '../../protocol/visible.ts';
import type { Claims, Profile } from './types.ts';

const LONGEST_TEXT = 255;
const LONGEST_EMAIL = 254;
const LONGEST_URL = 2048;
/** Control characters. No id or address has one, and Postgres stores no NUL. */
const CONTROL = /\p{Cc}/u;

/** Reads standard claims (OpenID Connect Core 1.0, section 5.1), and trusts `email_verified`. */
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

/** Reads Apple's claims. Apple sends names in the callback and booleans as texts, and has no usernames or pictures. */
export function readApple(claims: Claims): Profile {
  return { ...readStandard(claims), username: null, imageUrl: null };
}

/**
 * Reads Microsoft's claims. An administrator of any directory can write any address into `email`, so the address counts
 * as verified only with the optional claim `xms_edov`, which says that the directory owns the domain.
 */
export function readMicrosoft(claims: Claims): Profile {
  const emailVerified = isTrue(claims.xms_edov) || claims.xms_edov === 1 || claims.xms_edov === '1';
  // Microsoft's `preferred_username` is an address or a phone number, not a name that a person chose.
  return { ...readStandard(claims), emailVerified, username: null };
}

/**
 * Reads LinkedIn's claims. LinkedIn has no usernames, and its members confirm their primary address before using it.
 */
export function readLinkedIn(claims: Claims): Profile {
  return { ...readStandard(claims), username: null };
}

/** Reads GitHub's `/user`. Only the list of addresses says which one is primary and verified. */
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

/** Reads Discord's `/users/@me`. */
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

/** Reads Facebook's profile. The Graph API does not say whether an address is verified, so it counts as unverified. */
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

/** Returns first and last name. A name that is given whole is split at its last space. */
function namesOf(claims: Claims): [string | null, string | null] {
  const given = textOf(claims.given_name);
  const family = textOf(claims.family_name);
  const whole = textOf(claims.name);
  if (given !== null || family !== null || whole === null) return [given, family];
  const at = whole.lastIndexOf(' ');
  return at < 0 ? [whole, null] : [whole.slice(0, at).trim(), whole.slice(at + 1)];
}

/** Returns the user id, or an empty text, which no identity may have. */
function idOf(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.length <= LONGEST_TEXT && !CONTROL.test(value) ? value : '';
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(/\p{Cc}/gu, ' ').trim();
  return !VISIBLE.test(text) || text.length > LONGEST_TEXT ? null : text;
}

function emailOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST_EMAIL) return null;
  const email = value.trim();
  return email.includes('@') && !CONTROL.test(email) ? email : null;
}

/** Accepts `https:` URLs only, because pictures appear in other users' pages. */
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
