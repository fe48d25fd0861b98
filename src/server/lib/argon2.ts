import crypto, { randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type * as Package from '@node-rs/argon2';
import { ConfigError } from './config-error.ts';

/** What a hash costs, in the letters of a PHC string: kibibytes, passes, lanes. */
export interface Argon2Cost {
  readonly m: number;
  readonly t: number;
  readonly p: number;
}

/** The argon2 of one implementation. It works on the thread pool, so the process answers other requests meanwhile. */
export interface Argon2 {
  readonly name: '@node-rs/argon2' | 'node:crypto';
  /** Hashes a text as UTF-8 with argon2id and a new salt. @returns the PHC string */
  hash(text: string, cost: Argon2Cost): Promise<string>;
  /** Verifies a hash of any argon2 variant and cost. @throws {Error} when `phc` is no such hash */
  verify(phc: string, text: string): Promise<boolean>;
}

/** A hash in PHC format: https://github.com/P-H-C/phc-string-format */
export interface Phc {
  variant: 'argon2d' | 'argon2i' | 'argon2id';
  cost: Argon2Cost;
  salt: Buffer;
  tag: Buffer;
}

const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Value of `Algorithm.Argon2id`, whose const enum cannot be imported. */
const ARGON2ID = 2;

let loaded: Promise<Argon2> | undefined;

/**
 * Loads argon2 once: the package `@node-rs/argon2` where it is installed, else that of Node. Both make and verify the
 * same hashes, and the package takes half the time.
 *
 * @throws {ConfigError} when there is neither
 */
export function loadArgon2(): Promise<Argon2> {
  loaded ??= findArgon2();
  return loaded;
}

/**
 * @param importPackage default: imports `@node-rs/argon2`
 * @param builtIn default: `crypto.argon2` of this runtime, which Node has from 24.7 on
 * @throws {ConfigError} when there is neither
 */
export async function findArgon2(
  importPackage: () => Promise<typeof Package> = () => import('@node-rs/argon2'),
  builtIn: typeof crypto.argon2 | null = crypto.argon2 ?? null,
): Promise<Argon2> {
  let cause: unknown;
  try {
    return packaged(await importPackage());
  } catch (error) {
    // It is not installed, or it has no binary for this machine.
    cause = error;
  }
  if (builtIn) {
    const argon2 = builtInArgon2(builtIn);
    // A Node that was built with an older OpenSSL has the function, and it always fails.
    const works = await argon2.hash('', { m: 8, t: 1, p: 1 }).then(
      () => true,
      () => false,
    );
    if (works) return argon2;
  }
  throw notThere(cause);
}

function packaged({ hash, verify }: typeof Package): Argon2 {
  return {
    name: '@node-rs/argon2',
    hash: (text, { m, t, p }) =>
      hash(text, { algorithm: ARGON2ID as never, memoryCost: m, timeCost: t, parallelism: p }),
    verify: (phc, text) => verify(phc, text),
  };
}

function builtInArgon2(argon2: typeof crypto.argon2): Argon2 {
  const derive = promisify(argon2);
  const tagOf = (text: string, { variant, cost, salt }: Omit<Phc, 'tag'>, tagLength: number) =>
    derive(variant, { message: text, nonce: salt, memory: cost.m, passes: cost.t, parallelism: cost.p, tagLength });
  return {
    name: 'node:crypto',
    async hash(text, cost) {
      const salt = randomBytes(SALT_BYTES);
      const tag = await tagOf(text, { variant: 'argon2id', cost, salt }, TAG_BYTES);
      return formatPhc({ variant: 'argon2id', cost, salt, tag });
    },
    async verify(phc, text) {
      const parsed = parsePhc(phc);
      if (!parsed) throw new Error('This is no hash of argon2 in PHC format.');
      return timingSafeEqual(await tagOf(text, parsed, parsed.tag.length), parsed.tag);
    },
  };
}

/** Returns the cost of a hash; undefined for a text that is no hash of argon2. */
export function costOf(phc: string): Argon2Cost | undefined {
  return parsePhc(phc)?.cost;
}

const PHC = /^\$(argon2(?:id|i|d))\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Reads a hash in PHC format; undefined for another text. */
export function parsePhc(phc: string): Phc | undefined {
  const [, variant, m, t, p, salt = '', tag = ''] = PHC.exec(phc) ?? [];
  if (!variant) return undefined;
  return {
    variant: variant as Phc['variant'],
    cost: { m: Number(m), t: Number(t), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Writes a hash in PHC format. */
export function formatPhc({ variant, cost, salt, tag }: Phc): string {
  return `$${variant}$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** PHC strings have base64 without its padding. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function notThere(cause: unknown): ConfigError {
  const error = new ConfigError([
    {
      setting: 'password hashing',
      problem: `needs argon2, which this runtime (Node ${globalThis.process?.versions.node ?? 'unknown'}) lacks`,
      cure: 'Run npm install @node-rs/argon2, or use Node 24.7 or later.',
    },
  ]);
  error.cause = cause;
  return error;
}
