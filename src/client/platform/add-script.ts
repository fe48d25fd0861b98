import { ownGlobal, page } from './native.ts';
import type { Clock } from './platform.ts';

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

const policies = new Map<string, ScriptPolicy | undefined>();

/**
 * Loads the script of another site into the page.
 *
 * @param src URL of the script, a constant
 * @param policy name of the policy that a page with Trusted Types has to allow
 * @param limitMs milliseconds that it may take
 * @returns rejects when it was blocked, failed, or took too long
 */
export function addScript(
  src: string,
  policy: string,
  clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>,
  limitMs: number,
): Promise<void> {
  const element = page.createElement('script');
  let timer: unknown;
  return new Promise<void>((resolve, reject) => {
    timer = clock.setTimeout(() => reject(new Error('timeout')), limitMs);
    element.addEventListener('load', () => resolve());
    element.addEventListener('error', () => reject(new Error('blocked')));
    // A page whose policy allows scripts by nonce has a script with that nonce.
    element.nonce = page.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
    element.src = trusted(src, policy);
    element.async = true;
    page.head.append(element);
  }).finally(() => {
    clock.clearTimeout(timer);
    element.remove();
  });
}

function trusted(src: string, name: string): string {
  const trustedTypes = ownGlobal('trustedTypes') as PolicyFactory | undefined;
  // A policy can be created once.
  if (!policies.has(name)) policies.set(name, trustedTypes?.createPolicy(name, { createScriptURL: (url) => url }));
  return policies.get(name)?.createScriptURL(src) ?? src;
}
