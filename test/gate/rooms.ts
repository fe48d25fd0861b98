// Checks who may import whom: see ARCHITECTURE.md. `node test/gate/rooms.ts` runs it alone.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Features of the elements, which meet by tag and event: none imports another one. */
const FEATURES = [
  'acting-note',
  'buttons',
  'callbacks',
  'devtools',
  'gates',
  'google-one-tap',
  'passkey-offer',
  'sign-in',
  'sign-up',
  'user-avatar',
  'user-button',
  'user-profile',
  'waitlist',
];

/**
 * The rooms of each folder, lowest first. A room may import rooms of lower levels and of its own level; circles are
 * refused, so rooms of one level that need each other have to be split. Files directly in the folder belong to no room.
 */
export const LEVELS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'src/client': [
    ['platform'],
    ['fapi'],
    ['captcha', 'phone', 'password-strength'],
    ['resources'],
    ['session', 'flows', 'navigation', 'callbacks'],
    ['members', 'future', 'stores'],
    ['instance'],
  ],
  'src/elements': [
    ['styles', 'base'],
    ['controllers'],
    ['parts'],
    ['modal'],
    // The reverification dialog: every feature may open it.
    ['user-verification'],
    FEATURES,
    ['mount', 'notes'],
  ],
  'src/server': [
    ['lib', 'oauth-providers', 'expressions', 'message-templates'],
    ['config', 'http', 'identifiers', 'restrictions'],
    ['csp'],
    ['storage', 'delivery', 'keys'],
    ['enumeration', 'bot-check', 'events', 'users', 'audit', 'webhooks'],
    ['jwt-templates'],
    ['factors', 'sessions'],
    ['attempts', 'account'],
    ['import-export'],
    ['http/middleware'],
    ['frontend-api', 'backend-api'],
    ['admin', 'cdn', 'dev', 'doctor', 'hosted-pages'],
    ['serve'],
    ['emulate'],
  ],
  // Files directly in the folder render one element each.
  'src/ssr': [['render'], ['hosts', 'style'], ['flow']],
  // `lib` has what knows nothing of requests. The files of the folder itself put an SDK together.
  'src/backend': [['lib'], ['api', 'routes', 'verify', 'render'], ['request'], ['adapters'], ['next']],
};

/** What each folder of `src` may import besides itself. */
export const WALLS: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  tokens: ['protocol'],
  localization: ['protocol'],
  client: ['protocol', 'tokens'],
  elements: ['client', 'localization', 'protocol'],
  server: ['protocol', 'tokens', 'localization'],
  backend: ['protocol', 'tokens', 'localization'],
  // Draws the elements on a server. The entries hand it to `server` and `backend`, which load it when they need it.
  ssr: ['protocol', 'localization', 'client', 'elements'],
  entries: ['protocol', 'tokens', 'localization', 'client', 'elements', 'ssr', 'server', 'backend'],
};

/** Files that put a folder's rooms together: only the named folders may import them. */
const TOPS: Readonly<Record<string, readonly string[]>> = {
  'src/client/clerk.ts': ['src/entries'],
  'src/server/app.ts': ['src/entries', 'src/server/serve', 'src/server/dev'],
};

/** Folders that run in browsers and on every runtime: they load no module of Node. */
const WITHOUT_NODE = ['protocol', 'tokens', 'localization', 'client', 'elements', 'ssr', 'backend'];
/** Folders that render nothing. */
const WITHOUT_LIT = ['protocol', 'tokens', 'localization', 'client', 'server', 'backend'];

interface Import {
  from: string;
  to: string;
  isType: boolean;
}

/**
 * Finds imports that break the order of the rooms.
 *
 * @param files paths below the project's root; default all sources
 * @param read text of a file
 * @returns one sentence for each wrong import; none when all is well
 * @example brokenWalls(['src/client/fapi/request.ts'], () => "import '../flows/types.ts';")
 */
export function brokenWalls(
  files: readonly string[] = globSync('src/**/*.ts'),
  read: (file: string) => string = (file) => readFileSync(file, 'utf8'),
): string[] {
  const imports = files.flatMap((file) => importsOf(file, read(file)));
  return [...imports.flatMap(faultsOf), ...circles(imports)];
}

