/** `production` for `pk_live_` keys, `development` for `pk_test_` keys. */
export type InstanceType = 'production' | 'development';

export interface PublishableKey {
  /** The key as it was given. */
  raw: string;
  instanceType: InstanceType;
  /** Host (with optional port) of the Frontend API that the key names. */
  frontendApi: string;
}

/**
 * Thrown by {@link parsePublishableKey}. `describeKeyProblem` says what exactly is wrong and how to mend it: it is a
 * file of its own, since only a page with a wrong key needs the words.
 */
export class PublishableKeyError extends Error {
  override readonly name = 'PublishableKeyError';
  readonly code = 'publishable_key_invalid';
  constructor() {
    super('clerk-widgets: The publishable key is missing or malformed.');
  }
}

const KEY = /^pk_(test|live)_([A-Za-z\d+/]+={0,2})$/;
const HOST = /^([a-z\d-]+(?:\.[a-z\d-]+)+(?::\d{1,5})?)\$$/i;

/**
 * Reads a publishable key: `pk_test_` or `pk_live_` followed by base64 of `host$`.
 *
 * @param key the key as the application configured it
 * @throws {PublishableKeyError}
 */
export function parsePublishableKey(key: string | null | undefined): PublishableKey {
  const [raw, type, encoded = ''] = KEY.exec(key ?? '') ?? [];
  const frontendApi = HOST.exec(decodeHost(encoded) ?? '')?.[1];
  if (!raw || !frontendApi) throw new PublishableKeyError();
  return { raw, instanceType: type === 'live' ? 'production' : 'development', frontendApi };
}

/**
 * Writes the publishable key of a Frontend API host.
 *
 * @param frontendApi host with optional port; it must contain a dot (`localhost:4400` cannot be encoded)
 * @throws {PublishableKeyError} when the host has no dot
 */
export function buildPublishableKey(instanceType: InstanceType, frontendApi: string): string {
  const key = `pk_${instanceType === 'production' ? 'live' : 'test'}_${btoa(`${frontendApi}$`).replace(/=+$/, '')}`;
  parsePublishableKey(key);
  return key;
}

/** What a key encodes after its prefix; undefined when that is no base64. */
export function decodeHost(encoded: string): string | undefined {
  try {
    return atob(encoded);
  } catch {
    return undefined;
  }
}
