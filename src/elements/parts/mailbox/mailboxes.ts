/** A provider of mailboxes that people read in the browser. */
export interface Mailbox {
  readonly name: string;
  /** Its domains, without those of `pattern`. */
  readonly domains: readonly string[];
  /** Matches domains that a provider has in many countries. */
  readonly pattern?: RegExp;
  /** The page that shows the mail, or asks for the sign-in there. */
  readonly url: string;
  /** Follows the URL to search for a sender. Absent where that is not possible by a URL. */
  readonly search?: (sender: string) => string;
}

/**
 * The mailboxes that the code screens lead to. No URL here takes the user's address: a link must not tell anybody who
 * signs in where.
 */
export const MAILBOXES: readonly Mailbox[] = [
  {
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    url: 'https://mail.google.com/mail/',
    search: (sender) => `#search/${encodeURIComponent(`from:${sender} in:anywhere newer_than:1d`)}`,
  },
  {
    name: 'Outlook',
    domains: ['msn.com', 'passport.com'],
    pattern: /^(outlook|hotmail|live)\.(com?\.)?[a-z]{2,3}$/,
    url: 'https://outlook.live.com/mail/',
  },
  {
    name: 'Yahoo Mail',
    domains: ['ymail.com', 'rocketmail.com', 'myyahoo.com'],
    pattern: /^yahoo\.(com?\.)?[a-z]{2,3}$/,
    url: 'https://mail.yahoo.com/',
    // Yahoo decodes the words a second time.
    search: (sender) => `d/search/keyword=${encodeURIComponent(encodeURIComponent(`from:${sender}`))}`,
  },
  { name: 'iCloud Mail', domains: ['icloud.com', 'me.com', 'mac.com'], url: 'https://www.icloud.com/mail/' },
  {
    name: 'Proton Mail',
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    url: 'https://mail.proton.me/',
    search: (sender) => `u/0/all-mail#from=${encodeURIComponent(sender)}`,
  },
  { name: 'Fastmail', domains: ['fastmail.com', 'fastmail.fm'], url: 'https://app.fastmail.com/mail/' },
  { name: 'GMX', domains: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch'], url: 'https://www.gmx.net/' },
  { name: 'GMX', domains: ['gmx.com', 'gmx.us', 'gmx.co.uk'], url: 'https://www.gmx.com/' },
  { name: 'WEB.DE', domains: ['web.de'], url: 'https://web.de/' },
  { name: 'Mail.ru', domains: ['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru'], url: 'https://e.mail.ru/inbox/' },
  {
    name: 'Yandex Mail',
    domains: ['ya.ru'],
    pattern: /^yandex\.(com|ru|by|kz|uz)$/,
    url: 'https://mail.yandex.com/',
  },
  { name: 'Zoho Mail', domains: ['zoho.com', 'zohomail.com'], url: 'https://mail.zoho.com/' },
  { name: 'Zoho Mail', domains: ['zoho.eu', 'zohomail.eu'], url: 'https://mail.zoho.eu/' },
  { name: 'Zoho Mail', domains: ['zoho.in', 'zohomail.in'], url: 'https://mail.zoho.in/' },
  { name: 'AOL Mail', domains: ['aol.com', 'aim.com'], url: 'https://mail.aol.com/' },
  { name: 'Tuta', domains: ['tuta.com', 'tuta.io', 'tutanota.com', 'tutanota.de'], url: 'https://app.tuta.com/' },
  { name: 'HEY', domains: ['hey.com'], url: 'https://app.hey.com/' },
];

/**
 * Finds the mailbox of an address. A masked address counts when its domain is whole.
 *
 * @returns undefined when the domain is masked or unknown
 */
export function findMailbox(address: string): Mailbox | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return MAILBOXES.find(({ domains, pattern }) => domains.includes(domain) || pattern?.test(domain));
}
