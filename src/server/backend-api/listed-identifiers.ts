import type { SettingPath } from '../config/setting-table.ts';
import type { EventActor } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { settingReadOnly } from '../http/setting-read-only.ts';
import { tidy } from '../identifiers/identifier-key.ts';
import { isId, newId, seededId } from '../ids.ts';
import { seededFirst } from '../lib/seeded-first.ts';
import { describeEntry } from '../restrictions/identifier-list.ts';
import type { ListedIdentifierRow } from '../storage/rows.ts';
import type { ListPage } from '../storage/tables/list-order.ts';
import { invite, withdrawInvitation } from './invitations.ts';
import type { TicketParts } from './tickets.ts';

/** The allow-list or the block-list. */
export type IdentifierListName = ListedIdentifierRow['list'];

/** A page of a list. */
export interface ListedPage {
  rows: ListedIdentifierRow[];
  total: number;
}

const SETTINGS = {
  allow: { setting: 'restrictions.allowlist', entries: 'allowlist', prefix: 'alid' },
  block: { setting: 'restrictions.blocklist', entries: 'blocklist', prefix: 'blid' },
} as const satisfies Record<IdentifierListName, { setting: SettingPath; entries: string; prefix: string }>;
const CURE =
  'Give an email address, *@acme.example, *@*.acme.example, a phone number such as +15555550100 or +1555*, or a wallet.';

/** Returns a page of a list: the entries of the settings, and then those that administrators have added, newest first. */
export async function listIdentifiers(
  { config, storage }: Pick<TicketParts, 'config' | 'storage'>,
  list: IdentifierListName,
  page: ListPage,
): Promise<ListedPage> {
  const seeded = seededEntries(config, list);
  const rows = await seededFirst(seeded, page, (rest) => storage.listListedIdentifiers(list, rest));
  return { rows, total: seeded.length + (await storage.countListedIdentifiers(list)) };
}

/**
 * Adds an entry to a list. It counts at once.
 *
 * @param notify mails the address an invitation; for an email address on the allow-list
 * @throws {ApiError} `duplicate_record` when the list or the setting has it; what an invitation throws
 */
export async function addListedIdentifier(
  parts: TicketParts,
  actor: EventActor,
  list: IdentifierListName,
  { identifier: typed, notify = false }: { identifier: string; notify?: boolean | undefined },
): Promise<ListedIdentifierRow> {
  const { now } = actor;
  const identifier = tidy(typed);
  const entry = describeEntry(identifier);
  if (!entry) throw new ApiError('form_param_format_invalid', { param: 'identifier', longMessage: CURE });
  const { kind, key, isExact } = entry;
  if (seededEntries(parts.config, list).some((seeded) => seeded.key === key)) throw duplicate(identifier);
  const row = { list, kind, identifier, key, invitation_id: null, created_at: now, updated_at: now };
  const entryRow: ListedIdentifierRow = { id: newId(SETTINGS[list].prefix), ...row };
  if (!notify) {
    if (!(await parts.storage.insertListedIdentifier(entryRow))) throw duplicate(identifier);
    return entryRow;
  }
  if (kind !== 'email_address' || !isExact) {
    const longMessage = 'Only a person with an email address can be told. Leave notify out for this entry.';
    throw new ApiError('form_conditional_param_disallowed', { param: 'notify', longMessage });
  }
  try {
    const { row: invitation } = await invite(parts, actor, { emailAddress: identifier }, async (tx, { id }) => {
      if (!(await tx.insertListedIdentifier({ ...entryRow, invitation_id: id }))) throw duplicate(identifier);
    });
    return { ...entryRow, invitation_id: invitation.id };
  } catch (error) {
    // The mail could not be sent, and a later try has to send it.
    if (error instanceof ApiError && error.code === 'service_unavailable') {
      await parts.storage.deleteListedIdentifier(list, entryRow.id);
    }
    throw error;
  }
}

/**
 * Removes an entry from a list, and revokes the invitation that was mailed with it. It counts at once.
 *
 * @throws {ApiError} `setting_read_only` for an entry of the settings, `resource_not_found` when there is none
 */
export async function removeListedIdentifier(
  { config, storage }: Pick<TicketParts, 'config' | 'storage'>,
  actor: EventActor,
  list: IdentifierListName,
  id: string,
): Promise<void> {
  if (seededEntries(config, list).some((seeded) => seeded.id === id)) throw settingReadOnly(SETTINGS[list].setting);
  await storage.transaction(async (tx) => {
    const gone = isId(id) ? await tx.deleteListedIdentifier(list, id) : undefined;
    if (!gone) throw new ApiError('resource_not_found');
    if (gone.invitation_id !== null) await withdrawInvitation(tx, actor, gone.invitation_id);
  });
}

/** Returns the entries of the settings. Two that match the same are one. */
function seededEntries({ restrictions }: TicketParts['config'], list: IdentifierListName): ListedIdentifierRow[] {
  const { entries, prefix } = SETTINGS[list];
  const byKey = new Map<string, ListedIdentifierRow>();
  for (const identifier of restrictions[entries].map(tidy)) {
    const { kind, key } = describeEntry(identifier) ?? {};
    if (!kind || !key || byKey.has(key)) continue;
    const times = { created_at: 0, updated_at: 0 };
    byKey.set(key, { id: seededId(prefix, key), list, kind, identifier, key, invitation_id: null, ...times });
  }
  return [...byKey.values()];
}

function duplicate(identifier: string): ApiError {
  return new ApiError('duplicate_record', { param: 'identifier', longMessage: `The list has ${identifier} already.` });
}
