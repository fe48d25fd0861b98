import rsort from 'semver/functions/rsort.js';
import type { CdnLibrary } from './cdn-library.ts';
import type { Releases } from './releases.ts';
import { resolveRange } from './resolve-range.ts';

/**
 * The browser files of a node that shares them with no other one. They are read when a page first asks for one.
 *
 * @param open reads the files of this node's disk
 */
export function ownReleases(open: () => CdnLibrary): Releases {
  let opened: CdnLibrary | undefined;
  const library = () => (opened ??= open());
  return {
    versions: () => [...library().keys()],
    resolve: async (range, isFit = () => true) => {
      const fit = [...library()].filter(([, files]) => isFit(files)).map(([version]) => version);
      return resolveRange(range, fit, rsort([...library().keys()]).slice(0, 1));
    },
    find: async (version) => library().get(version),
    refresh: async () => {},
    sweep: async () => {},
    close: async () => {},
  };
}
