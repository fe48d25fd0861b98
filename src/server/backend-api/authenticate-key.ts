import { secretKeyPrefix } from '../../protocol/keys.ts';
import { ApiError } from '../http/errors.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { Actor } from '../http/request-context.ts';
import { hashToken } from '../ids.ts';
import { isSameCheck } from '../keys/master-key.ts';
import type { Services } from '../services.ts';
import { OF_SETTING, scopesOf } from './secret-keys.ts';
import type { Scope } from './scopes.ts';

/** The key of a request. */
export interface CallingKey {
  /** Null for the key of the setting `secretKey`. */
  id: string | null;
  /** The name of the key, for the audit log. */
  name: string;
  /** Null: everything. */
  scopes: readonly Scope[] | null;
}

/** How far behind `last_used_at` may be, in milliseconds, so that few requests have to write it. */
const USE_NOTED_MS = 60_000;
/** Longer than any key: a longer text is not hashed. */
const MAX_KEY = 200;
const BEARER = /^bearer +(sk_.*)$/i;

/**
 * Returns the secret key of a request. Every `Authorization` header that begins with `Bearer sk_` holds one, right or
 * wrong.
 *
 * @returns undefined when the request has none, and so is one to the Frontend API
 */
export function readSecretKey(headers: Headers): string | undefined {
  return BEARER.exec(headers.get('authorization')?.trim() ?? '')?.[1];
}

/**
 * Finds the key that a request was sent with.
 *
 * Keys are compared and looked up by their SHA-256, so the time that it takes says nothing about a key.
 *
 * @throws {ApiError} 401 `clerk_key_invalid` for a wrong or revoked key, or one of the other type of instance; 429 when
 *   the address has sent too many of these
 */
export async function authenticateKey(services: Services, actor: Actor, key: string): Promise<CallingKey> {
  const { config, storage } = services;
  if (key.length <= MAX_KEY && key.startsWith(secretKeyPrefix(config.instanceType))) {
    const hash = hashToken(key);
    if (config.secretKey !== null && isSameCheck(hash, hashToken(config.secretKey))) {
      return { id: null, name: OF_SETTING, scopes: null };
    }
    const row = await storage.findSecretKeyByHash(hash);
    if (row) {
      const isNoted = row.last_used_at !== null && actor.now - row.last_used_at < USE_NOTED_MS;
      if (!isNoted) await storage.noteSecretKeyUse(row.id, actor.now);
      return { id: row.id, name: row.name, scopes: scopesOf(row) };
    }
  }
  await hitRateLimit(services, actor, 'wrongSecretKeys');
  throw new ApiError('clerk_key_invalid', { longMessage: hintOf(key, config.instanceType) });
}

/** @throws {ApiError} 403 that names the scope when the key does not have it */
export function requireScope({ scopes }: CallingKey, scope: Scope | 'any'): void {
  if (scope === 'any' || scopes === null || scopes.includes(scope)) return;
  const longMessage = `This secret key does not have the scope ${scope}, which this call needs.`;
  throw new ApiError('insufficient_scope', { longMessage, meta: { scope } });
}

/** Says when a key is one of the other type of instance, which is how most wrong keys come about. */
function hintOf(key: string, instanceType: Services['config']['instanceType']): string | undefined {
  const other = instanceType === 'production' ? 'development' : 'production';
  if (!key.startsWith(secretKeyPrefix(other))) return undefined;
  return `Keys of this ${instanceType} instance begin with ${secretKeyPrefix(instanceType)}.`;
}
