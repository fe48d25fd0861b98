import { ownGlobal } from '../../client/platform/native.ts';

/** Returns a setting that a script of the page has set as a global. */
export function ownText(name: string): string | undefined {
  const value = ownGlobal(name);
  return typeof value === 'string' ? value : undefined;
}
