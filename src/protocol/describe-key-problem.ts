import { decodeHost } from './keys.ts';

type Problem =
  | 'missing'
  | 'secret_key'
  | 'placeholder'
  | 'whitespace'
  | 'prefix'
  | 'segments'
  | 'encoding'
  | 'terminator'
  | 'host';

const FIX: Record<Problem, string> = {
  missing: 'is missing. Set data-clerk-publishable-key on the script tag, or pass it to new Clerk()',
  secret_key: 'is a secret key, which must never be in a page. Rotate it, and use the one that starts with pk_',
  placeholder: 'is a placeholder. Use the key of your instance',
  whitespace: 'contains spaces or quotes. Remove them',
  prefix: 'has to start with pk_test_ or pk_live_',
  segments: 'has to have three parts between underscores: pk, test or live, and the encoded host',
  encoding: 'does not end in valid base64. It was probably cut off when it was copied',
  terminator: 'does not decode to a host and a "$". It was probably cut off when it was copied',
  host: 'does not name a host with a dot, such as clerk.example.com',
};

/**
 * Says in one sentence what is wrong with a publishable key that `parsePublishableKey` refused, and how to fix it. The
 * sentence never contains the key.
 *
 * @example
 * describeKeyProblem('pk_live_'); // 'The publishable key has to have three parts between underscores: …'
 */
export function describeKeyProblem(key: string | null | undefined): string {
  return `The publishable key ${FIX[problemOf(key)]}.`;
}

function problemOf(key: string | null | undefined): Problem {
  if (!key) return 'missing';
  if (/^sk_(test|live)_/.test(key)) return 'secret_key';
  if (/^(your|pk_(test|live)_(\.{3}|…|your|x+$))|<|\{\{/i.test(key)) return 'placeholder';
  if (/[\s"'`]/.test(key)) return 'whitespace';
  const [pk, type = '', encoded = '', ...rest] = key.split('_');
  if (pk !== 'pk' || !/^(test|live)$/.test(type)) return 'prefix';
  if (!encoded || rest.length > 0) return 'segments';
  const host = /^[a-z\d+/]+={0,2}$/i.test(encoded) ? decodeHost(encoded) : undefined;
  if (host === undefined) return 'encoding';
  return /^[^$]*\$$/.test(host) ? 'host' : 'terminator';
}