/** Throws an error that lists the wrong imports. */
export function checkRooms(): void {
  const faults = brokenWalls();
  if (faults.length) throw new Error(faults.join('\n'));
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?((?:[\w*{][^;'"]*?)?)(?:from\s+)?'([^']+)'|(typeof )?\bimport\('([^']+)'\)/g;

function importsOf(from: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, names = '', target, typeOf, dynamic]) => ({
    from,
    to: resolve(from, target ?? dynamic ?? ''),
    isType: Boolean(type ?? typeOf) || /^\{(\s*type \w+( as \w+)?,?)+\s*\}\s*$/.test(names),
  }));
}

function resolve(from: string, target: string): string {
  return target.startsWith('.') ? path.posix.join(path.posix.dirname(from), target) : target;
}

function faultsOf({ from, to, isType }: Import): string[] {
  const [, mine = ''] = from.split('/');
  if (to.startsWith('node:') && !isType && WITHOUT_NODE.includes(mine)) {
    return [`${from} imports ${to}: src/${mine} runs without Node.`];
  }
  if (/^lit(\/|$)/.test(to) && WITHOUT_LIT.includes(mine))
    return [`${from} imports ${to}: src/${mine} renders nothing.`];
  if (!to.startsWith('src/')) return [];
  const [, theirs = ''] = to.split('/');
  if (mine !== theirs) return WALLS[mine]?.includes(theirs) ? [] : [`${from} imports ${to}: src/${mine} may not.`];
  const importers = TOPS[to];
  if (importers && !importers.some((folder) => from.startsWith(`${folder}/`))) {
    return [`${from} imports ${to}: only ${importers.join(', ')} may.`];
  }
  const base = `src/${mine}`;
  const [here, there] = [roomOf(base, from), roomOf(base, to)];
  if (!here || !there || here.name === there.name) return [];
  if (here.level < there.level) return [`${from} imports ${to}: ${there.name} comes after ${here.name}.`];
  if (FEATURES.includes(here.name) && FEATURES.includes(there.name)) {
    return [`${from} imports ${to}: features meet by tag and event.`];
  }
  return [];
}

/** Returns the room of a file: the longest name that its path begins with. */
function roomOf(base: string, file: string): { name: string; level: number } | undefined {
  const rooms = (LEVELS[base] ?? []).flatMap((names, level) => names.map((name) => ({ name, level })));
  return rooms
    .filter(({ name }) => file.startsWith(`${base}/${name}/`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/** Finds circles between folders. A folder may import its subfolders and they it; `src/x` and its own rooms may, too. */
function circles(imports: readonly Import[]): string[] {
  const next = new Map<string, Map<string, Import>>();
  for (const edge of imports) {
    if (edge.isType || !edge.to.startsWith('src/')) continue;
    const [here, there] = [path.posix.dirname(edge.from), path.posix.dirname(edge.to)];
    if (here === there || here.startsWith(`${there}/`) || there.startsWith(`${here}/`)) continue;
    const edges = next.get(here) ?? new Map<string, Import>();
    next.set(here, edges.set(there, edges.get(there) ?? edge));
  }
  const faults: string[] = [];
  for (const component of components(next)) {
    const edges = component.flatMap((folder) =>
      [...(next.get(folder) ?? [])].filter(([to]) => component.includes(to)).map(([, edge]) => edge),
    );
    const list = edges.map(({ from, to }) => `  ${from} imports ${to}`).join('\n');
    faults.push(`These folders import each other: ${component.join(', ')}.\n${list}`);
  }
  return faults;
}

/** Finds strongly connected components of more than one folder (Tarjan 1972). */
function components(next: ReadonlyMap<string, ReadonlyMap<string, unknown>>): string[][] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const enter = (folder: string): number => {
    const order = index.size;
    index.set(folder, order);
    low.set(folder, order);
    stack.push(folder);
    for (const to of next.get(folder)?.keys() ?? []) {
      if (!index.has(to)) low.set(folder, Math.min(low.get(folder) ?? order, enter(to)));
      else if (stack.includes(to)) low.set(folder, Math.min(low.get(folder) ?? order, index.get(to) ?? order));
    }
    const lowest = low.get(folder) ?? order;
    if (lowest === order) {
      const component = stack.splice(stack.indexOf(folder));
      if (component.length > 1) found.push(component.sort());
    }
    return lowest;
  };
  for (const folder of next.keys()) if (!index.has(folder)) enter(folder);
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) checkRooms();
