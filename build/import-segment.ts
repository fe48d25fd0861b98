import { transform } from 'esbuild';

/** Whether the function becomes part of the bridge for Clerk's SDKs. It is replaced by its value. */
declare const __isBridge: boolean;

/**
 * The expression of a function that loads segments, ready to run in a script.
 *
 * @param version exact version of the package
 * @param hash of the build, as the file names carry it
 * @param target browsers that have to understand it
 * @param isBridge for the bridge, instead of clerk.js
 */
export async function importerOf(version: string, hash: string, target: string[], isBridge = false): Promise<string> {
  const parameters = [version, hash].map((value) => JSON.stringify(value)).join();
  const source = `(${createImporter.toString()})(${parameters},__clerkInstance)`;
  const define = { __isBridge: String(isBridge) };
  const { code } = await transform(source, { loader: 'ts', minify: true, target, define });
  return code.trim().replace(/;$/, '');
}

/** A segment as its file has it: a function that runs the modules once, and returns what they hand to others. */
type Factory = (use: Use, load: Load) => Record<string, unknown>;
type Use = (segment: string) => Record<string, unknown>;
/** @param needs other files that the segment needs and that the caller lacks, separated by blanks */
type Load = (segment: string, module: string, needs?: string) => Promise<unknown>;
/** What the segments have handed to others, by their name. */
type Ran = Record<string, Record<string, unknown>>;

/**
 * Runs in the page. The files of segments fill a registry with functions; several files hold the same function when
 * several elements need it, and the first one stays. The registry has the exact version in its name, so that two versions
 * on a page do not mix.
 *
 * Files are named in full, in the exact version: below the folder of the instance script, in the exact version when the
 * script's own address names a version or a range, and beside the script otherwise. A host that has only the folder of
 * the range has them beside the script, too. The bridge has the address of a file of Clerk's: its files are in the folder
 * of this package beside Clerk's, on the same host and below the same proxy path. A file that fails is requested once more after half a second, so that one
 * lost connection costs no form. A browser may keep a failed import for good, so the next try has another URL.
 *
 * @param instance present in the instance script, absent otherwise
 */
function createImporter(version: string, hash: string, instance: unknown): [use: Use, load: Load, ran: Ran] {
  const registry: Record<string, Factory | undefined> = ((globalThis as Record<symbol, unknown>)[
    Symbol.for(`clerk-widgets@${version}`)
  ] ??= {}) as Record<string, Factory>;
  // Read through the prototype: an image named `currentScript` would hide the script. The attribute, because a
  // `<base>` may have come after the script began.
  const script = Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null;
  const { href } = new URL(script?.getAttribute('src') ?? '', location.href);
  const base = __isBridge
    ? href.replace(/(?:@clerk\/[\w-]+|clerk-widgets)(?:@[^/]*)?\/dist\//, `clerk-widgets@${version}/dist/`)
    : instance
      ? new URL(`npm/clerk-widgets@${version}/dist/`, href)
      : href.replace(/(clerk-widgets@)[^/]+/, `$1${version}`);
  const ran: Ran = {};
  const loading: Record<string, Promise<unknown> | undefined> = {};
  const failures: Record<string, number> = {};
  const use: Use = (segment) => (ran[segment] ??= (registry[segment] as Factory)(use, load));
  const fetchFrom = (from: string | URL, segment: string): Promise<unknown> => {
    const retry = failures[segment] ? `?retry=${failures[segment]}` : '';
    return import(new URL(`chunks/${segment}-${hash}.js${retry}`, from) as unknown as string);
  };
  const request = (segment: string): Promise<unknown> =>
    fetchFrom(base, segment)
      .catch((error) => {
        if (instance || base === href) throw error;
        return fetchFrom(href, segment);
      })
      .catch((error) => {
        failures[segment] = (failures[segment] ?? 0) + 1;
        throw error;
      });
  const fetchFile = (segment: string) =>
    registry[segment] ||
    (loading[segment] ??= request(segment)
      .catch(() => new Promise((resolve) => setTimeout(resolve, 500)).then(() => request(segment)))
      .catch((error) => {
        loading[segment] = undefined;
        throw error;
      }));
  const load: Load = async (segment, module, needs) => {
    await Promise.all([...(needs?.split(' ') ?? []), segment].map(fetchFile));
    return use(segment)[module];
  };
  return [use, load, ran];
}
