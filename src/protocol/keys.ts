/** `production` for `pk_live_` keys, `development` for `pk_test_` keys. */
export type InstanceType = 'production' | 'development';

export interface PublishableKey {
  /** The key as it was passed in. */
  raw: string;
  instanceType: InstanceType;
  /** Host of the Frontend API that the key names, with its port if it has one. */
  frontendApi: string;
}

/**
 * {@link parsePublishableKey} throws this. `describeKeyProblem` says what is wrong and how to fix it. That function has
 * a file of its own, because only a page with a wrong key needs its texts.
 */
export class PublishableKeyError extends Error {
  override readonly name = 'PublishableKeyError';
  readonly code = 'publishable_key_invalid';
  constructor() {
    super('clerk-widgets: The publishable key is missing or malformed.');
  }
}

const KEY = /^pk_(test|live)_([A-Za-z\d+/]+={0,2})$/;
// Both cases are written out: browsers take half a millisecond to prepare the first expression that ignores case.
const HOST = /^([A-Za-z\d-]+(?:\.[A-Za-z\d-]+)+(?::\d{1,5})?)\$$/;

/**
 * Parses a publishable key: `pk_test_` or `pk_live_`, followed by base64 (RFC 4648) of `host$`, with or without padding.
 *
 * @param key the key as the application configured it
 * @returns the host that the key names, and the type of the instance
 * @throws {PublishableKeyError} when the key is missing or malformed
 *
 * @example
 * parsePublishableKey('pk_live_Y2xlcmsuZXhhbXBsZS5jb20k').frontendApi; // 'clerk.example.com'
 */
export function parsePublishableKey(key: string | null | undefined): PublishableKey {
  const [raw, type, encoded = ''] = KEY.exec(key ?? '') ?? [];
  const frontendApi = HOST.exec(decodeHost(encoded) ?? '')?.[1];
  if (!raw || !frontendApi) throw new PublishableKeyError();
  return { raw, instanceType: type === 'live' ? 'production' : 'development', frontendApi };
}

/**
 * Builds the publishable key of a Frontend API host.
 *
 * @param frontendApi host with optional port; it must contain a dot (`localhost:4400` cannot be encoded)
 * @throws {PublishableKeyError} when the host has no dot
 *
 * @example
 * buildPublishableKey('production', 'clerk.example.com'); // 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k'
 */
export function buildPublishableKey(instanceType: InstanceType, frontendApi: string): string {
  const key = `pk_${instanceType === 'production' ? 'live' : 'test'}_${btoa(`${frontendApi}$`).replace(/=+$/, '')}`;
  parsePublishableKey(key);
  return key;
}

/** Returns how every secret key of an instance begins. */
export function secretKeyPrefix(instanceType: InstanceType): string {
  return instanceType === 'production' ? 'sk_live_' : 'sk_test_';
}

/** Decodes what follows the prefix of a key; undefined when it is not base64. */
export function decodeHost(encoded: string): string | undefined {
  try {
    return atob(encoded);
  } catch {
    return undefined;
  }
}
