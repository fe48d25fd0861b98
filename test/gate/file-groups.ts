/** Beginnings of the files that take longest, as the last line of a stage names them. They start first, each in a process. */
const LONG = [
  'test/apps/react.',
  'test/apps/frameworks.',
  'test/apps/next',
  'test/apps/astro.',
  'test/e2e/engines/',
  'test/e2e/server-rendered-pixels.',
  'test/e2e/account.',
  'test/e2e/matrix.',
  'test/e2e/security-page.',
  'test/e2e/without-javascript.',
  'test/e2e/welcome-back.',
  'test/interop/screens',
  'test/interop/account.',
  'test/interop/testing.',
  'test/interop/second-factors.',
  'test/server/admin/every-page.',
  'test/server/backend-api/hostile-fields.',
  'test/server/storage/kill.',
  'test/server/serve/stop.',
  'test/server/serve/cli.',
  'test/gate/tarball.',
  'test/gate/package.',
];

/** Folders whose files share processes. Their files were seen to leave nothing behind for the next one. */
const SHARING = [
  'test/backend/',
  'test/build/',
  'test/client/',
  'test/contract/',
  'test/localization/',
  'test/protocol/',
  'test/server/',
  'test/ssr/',
];
/** Beginnings of the files in these folders that share a process with no other, and why. */
const ALONE: Readonly<Record<string, string>> = {
  'test/backend/routes.': 'compares the CPU time that the process uses',
  'test/server/serve/': 'starts and ends processes',
  'test/server/storage/': 'starts, cuts and ends connections and processes',
  'test/server/webhooks/kill.': 'ends processes',
};

/**
 * Groups files that share a process, in the order in which the groups start.
 *
 * @param most files in a group, which are of one folder of `test/`
 * @param mayShare whether a file may be in a group with others
 */
export function groupFiles(files: readonly string[], most: number, mayShare = leavesNothing): string[][] {
  const shares = (file: string) => most > 1 && mayShare(file) && !startsWithAny(file, LONG);
  const alone = files.filter((file) => !shares(file)).sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  const folders = Map.groupBy(files.filter(shares).sort(), (file) => file.split('/').slice(0, 2).join('/'));
  const groups = [...folders.values()].flatMap((those) => {
    const each = Math.ceil(those.length / Math.ceil(those.length / most));
    return Array.from({ length: Math.ceil(those.length / each) }, (_, group) =>
      those.slice(group * each, (group + 1) * each),
    );
  });
  const isLong = (file: string) => startsWithAny(file, LONG);
  const single = (those: string[]) => those.map((file) => [file]);
  return [...single(alone.filter(isLong)), ...groups, ...single(alone.filter((file) => !isLong(file)))];
}

/** Returns where a file stands in the list of long ones. */
function rankOf(file: string): number {
  const rank = LONG.findIndex((start) => file.startsWith(start));
  return rank < 0 ? LONG.length : rank;
}

function startsWithAny(file: string, starts: readonly string[]): boolean {
  return starts.some((start) => file.startsWith(start));
}

function leavesNothing(file: string): boolean {
  return startsWithAny(file, SHARING) && !startsWithAny(file, Object.keys(ALONE));
}
