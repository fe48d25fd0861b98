import { asciiDomain, keyOf, tidy } from '../identifiers/identifier-key.ts';
import type { RestrictedKind } from './restrictions.ts';

/**
 * How closely an entry matches: 3 the identifier itself, 2 its domain or the beginning of its number, 1 a parent
 * domain.
 */
export type Closeness = 0 | 1 | 2 | 3;

const MAX_EMAIL = 254;
const MAX_PHONE = 16;
const PHONE = /^\+[1-9]\d{4,14}$/;
const PHONE_START = /^\+[1-9]\d{0,13}\*$/;
/** EVM and Solana addresses. */
const WALLET = /^(?:0x[0-9a-fA-F]{40}|[1-9A-HJ-NP-Za-km-z]{32,44})$/;
const LOCAL = /^[^\s@*]{1,64}$/;

/**
 * The entries of an allowlist or blocklist. A look-up takes the same time however long the list is, and never runs the
 * text of a visitor through a pattern.
 */
export class IdentifierList {
  readonly #exact = new Set<string>();
  readonly #domains = new Set<string>();
  readonly #parents = new Set<string>();
  readonly #phoneStarts = new Set<string>();
  readonly #kinds: Set<RestrictedKind>;
  readonly #base: IdentifierList | undefined;

  /**
   * @param entries as `Restrictions` describes them; it ignores those that are not, see {@link isEntry}
   * @param base another list whose entries count too
   * @param kinds further kinds that the list covers, by entries that are not given
   */
  constructor(entries: readonly string[], base?: IdentifierList, kinds: readonly RestrictedKind[] = []) {
    this.#base = base;
    this.#kinds = new Set(kinds);
    for (const entry of entries) this.#add(entry);
  }

  /** Whether the list has entries for identifiers of this kind. */
  covers(kind: RestrictedKind): boolean {
    return this.#kinds.has(kind) || (this.#base?.covers(kind) ?? false);
  }

  /**
   * Returns how closely the list matches an identifier; 0 means not at all.
   *
   * @param value an identifier that passed the format check of its kind; phone numbers in E.164
   */
  find(kind: RestrictedKind, value: string): Closeness {
    return Math.max(this.#find(kind, value), this.#base?.find(kind, value) ?? 0) as Closeness;
  }

  #find(kind: RestrictedKind, value: string): Closeness {
    if (!this.#kinds.has(kind)) return 0;
    if (kind === 'email_address') return this.#findEmail(value);
    if (kind === 'web3_wallet') return this.#exact.has(walletKey(value)) ? 3 : 0;
    if (value.length > MAX_PHONE) return 0;
    if (this.#exact.has(value)) return 3;
    for (let end = value.length; end > 1; end--) if (this.#phoneStarts.has(value.slice(0, end))) return 2;
    return 0;
  }

  #findEmail(value: string): Closeness {
    if (value.length > MAX_EMAIL) return 0;
    if (this.#exact.has(keyOf(value))) return 3;
    const domain = domainOf(value);
    if (this.#domains.has(domain)) return 2;
    return parentsOf(domain).some((parent) => this.#parents.has(parent)) ? 1 : 0;
  }

  #add(entry: string): void {
    const parsed = parseEntry(entry);
    if (!parsed) return;
    this.#kinds.add(parsed.kind);
    const sets = { exact: this.#exact, domain: this.#domains, parent: this.#parents, phoneStart: this.#phoneStarts };
    sets[parsed.of].add(parsed.key);
  }
}

/** Whether a text can be an entry of a list. */
export function isEntry(text: string): boolean {
  return parseEntry(text) !== undefined;
}

/**
 * Describes an entry for the database.
 *
 * @returns its kind, and the key by which {@link entryKeysOf} finds it: entries that match the same have the same key.
 *   Undefined when the text is no entry
 */
export function describeEntry(text: string): { kind: RestrictedKind; key: string; isExact: boolean } | undefined {
  const parsed = parseEntry(text);
  return parsed && { kind: parsed.kind, key: `${parsed.of} ${parsed.key}`, isExact: parsed.of === 'exact' };
}

/** Returns the keys of all entries that could match an identifier, as {@link IdentifierList.find} does. */
export function entryKeysOf(kind: RestrictedKind, value: string): string[] {
  if (kind === 'web3_wallet') return [`exact ${walletKey(value)}`];
  if (kind === 'phone_number') {
    if (value.length > MAX_PHONE) return [];
    const starts = Array.from({ length: value.length - 1 }, (_, index) => `phoneStart ${value.slice(0, index + 2)}`);
    return [`exact ${value}`, ...starts];
  }
  if (value.length > MAX_EMAIL) return [];
  const domain = domainOf(value);
  return [`exact ${keyOf(value)}`, `domain ${domain}`, ...parentsOf(domain).map((parent) => `parent ${parent}`)];
}

/** Returns the domain as it is compared, in lower case and ASCII; '' when it is not a domain. */
export function domainOf(email: string): string {
  return asciiDomain(tidy(email.slice(email.lastIndexOf('@') + 1))) ?? '';
}

/**
 * Returns the domains above this one, without the top level: for `a.b.acme.example`, `b.acme.example` and
 * `acme.example`.
 */
export function parentsOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'));
}

interface Entry {
  kind: RestrictedKind;
  of: 'exact' | 'domain' | 'parent' | 'phoneStart';
  key: string;
}

function parseEntry(text: string): Entry | undefined {
  const entry = tidy(text);
  if (entry.length > MAX_EMAIL) return undefined;
  if (PHONE.test(entry)) return { kind: 'phone_number', of: 'exact', key: entry };
  if (PHONE_START.test(entry)) return { kind: 'phone_number', of: 'phoneStart', key: entry.slice(0, -1) };
  const at = entry.lastIndexOf('@');
  if (at < 0) return WALLET.test(entry) ? { kind: 'web3_wallet', of: 'exact', key: walletKey(entry) } : undefined;
  const local = entry.slice(0, at);
  const isParent = entry.startsWith('*.', at + 1);
  const domain = domainOf(isParent ? entry.slice(at + 2) : entry).replace(/^\./, '');
  if (!domain.includes('.') || domain.includes('*')) return undefined;
  const isDomain = local === '' || local === '*';
  if (isDomain) return { kind: 'email_address', of: isParent ? 'parent' : 'domain', key: domain };
  if (isParent || !LOCAL.test(local)) return undefined;
  return { kind: 'email_address', of: 'exact', key: keyOf(entry) };
}

/** In hexadecimal addresses the case is only a checksum. In other addresses it counts. */
function walletKey(address: string): string {
  return address.startsWith('0x') ? address.toLowerCase() : address;
}
