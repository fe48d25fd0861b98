import type { PublishableKeyProblem } from './keys.ts';

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

/** What is wrong with a publishable key and how to mend it, in a sentence that never holds the key. */
export function describeKeyProblem(problem: PublishableKeyProblem): string {
  return `The publishable key ${CURE[problem]}.`;
}
