import { secretKeyPrefix } from '../../protocol/keys.ts';
import type { Clock } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import { hashToken, newId, randomText } from '../ids.ts';
import type { SecretKeyRow } from '../storage/rows.ts';
import type { SecretKeyOps } from '../storage/tables/secret-keys-table.ts';
import { isScope, SCOPES, type Scope } from './scopes.ts';

export interface NewSecretKey {
  /** A name for lists, up to 100 characters; default empty. */
  name?: string;
  /** What the key may do; default everything. */
  scopes?: readonly Scope[];
}

/** A secret key as lists show it. The key itself can be seen only when it is created. */
export interface SecretKey {
  /** Null for the key that the setting `secretKey` names: it is revoked there. */
  id: string | null;
  name: string;
  /** The last four characters of the key. */
  lastFour: string;
  /** Null: everything. */
  scopes: readonly Scope[] | null;
  createdAt: Date | null;
  /** To the minute; null when the key has never been used, and for the key of the setting. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** The operator's secret keys of the Backend API. */
export interface SecretKeys {
  /**
   * Creates a secret key. An instance may have several.
   *
   * @returns the key: `sk_live_…` in production, `sk_test_…` in development. It cannot be seen again
   * @throws {ApiError} `form_param_value_invalid` for an unknown scope, `form_param_max_length_exceeded` for a long name
   * @example const { key } = await server.secretKeys.create({ name: 'web', scopes: ['users:read'] });
   */
  create(input?: NewSecretKey): Promise<SecretKey & { key: string }>;
  /** Lists the keys, newest first, also those that are revoked; at most 1,000. */
  list(): Promise<SecretKey[]>;
  /**
   * Revokes a key. Requests with it are refused from now on.
   *
   * @returns false when the key was revoked before
   * @throws {ApiError} `resource_not_found`
   */
  revoke(id: string): Promise<boolean>;
}

export interface SecretKeyParts {
  config: Pick<InstanceConfig, 'instanceType' | 'secretKey'>;
  storage: SecretKeyOps;
  clock: Clock;
}

/** 48 characters of 5.8 bits each. */
const LENGTH = 48;
const MAX_NAME = 100;
/** The name of the key that the setting names, in lists. */
const OF_SETTING = 'from the setting secretKey';

export function createSecretKeys({ config, storage, clock }: SecretKeyParts): SecretKeys {
  return {
    async create({ name = '', scopes } = {}) {
      if (name.length > MAX_NAME) throw new ApiError('form_param_max_length_exceeded', { param: 'name' });
      const key = `${secretKeyPrefix(config.instanceType)}${randomText(LENGTH)}`;
      const row: SecretKeyRow = {
        id: newId('skey'),
        name,
        key_hash: hashToken(key),
        last_four: key.slice(-4),
        scopes: scopes === undefined ? null : JSON.stringify(checkScopes(scopes)),
        created_at: clock.now(),
        last_used_at: null,
        revoked_at: null,
      };
      await storage.insertSecretKey(row);
      return { ...describe(row), key };
    },
    async list() {
      const rows = (await storage.listSecretKeys()).map(describe);
      return config.secretKey === null ? rows : [describeSetting(config.secretKey), ...rows];
    },
    async revoke(id) {
      if (await storage.revokeSecretKey(id, clock.now())) return true;
      const isKnown = (await storage.listSecretKeys()).some((row) => row.id === id);
      if (!isKnown) throw new ApiError('resource_not_found');
      return false;
    },
  };
}

/** Reads the scopes of a stored key; null = all. */
export function scopesOf({ scopes }: Pick<SecretKeyRow, 'scopes'>): readonly Scope[] | null {
  return scopes === null ? null : (JSON.parse(scopes) as Scope[]).filter(isScope);
}

function checkScopes(scopes: readonly string[]): readonly string[] {
  const unknown = scopes.find((scope) => !isScope(scope));
  if (unknown === undefined && scopes.length > 0) return [...new Set(scopes)];
  const longMessage = `Choose from ${Object.keys(SCOPES).join(', ')}.`;
  throw new ApiError('form_param_value_invalid', { param: 'scopes', longMessage });
}

function describe(row: SecretKeyRow): SecretKey {
  const dateOf = (time: number | null): Date | null => (time === null ? null : new Date(time));
  return {
    id: row.id,
    name: row.name,
    lastFour: row.last_four,
    scopes: scopesOf(row),
    createdAt: new Date(row.created_at),
    lastUsedAt: dateOf(row.last_used_at),
    revokedAt: dateOf(row.revoked_at),
  };
}

function describeSetting(key: string): SecretKey {
  const times = { createdAt: null, lastUsedAt: null, revokedAt: null };
  return { id: null, name: OF_SETTING, lastFour: key.slice(-4), scopes: null, ...times };
}
