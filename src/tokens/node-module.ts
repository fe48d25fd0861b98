import type * as BufferModule from 'node:buffer';
import type * as CryptoModule from 'node:crypto';

export type NodeCrypto = typeof CryptoModule;

interface NodeModules {
  'node:buffer': typeof BufferModule;
  'node:crypto': NodeCrypto;
}

/** Returns a module of Node if the runtime has it. A static import would fail on other runtimes. */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const runtime = globalThis.process as { getBuiltinModule?(name: Name): NodeModules[Name] | undefined } | undefined;
  return runtime?.getBuiltinModule?.(name);
}
