/*
 * The parts of Next.js that its adapter uses. Next.js is large and belongs to the application, so this repository does not
 * install it; an application compiles our declarations against its own `next`, and so does the app in `test/apps/next`.
 */
declare module 'next/server' {
  export class NextRequest extends Request {
    readonly nextUrl: URL & { clone(): URL };
    readonly cookies: { get(name: string): { name: string; value: string } | undefined };
  }
  export interface NextFetchEvent {
    waitUntil(promise: Promise<unknown>): void;
  }
}

declare module 'next/headers' {
  export function headers(): Promise<{ get(name: string): string | null }>;
}

declare module 'next/navigation' {
  export function redirect(url: string): never;
  export function notFound(): never;
}

declare module 'next' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface NextApiRequest extends IncomingMessage {
    query: Partial<Record<string, string | string[]>>;
  }
  export interface NextApiResponse<Data = unknown> extends ServerResponse {
    status(code: number): NextApiResponse<Data>;
    json(body: Data): void;
  }
  export interface GetServerSidePropsContext {
    req: IncomingMessage & { cookies: Partial<Record<string, string>> };
    res: ServerResponse;
    resolvedUrl: string;
  }
  export type GetServerSidePropsResult<Props> =
    | { props: Props | Promise<Props> }
    | { redirect: { destination: string; statusCode: 307; basePath?: false } }
    | { notFound: true };
}
