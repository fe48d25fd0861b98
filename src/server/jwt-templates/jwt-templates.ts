import type { InstanceConfig } from '../config/config.ts';
import type { JwtTemplateSpec } from '../config/check-jwt-template.ts';
import type { JsonObject } from '../expressions/evaluate.ts';
import type { JsonTemplate } from '../expressions/json-template.ts';
import { parseClaims } from '../expressions/parse-claims.ts';
import { seededId } from '../ids.ts';
import { deriveKey } from '../keys/master-key.ts';
import { seal, unseal } from '../keys/seal.ts';
import { createSign, type Sign, type SigningAlgorithm } from '../lib/jwt-key.ts';
import type { JwtTemplateRow } from '../storage/rows.ts';

/** A JWT template, of the settings or of the database. Its key is not part of it. */
export interface JwtTemplate extends Omit<JwtTemplateSpec, 'signingKey'> {
  readonly id: string;
  /** Whether its tokens are signed with a key of its own, and not with that of the instance. */
  readonly hasOwnKey: boolean;
  /** It comes from the setting `jwtTemplates`, and cannot be changed elsewhere. */
  readonly isSeeded: boolean;
  /** Milliseconds; 0 when it comes from the settings. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What tokens are made with. */
export interface PreparedTemplate {
  readonly claims: JsonTemplate;
  /** Signs with its own key; undefined = the key of the instance signs. */
  readonly sign: Sign | undefined;
}

/** What is made once of the settings and the master key. */
export interface JwtTemplates {
  /** Those of the settings, in their order. */
  readonly seeded: readonly JwtTemplate[];
  /** Parses the claims and the key of a template, or returns what was parsed before. */
  prepare(template: JwtTemplate, sealedKey: string | null): PreparedTemplate;
  sealKey(id: string, key: string): string;
  /** @throws {Error} when the key was encrypted with another master key */
  unsealKey(id: string, sealed: string): string;
}

/** Templates that are kept parsed. An instance with more of them parses again. */
const MOST_PREPARED = 200;

export function createJwtTemplates(config: Pick<InstanceConfig, 'jwtTemplates'>, secret: Uint8Array): JwtTemplates {
  const key = deriveKey(secret, 'jwt-template-keys');
  const contextOf = (id: string): string => `jwt template ${id}`;
  const seeded = config.jwtTemplates.map(fromSpec);
  const keys = new Map(config.jwtTemplates.map(({ name, signingKey }) => [seededId('jtmp', name), signingKey]));
  const prepared = new Map<string, PreparedTemplate>();
  const unsealKey = (id: string, sealed: string): string => {
    const text = unseal(sealed, key, contextOf(id));
    if (text === undefined) throw new Error(`The key of the JWT template ${id} cannot be decrypted.`);
    return text;
  };
  return {
    seeded,
    unsealKey,
    sealKey: (id, text) => seal(text, key, contextOf(id)),
    prepare(template, sealedKey) {
      const name = `${template.id} ${template.updatedAt}`;
      const known = prepared.get(name);
      if (known) return known;
      const own = sealedKey === null ? (keys.get(template.id) ?? null) : unsealKey(template.id, sealedKey);
      const made: PreparedTemplate = {
        claims: parseClaims(template.claims, own === null ? 'template' : 'template with its own key'),
        sign: own === null ? undefined : createSign(template.signingAlgorithm, own),
      };
      const [oldest] = prepared.keys();
      if (prepared.size >= MOST_PREPARED && oldest !== undefined) prepared.delete(oldest);
      prepared.set(name, made);
      return made;
    },
  };
}

function fromSpec({ signingKey, ...spec }: JwtTemplateSpec): JwtTemplate {
  const id = seededId('jtmp', spec.name);
  return { ...spec, id, hasOwnKey: signingKey !== null, isSeeded: true, createdAt: 0, updatedAt: 0 };
}

/** Reads the row of a template. */
export function fromRow(row: JwtTemplateRow): JwtTemplate {
  return {
    id: row.id,
    name: row.name,
    claims: JSON.parse(row.claims) as JsonObject,
    lifetime: row.lifetime,
    allowedClockSkew: row.allowed_clock_skew,
    signingAlgorithm: row.signing_algorithm as SigningAlgorithm,
    hasOwnKey: row.sealed_key !== null,
    isSeeded: false,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
