import { createFinding, type Finding } from '../../../protocol/diagnosis/finding.ts';
import { judgeKey } from '../../../protocol/diagnosis/judge-key.ts';
import type { Check } from '../check.ts';
import { isScript } from './script.ts';

/** The key: that there is one, that it is whole, and that it belongs to this host and to this API. */
export const checkKey: Check = {
  name: 'key',
  good: 'The publishable key is whole, and belongs to this host and instance.',
  run(facts) {
    const { key, scriptKey, script } = facts;
    const used = key ?? scriptKey;
    if (!used) return script && isScript(script.answer) ? [missing()] : undefined;
    // `checkSecrets` tells of a secret key.
    if (used.raw.startsWith('sk_')) return undefined;
    return judgeKey(facts);
  },
};

function missing(): Finding {
  return createFinding('key-missing', {}, 'no data-clerk-publishable-key, and no key in the script');
}
