import { secretKeyPrefix } from '../../protocol/keys.ts';
import type { Clock } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import { hashToken, newId, randomText } from '../ids.ts';
import type { SecretKeyRow } from '../storage/rows.ts';
import type { SecretKeyOps } from '../storage/tables/secret-keys-table.ts';
import { isScope, SCOPES, type Scope } from './scopes.ts';
import type { SecretKey, SecretKeys } from './types.ts';

export interface SecretKeyParts {
  config: Pick<InstanceConfig, 'instanceType' | 'secretKey'>;
  storage: SecretKeyOps;
  clock: Clock;
}

/** 48 characters of 5.8 bits each. */
const LENGTH = 48;
const MAX_NAME = 100;
/** The name of the key that the setting names, in lists. */
export const OF_SETTING = 'from the setting secretKey';

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
  const problem = unknown === undefined ? '' : `There is no scope ${JSON.stringify(unknown)}. `;
  const longMessage = `${problem}Choose from ${Object.keys(SCOPES).join(', ')}.`;
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
