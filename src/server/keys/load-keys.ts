import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { InstanceConfig } from '../config/config.ts';
import { ConfigError } from '../lib/config-error.ts';
import { keepPrivate } from '../storage/private-files.ts';
import { EMULATOR_SECRET_KEY, EMULATOR_SIGNING_KEY } from './emulator-keys.ts';
import { openKeyFile, readKeyFile } from './key-file.ts';
import { deriveKey, isSameCheck, masterKeyCheck, parseMasterKey } from './master-key.ts';
import { seal, unseal } from './seal.ts';
import { createSigner, generateSigningKey, type InstanceSigner } from './signing-key.ts';

/** The part of the storage that keys need. */
export interface KeyStorage {
  getSetting(key: string): Promise<string | null | undefined>;
  /** Stores the value unless there is one, and returns the stored value. */
  insertSettingOnce(key: string, value: string): Promise<string>;
}

export interface InstanceKeys {
  signer: InstanceSigner;
  /** 32 bytes, from which the keys of all purposes are derived. */
  secret: Uint8Array;
  /** Warnings for the operator, such as a key file that other users can read. */
  warnings: string[];
}

interface Environment {
  readonly [name: string]: string | undefined;
}

const SIGNING_KEY_SETTING = 'signing_key';
const CHECK_SETTING = 'master_key_check';

/**
 * Loads the keys of an instance, or creates them on the first start.
 *
 * `CLERK_MASTER_KEY` and `CLERK_SIGNING_KEY` win. Otherwise both are in the key file, by default beside the SQLite
 * database. When only the master key is given and there is no key file, as for several nodes on Postgres, the signing
 * key is stored in the database, encrypted with AES-256-GCM. The database never holds the master key, only a value that
 * recognizes it.
 *
 * @param config checked configuration
 * @param storage open storage
 * @param env environment with the `CLERK_…_KEY` variables
 * @throws {ConfigError} when a key is missing or malformed, differs from the one at the last start, or is the emulator's
 */
export async function loadKeys(
  config: Pick<InstanceConfig, 'databaseUrl' | 'keyFile'> & Partial<Pick<InstanceConfig, 'secretKey'>>,
  storage: KeyStorage,
  env: Environment = {},
): Promise<InstanceKeys> {
  const file = config.keyFile ?? defaultKeyFile(config.databaseUrl);
  const givenMaster = env.CLERK_MASTER_KEY?.trim();
  const givenSigning = env.CLERK_SIGNING_KEY?.trim();
  const kept = file && (givenMaster ? await readKeyFile(file) : await openKeyFile(file));
  const secret = givenMaster
    ? parseMasterKey(givenMaster, 'CLERK_MASTER_KEY')
    : kept
      ? parseMasterKey(kept.masterKey, 'keyFile')
      : await ephemeralSecret(config.databaseUrl);
  await refuseOtherMasterKey(secret, storage);
  refuseEmulatorKey('secretKey', config.secretKey === EMULATOR_SECRET_KEY);
  const signer = givenSigning
    ? createSigner(givenSigning, 'CLERK_SIGNING_KEY')
    : kept
      ? createSigner(kept.signingKey, 'keyFile')
      : createSigner(await sharedSigningKey(secret, storage), 'the signing key in the database');
  const given = givenSigning ? 'CLERK_SIGNING_KEY' : 'The signing key';
  refuseEmulatorKey(given, signer.kid === createSigner(EMULATOR_SIGNING_KEY, 'the key of the emulator').kid);
  return { signer, secret, warnings: warningsFor(kept ? file : undefined) };
}

/** Everybody has the keys of the emulator, and with them could sign in as any user here. */
function refuseEmulatorKey(setting: string, isOne: boolean): void {
  if (!isOne) return;
  const problem = 'is that of clerk-widgets emulate, which is the same on every machine';
  const cure = 'Make one of your own; clerk-widgets keys create makes a secret key.';
  throw new ConfigError([{ setting, problem, cure }]);
}

/** `sqlite:./data/clerk.db` has its keys in `./data/clerk.keys.json`. Other databases have no place beside them. */
function defaultKeyFile(databaseUrl: string): string | undefined {
  const file = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (!file || file === ':memory:') return undefined;
  return path.join(path.dirname(file), `${path.basename(file, path.extname(file))}.keys.json`);
}

/** Returns a key for a database in memory, which ends with the process. Postgres outlives it and needs a given key. */
async function ephemeralSecret(databaseUrl: string): Promise<Uint8Array> {
  if (databaseUrl.startsWith('sqlite:')) return new Uint8Array(randomBytes(32));
  const cure = 'Set it to the same 32 random bytes on every node (`openssl rand -base64 32`), or set CLERK_KEY_FILE.';
  throw new ConfigError([{ setting: 'CLERK_MASTER_KEY', problem: 'is missing, and Postgres needs it', cure }]);
}

async function refuseOtherMasterKey(secret: Uint8Array, storage: KeyStorage): Promise<void> {
  const check = masterKeyCheck(secret);
  if (isSameCheck(await storage.insertSettingOnce(CHECK_SETTING, check), check)) return;
  const cure =
    'Restore the key file or CLERK_MASTER_KEY that this database was made with. Should it be lost for good, ' +
    `delete the settings ${CHECK_SETTING} and ${SIGNING_KEY_SETTING} from the database: users stay, but codes that were sent are lost.`;
  throw new ConfigError([{ setting: 'The master key', problem: 'is not the one of this database', cure }]);
}

async function sharedSigningKey(secret: Uint8Array, storage: KeyStorage): Promise<string> {
  const key = deriveKey(secret, 'signing-key-at-rest');
  const sealed =
    (await storage.getSetting(SIGNING_KEY_SETTING)) ??
    (await storage.insertSettingOnce(SIGNING_KEY_SETTING, seal(generateSigningKey(), key, SIGNING_KEY_SETTING)));
  const pem = unseal(sealed, key, SIGNING_KEY_SETTING);
  if (pem !== undefined) return pem;
  const cure = 'Restore the database from a backup, or give the key as CLERK_SIGNING_KEY.';
  throw new ConfigError([{ setting: 'The signing key in the database', problem: 'cannot be decrypted', cure }]);
}

function warningsFor(file: string | undefined): string[] {
  const warnings: string[] = [];
  if (file) keepPrivate(file, (text) => warnings.push(text));
  return warnings;
}
