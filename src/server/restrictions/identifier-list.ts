import { asciiDomain, keyOf, tidy } from '../identifiers/identifier-key.ts';
import type { RestrictedKind } from './restrictions.ts';

/** How closely an entry names an identifier: 3 itself, 2 its domain or the beginning of its number, 1 a parent domain. */
export type Closeness = 0 | 1 | 2 | 3;

const MAX_EMAIL = 254;
const MAX_PHONE = 16;
const PHONE = /^\+[1-9]\d{4,14}$/;
const PHONE_START = /^\+[1-9]\d{0,13}\*$/;
/** EVM and Solana addresses: letters and digits alone. */
const WALLET = /^(?:0x[0-9a-fA-F]{40}|[1-9A-HJ-NP-Za-km-z]{32,44})$/;
const LOCAL = /^[^\s@*]{1,64}$/;

/**
 * Entries of an allow-list or block-list, ready for look-ups that take the same time however long the list is.
 * Nothing typed by a visitor is ever run through a pattern.
 */
export class IdentifierList {
  readonly #exact = new Set<string>();
  readonly #domains = new Set<string>();
  readonly #parents = new Set<string>();
  readonly #phoneStarts = new Set<string>();
  readonly #kinds = new Set<RestrictedKind>();

  /** @param entries as `Restrictions` describes them; those that are none of it name nobody, see {@link isEntry} */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry);
  }

  get isEmpty(): boolean {
    return this.#kinds.size === 0;
  }

  /** The list says something about identifiers of this kind. */
  covers(kind: RestrictedKind): boolean {
    return this.#kinds.has(kind);
  }

  /**
   * How closely the list names the identifier, 0 when it does not.
   *
   * @param value one that passed the format check of its kind; phone numbers in E.164
   */
  find(kind: RestrictedKind, value: string): Closeness {
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

/** The text can stand in a list. */
export function isEntry(text: string): boolean {
  return parseEntry(text) !== undefined;
}

/** The domain as it is compared: lower case, international names in their ASCII form; '' when it is none. */
export function domainOf(email: string): string {
  return asciiDomain(tidy(email.slice(email.lastIndexOf('@') + 1))) ?? '';
}

/** The domains above this one, without the top level: `a.b.acme.example` is below `b.acme.example` and `acme.example`. */
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

/** Capitals in a hexadecimal address are a checksum; elsewhere they are a part of it. */
function walletKey(address: string): string {
  return address.startsWith('0x') ? address.toLowerCase() : address;
}
