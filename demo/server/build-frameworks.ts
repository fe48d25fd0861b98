import { type BuiltApp, buildApp } from '../../test/support/framework-app.ts';
import { FRAMEWORK_APPS } from './framework-apps.ts';

const KEY = '%PUBLISHABLE_KEY%';
const API = '%API%';
const ENVIRONMENT = `export const publishableKey: string = '${KEY}';\nexport const proxyUrl: string = '${API}';\n`;

/**
 * Installs and builds the apps of `demo/frameworks` with this package in them, in `.cache/apps`. The first time it needs the
 * registry, and a minute or two.
 *
 * @returns the built apps by their names
 */
export async function buildFrameworks(): Promise<Record<string, BuiltApp>> {
  const builds: Record<string, BuiltApp> = {};
  for (const { name } of FRAMEWORK_APPS) {
    builds[name] = await buildApp({
      name,
      from: 'demo/frameworks',
      // The server that shows them puts its own values in.
      env: { VITE_CLERK_PUBLISHABLE_KEY: KEY, VITE_CLERK_PROXY_URL: API },
      files: name === 'angular' ? { 'src/environment.ts': ENVIRONMENT } : {},
    });
  }
  return builds;
}

/** Returns the folders with what was built. */
export function builtFiles(builds: Readonly<Record<string, BuiltApp>>): Record<string, string> {
  return Object.fromEntries(Object.entries(builds).map(([name, { folder }]) => [name, `${folder}/dist`]));
}
