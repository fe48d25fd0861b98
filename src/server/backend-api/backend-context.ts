import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import type { Administrator } from '../audit/audit.ts';
import type { Actor } from '../http/request-context.ts';
import type { CallingKey } from './authenticate-key.ts';
import type { JsonBody } from './json-body.ts';

/** One request to the Backend API, read once. */
export interface BackendContext extends Actor, Administrator {
  readonly key: CallingKey;
  readonly body: JsonBody;
  readonly query: URLSearchParams;
}

export interface BackendEnv {
  Bindings: AppEnv['Bindings'];
  Variables: { context: BackendContext };
}

/** A request, for the handlers of routes. */
export type BackendCall = Context<BackendEnv>;
