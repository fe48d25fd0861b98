/** `production` for `pk_live_` keys, `development` for `pk_test_` keys. */
export type InstanceType = 'production' | 'development';

export interface PublishableKey {
  /** The key as it was given. */
  raw: string;
  instanceType: InstanceType;
  /** Host (with optional port) of the Frontend API that the key names. */
  frontendApi: string;
}

export type PublishableKeyProblem =
  | 'missing'
  | 'secret_key'
  | 'placeholder'
  | 'whitespace'
  | 'prefix'
  | 'segments'
  | 'encoding'
  | 'terminator'
  | 'host';

const CURE: Record<PublishableKeyProblem, string> = {
  missing: 'is missing. Set data-clerk-publishable-key on the script tag, or pass it to new Clerk()',
  secret_key: 'is a secret key. It never belongs in a page: rotate it, and use the one that starts with pk_',
  placeholder: 'is a placeholder. Use the key of your instance',
  whitespace: 'holds blanks or quotes. Remove them',
  prefix: 'has to start with pk_test_ or pk_live_',
  segments: 'has to have three parts between underscores: pk, test or live, and the encoded host',
  encoding: 'does not end in valid base64. It was probably cut when copied',
  terminator: 'does not decode to a host and a "$". It was probably cut when copied',
  host: 'does not name a host with a dot, such as clerk.example.com',
};

/** Thrown by {@link parsePublishableKey}; `problem` says which way the key is malformed. */
export class PublishableKeyError extends Error {
  override readonly name = 'PublishableKeyError';
  readonly code = 'publishable_key_invalid';
  readonly problem: PublishableKeyProblem;
  constructor(problem: PublishableKeyProblem) {
    super(`clerk-widgets: The publishable key ${CURE[problem]}.`);
    this.problem = problem;
  }
}

const PREFIXES: Record<string, InstanceType> = { test: 'development', live: 'production' };

/**
 * Reads a publishable key: `pk_test_` or `pk_live_` followed by base64 of `host$`.
 *
 * @param key the key as the application configured it
 * @throws {PublishableKeyError} naming the exact fault
 */
export function parsePublishableKey(key: string | null | undefined): PublishableKey {
  const fail = (problem: PublishableKeyProblem): never => {
    throw new PublishableKeyError(problem);
  };
  if (!key) return fail('missing');
  if (/^sk_(test|live)_/.test(key)) fail('secret_key');
  if (/^(your|pk_(test|live)_(\.{3}|…|your|x+$))|<|\{\{/i.test(key)) fail('placeholder');
  if (/[\s"'`]/.test(key)) fail('whitespace');
  const [pk, type = '', encoded = '', ...rest] = key.split('_');
  if (pk !== 'pk' || !Object.hasOwn(PREFIXES, type)) fail('prefix');
  if (!encoded || rest.length > 0) fail('segments');
  const host = decode(encoded) ?? fail('encoding');
  if (!/^[^$]*\$$/.test(host)) fail('terminator');
  const frontendApi = host.slice(0, -1);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/i.test(frontendApi)) fail('host');
  return { raw: key, instanceType: PREFIXES[type] as InstanceType, frontendApi };
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

function decode(encoded: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined;
  try {
    return atob(encoded);
  } catch {
    return undefined;
  }
}
