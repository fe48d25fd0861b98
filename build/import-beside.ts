import { transform } from 'esbuild';

/**
 * The expression of a function that imports a file beside the script, ready to run in the page.
 *
 * @param version exact version of the package
 * @param target browsers that have to understand it
 */
export async function importerOf(version: string, target: string[]): Promise<string> {
  const source = `(${importBeside.toString()})(${JSON.stringify(version)})`;
  const { code } = await transform(source, { loader: 'ts', minify: true, target });
  return code.trim().replace(/;$/, '');
}

/**
 * Runs in the page. On the script's own origin and with CORS, `import()` resolves against the script; a script that
 * was loaded without CORS has no base URL, so its files are named in full, in the exact version. A browser may keep a
 * failed import for good, so the next try has another URL.
 */
function importBeside(version: string): (file: string) => Promise<unknown> {
  // Read through the prototype: an image named `currentScript` would hide the script. The attribute, because a
  // `<base>` may have come after the script began. `self.origin`, because a sandboxed frame has the address of an
  // origin that it does not belong to.
  const script = Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null;
  const { href, origin } = new URL(script?.getAttribute('src') ?? '', location.href);
  const base =
    script?.crossOrigin === null && origin !== self.origin ? href.replace(/(clerk-widgets@)[^/]+/, `$1${version}`) : '';
  const failures: Record<string, number> = {};
  return (file) => {
    const to = failures[file] ? `${file}?retry=${failures[file]}` : file;
    return import((base ? new URL(to, base) : to) as string).catch((error) => {
      failures[file] = (failures[file] ?? 0) + 1;
      throw error;
    });
  };
}
