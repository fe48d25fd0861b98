import { existsSync } from 'node:fs';
import { isLoopbackHost } from '../../protocol/loopback.ts';
import { auditedCalls, commandLineUser } from '../audit/audited-calls.ts';
import { createSecretKeys } from '../backend-api/secret-keys.ts';
import type { SecretKey, SecretKeys } from '../backend-api/types.ts';
import type { Scope } from '../backend-api/scopes.ts';
import type { InstanceConfig } from '../config/config.ts';
import { loadKeys } from '../keys/load-keys.ts';
import { publicKeyPem } from '../keys/signing-key.ts';
import { openStorage } from '../storage/open-storage.ts';
import { CommandFailure } from './command-failure.ts';
import { type CommandOutput, minuteOf, tableOf } from './command-output.ts';
import type { Arguments } from './parse-args.ts';

/**
 * Runs `clerk-widgets keys`. It needs no mail server, and a server may run on the same database.
 *
 * @param env holds `CLERK_MASTER_KEY` and `CLERK_SIGNING_KEY`
 * @throws {CommandFailure} for a key to revoke that does not exist, or that is one of several
 * @throws {ApiError} for a wrong scope or name
 */
export async function runKeysCommand(
  config: InstanceConfig,
  env: Readonly<Record<string, string | undefined>>,
  { command, operands, flags }: Pick<Arguments, 'command' | 'operands' | 'flags'>,
): Promise<CommandOutput> {
  const notes = notesOf(config);
  const storage = await openStorage(config.databaseUrl);
  try {
    if (command === 'keys') {
      const { signer, warnings } = await loadKeys(config, storage, env);
      return { out: environmentOf(config, publicKeyPem(signer.jwk)), note: [...warnings, ...notes].join('\n') };
    }
    const clock = { now: Date.now };
    const keys = auditedCalls(
      createSecretKeys({ config, storage, clock }),
      { resource: 'secret_keys', changes: ['create', 'revoke'] },
      { storage, clock, by: commandLineUser() },
    );
    if (command === 'keys list') return { out: listOf(await keys.list()) };
    if (command === 'keys revoke') return { out: await revoke(keys, operands) };
    const { name, scope } = flags as { name?: string; scope?: Scope[] };
    const { key, ...made } = await keys.create({
      ...(name !== undefined && { name }),
      ...(scope && { scopes: scope }),
    });
    const note =
      `The secret key ${made.id} may ${made.scopes?.join(', ') ?? 'do everything'}. It is shown this once. ` +
      'Give it to your server as CLERK_SECRET_KEY, and never to a page.';
    return { out: `${key}\n`, note: [note, ...notes].join('\n') };
  } finally {
    await storage.close();
  }
}

/** Says when the keys are probably not those of the server that they are meant for. */
function notesOf({ databaseUrl, instanceType, url }: InstanceConfig): string[] {
  const file = /^sqlite:(?!:memory:)(.+)$/.exec(databaseUrl)?.[1];
  const isProduction = instanceType === 'production';
  return [
    ...(file !== undefined && !existsSync(file)
      ? [`There was no database at ${file}: it is new, and so are its keys. Run this where your server runs.`]
      : []),
    ...(isProduction && isLoopbackHost(new URL(url).hostname)
      ? ['The keys are of a production instance. Give --instance-type development if your server has it.']
      : []),
  ];
}

/** Returns lines for an environment file. */
function environmentOf({ publishableKey, url }: InstanceConfig, pem: string): string {
  return [
    '# The publishable key, for pages and servers.',
    `CLERK_PUBLISHABLE_KEY=${publishableKey}`,
    '# The public key, for servers: with it they verify session tokens without a network call. It is no secret.',
    `CLERK_JWT_KEY="${pem}"`,
    '# Where servers find the Backend API and, to forward it, the Frontend API.',
    `CLERK_API_URL=${url}`,
    `CLERK_FAPI_URL=${url}`,
    '',
  ].join('\n');
}

function listOf(keys: readonly SecretKey[]): string {
  if (keys.length === 0) return 'There are no secret keys.\n';
  const rows = keys.map((key) => [
    key.id ?? 'setting',
    `…${key.lastFour}`,
    key.name || '-',
    key.scopes?.join(',') ?? 'everything',
    key.revokedAt ? `revoked ${minuteOf(key.revokedAt)}` : `used ${key.lastUsedAt ? minuteOf(key.lastUsedAt) : '-'}`,
    key.createdAt ? `created ${minuteOf(key.createdAt)}` : '',
  ]);
  return tableOf(rows);
}

/** Revokes all of the keys, or none if one of them is not clear. */
async function revoke(keys: SecretKeys, names: readonly string[]): Promise<string> {
  const live = (await keys.list()).filter(({ revokedAt }) => revokedAt === null);
  const chosen = new Map(names.map((name) => [name, findKey(live, name)]));
  let out = '';
  for (const key of new Set(chosen.values())) {
    await keys.revoke(key);
    out += `revoked ${key}\n`;
  }
  return out;
}

/** @returns the id of the key that the text names by its id or its last four characters */
function findKey(live: readonly SecretKey[], name: string): string {
  const found = live.filter(({ id, lastFour }) => id === name || lastFour === name);
  const [first] = found;
  if (!first) throw new CommandFailure(`There is no secret key ${JSON.stringify(name)}; keys list shows them.`);
  if (found.length > 1) throw new CommandFailure(`Several keys end with ${JSON.stringify(name)}. Give the id.`);
  if (first.id === null) throw new CommandFailure('This key comes from the setting secretKey. Remove it there.');
  return first.id;
}
