import type { InstanceConfig } from '../config/config.ts';
import { answerFile, answerText, FOR_A_MOMENT, refuseMethod } from './answer-file.ts';
import { type CdnFile, type CdnFiles, createFile } from './cdn-library.ts';
import { compress, type Encoding } from '../lib/content-encoding.ts';
import {
  type ElementFiles,
  firstScreenFiles,
  type InstanceSettings,
  literal,
  readElements,
  readText,
  TAIL,
  themeFiles,
} from './fold-settings.ts';
import type { Releases } from './releases.ts';

/** A build whose `clerk.js` takes settings. */
interface Foldable {
  /** The text of `clerk.js` up to its argument. */
  head: string;
  elements: ElementFiles;
}

/**
 * `clerk.js` is one function with one parameter, which it calls without an argument. A hint for the compiler may stand
 * before it.
 */
const FORM = /^(?:\/\/#.*\n)?\([\w$]+=>\{[^]*\}\)\(\);\n$/;
const NO_BUILD =
  'No browser files here can take the settings of the instance. Build the package (npm run build), or name its files ' +
  'by cdnDir (CLERK_CDN_DIR).';
/** Scripts that are kept. Each takes about 200 KB with its encodings; the one that was not used for longest goes first. */
const MAX_KEPT = 64;

/**
 * Answers `/clerk.js`: the script with the settings of the instance inside, so that a page has no need to ask for them.
 *
 * It is the `clerk.js` of the version that `latest` names, called with the settings. `?elements=sign-in,user-button`
 * puts the files of these elements in front of it; a name that the version does not have costs an error in the console.
 * `?page=hosted` is for the pages of the server itself, from which redirects lead to every allowed origin.
 * The content depends on nothing else of the request, so it is made once for a set of elements. A version that cannot take
 * settings does not count.
 *
 * The `ETag` begins with the version.
 */
export function createInstanceScript(
  releases: Pick<Releases, 'find' | 'resolve'>,
  { redirectOrigins = [], ...settings }: InstanceSettings & { redirectOrigins?: InstanceConfig['allowedOrigins'] },
): (request: Request) => Promise<Response> {
  const argument = literal(settings);
  const allowRedirects = `window.Clerk?.__internal_updateProps({options:{__internal_isHosted:true,allowedRedirectOrigins:${literal(redirectOrigins)}}});\n`;
  const filesOf = firstScreenFiles(settings);
  const opened = new WeakMap<CdnFiles, Promise<Foldable | undefined>>();
  const unfit = new WeakSet<CdnFiles>();
  const kept = new Map<string, Promise<CdnFile>>();
  let compressing: Promise<unknown> = Promise.resolve();

  const isFit = (files: CdnFiles) => files.has('clerk.js') && files.has('elements.json') && !unfit.has(files);

  /** Finds the version that pages should have among those that can take settings. */
  async function findBuild() {
    for (;;) {
      const version = await releases.resolve('latest', isFit);
      const files = version === null ? undefined : await releases.find(version);
      if (version === null || !files) return undefined;
      const foldable = await open(files);
      if (foldable) return { version, files, ...foldable };
      unfit.add(files);
    }
  }

  function open(files: CdnFiles): Promise<Foldable | undefined> {
    const found = opened.get(files) ?? readFoldable(files);
    opened.set(files, found);
    // The storage may answer the next time.
    found.catch(() => opened.delete(files));
    return found;
  }

  function scriptOf(files: CdnFiles, head: string, names: readonly string[], end: string): Promise<CdnFile> {
    const key = [...names, 'clerk.js'].map((name) => files.get(name)?.hash).join(' ') + end;
    const found = kept.get(key) ?? makeScript(files, head, names, end);
    // A map keeps the order of insertion, so this makes the entry the newest one.
    kept.delete(key);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(oldest);
    }
    return found;
  }

  async function makeScript(files: CdnFiles, head: string, names: readonly string[], end: string): Promise<CdnFile> {
    const parts = await Promise.all(names.map((name) => readText(files, name)));
    const plain = new TextEncoder().encode([...parts, head, argument, TAIL, end].join(''));
    return createFile('text/javascript; charset=utf-8', plain, (encoding) => encode(plain, encoding));
  }

  /** Compresses one script at a time, so that requests for many sets leave threads for everything else. */
  function encode(plain: Uint8Array<ArrayBuffer>, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    const made = encoding === 'identity' ? Promise.resolve(plain) : compressing.then(() => compress(plain, encoding));
    compressing = made.catch(() => undefined);
    return made;
  }

  return async (request) => {
    const refusal = refuseMethod(request);
    if (refusal) return refusal;
    const { pathname, searchParams } = new URL(request.url);
    // The script finds the API in the folder of its own address.
    if (!pathname.endsWith('/clerk.js')) return answerText(404, 'The script of this instance is at /clerk.js.');
    const build = await findBuild();
    if (!build) return answerText(404, NO_BUILD);
    const { version, files, head, elements } = build;
    const wanted = new Set(searchParams.getAll('elements').flatMap((list) => list.split(/[\s,]+/)));
    wanted.delete('');
    const known = [...elements.keys()].filter((name) => !name.includes('+'));
    const names = known.filter((name) => wanted.has(name));
    // After a rollback a page may name an element of the newer version. It has to keep the others.
    const isHosted = searchParams.get('page') === 'hosted';
    const end = (names.length < wanted.size ? complaint(known) : '') + (isHosted ? allowRedirects : '');
    const folded = new Set([...themeFiles(settings, elements), ...names.flatMap((name) => filesOf(name, elements))]);
    const script = await scriptOf(files, head, [...folded], end);
    const tag = `${version}-${script.hash.slice(0, 32)}`;
    return answerFile(request, script, tag, { 'Cache-Control': FOR_A_MOMENT });
  };
}

/** Says in the console of the page that it named an element that the version does not have. It repeats nothing of it. */
function complaint(known: readonly string[]): string {
  const text = `clerk-widgets: the address of the script names an element that this version does not have. elements can name these: ${known.join(', ')}.`;
  return `console.error(${literal(text)});\n`;
}

/** Reads what a build can fold; undefined when its script takes no settings, or its list names a file that it lacks. */
async function readFoldable(files: CdnFiles): Promise<Foldable | undefined> {
  const [script, elements] = await Promise.all([readText(files, 'clerk.js'), readElements(files)]);
  return elements && FORM.test(script) ? { head: script.slice(0, -TAIL.length), elements } : undefined;
}
