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

/**
 * Thrown by {@link parsePublishableKey}; `problem` says which way the key is malformed. `describeKeyProblem` has the
 * cure: it is a file of its own, since only a page with a wrong key needs the words.
 */
export class PublishableKeyError extends Error {
  override readonly name = 'PublishableKeyError';
  readonly code = 'publishable_key_invalid';
  readonly problem: PublishableKeyProblem;
  constructor(problem: PublishableKeyProblem) {
    super(`clerk-widgets: The publishable key is not valid (${problem}).`);
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
