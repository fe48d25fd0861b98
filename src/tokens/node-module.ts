import type * as BufferModule from 'node:buffer';
import type * as CryptoModule from 'node:crypto';

export type NodeCrypto = typeof CryptoModule;

interface NodeModules {
  'node:buffer': typeof BufferModule;
  'node:crypto': NodeCrypto;
}

/**
 * Returns a module of Node if the runtime has it. A static import would fail on other runtimes. The edge runtime of Next.js
 * has the function, and it throws.
 */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const runtime = globalThis.process as { getBuiltinModule?(name: Name): NodeModules[Name] | undefined } | undefined;
  try {
    return runtime?.getBuiltinModule?.(name);
  } catch {
    return undefined;
  }
}
