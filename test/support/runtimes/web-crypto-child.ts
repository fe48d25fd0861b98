// Answers calls of the SDK in a process that has no module of Node to offer, as on a runtime with WebCrypto alone.
import type { Call } from './judge.ts';

// The SDK asks for the modules when it is loaded.
Object.defineProperty(process, 'getBuiltinModule', { value: undefined });
const { judge } = await import('./judge.ts');

process.on('message', async ({ id, call }: { id: number; call: Call }) => {
  const answer = await judge(call).then(
    (verdict) => ({ verdict }),
    (error: Error) => ({ failure: String(error.stack) }),
  );
  process.send?.({ id, ...answer });
});
process.send?.({ ready: true });
