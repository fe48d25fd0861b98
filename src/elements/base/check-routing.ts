import type { ViewHost } from './view-host.ts';

/** Tells a developer on the console when the attributes `routing` and `path` of an element do not go together. */
export function checkRouting(host: ViewHost): void {
  const { path, routing = path ? 'path' : 'hash' } = host as ViewHost & { routing?: string; path?: string };
  if ((routing === 'path') === !!path) return;
  console.error(`clerk-widgets: routing="${routing}" ${path ? 'does not go with' : 'needs'} a path attribute.`);
}
