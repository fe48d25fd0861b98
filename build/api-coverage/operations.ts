import { readFileSync } from 'node:fs';
import type { Reason } from './reasons.ts';
import { UNSERVED_BACKEND } from './unserved-backend.ts';
import { UNSERVED_FRONTEND } from './unserved-frontend.ts';

/** One of Clerk's APIs. */
export interface ApiOperations {
  title: string;
  /** Date of the document that lists the operations. */
  revision: string;
  /** Method and path of every operation, such as `GET /v1/client/sign_ins/{sign_in_id}`. */
  operations: readonly string[];
  /** Those that this server does not serve. */
  unserved: Readonly<Record<string, Reason>>;
}

/** Reads the operations of both APIs. Of Clerk's documents the repository has nothing else. */
export function readOperations(): { frontend: ApiOperations; backend: ApiOperations } {
  const read = (name: string) =>
    JSON.parse(readFileSync(`test/interop/operations/${name}.json`, 'utf8')) as Omit<ApiOperations, 'title'>;
  return {
    frontend: { title: 'Frontend API', ...read('frontend-api'), unserved: UNSERVED_FRONTEND },
    backend: { title: 'Backend API', ...read('backend-api'), unserved: UNSERVED_BACKEND },
  };
}
