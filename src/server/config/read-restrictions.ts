import { domainOf, isEntry } from '../restrictions/identifier-list.ts';
import type { Restrictions } from '../restrictions/restrictions.ts';
import type { SettingReader } from './setting-reader.ts';
import type { SettingPath } from './setting-table.ts';

const ENTRY_CURE =
  'Write an email address, @acme.example, @*.acme.example, a phone number such as +15555550100 or +1555*, or a wallet.';

/** Reads the `restrictions.…` settings, and refuses entries that could never match. */
export function readRestrictions(reader: SettingReader): Restrictions {
  const entries = (path: SettingPath): string[] =>
    reader.list(path).map((entry) => {
      if (!isEntry(entry.value)) reader.fail(entry.path, 'is not an identifier', ENTRY_CURE, entry.value);
      return entry.value;
    });
  const allowlist = entries('restrictions.allowlist');
  return {
    allowlist,
    allowlistEnabled: reader.boolean('restrictions.allowlistEnabled', allowlist.length > 0),
    blocklist: entries('restrictions.blocklist'),
    onSignIn: reader.boolean('restrictions.onSignIn', false),
    blockSubaddresses: reader.boolean('restrictions.blockSubaddresses', false),
    blockDisposable: reader.boolean('restrictions.blockDisposable', false),
    disposableDomains: reader.list('restrictions.disposableDomains').map(({ path, value }) => {
      const domain = value.includes('@') ? '' : domainOf(value);
      if (!domain.includes('.')) reader.fail(path, 'is not a domain', 'Write it as trash.example.', value);
      return domain;
    }),
  };
}
