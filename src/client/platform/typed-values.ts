import { attempt } from './native.ts';

/** Returns what the user typed into the form that led to this one; undefined when nothing is kept. See `keepTyped`. */
export function readTyped(): object | undefined {
  return attempt(() => JSON.parse(sessionStorage['__clerk_typed']));
}
