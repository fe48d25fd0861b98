// Answers calls of the SDK in a worker.
import { type Call, judge } from './judge.ts';

export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method === 'GET') {
      const modules = (globalThis.process as Partial<NodeJS.Process> | undefined)?.getBuiltinModule;
      return new Response(modules ? 'node:crypto' : 'WebCrypto');
    }
    try {
      return Response.json(await judge((await request.json()) as Call));
    } catch (error) {
      return new Response(String((error as Error).stack), { status: 500 });
    }
  },
};
