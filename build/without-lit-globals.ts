import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/** The module through which our own code reads the page. */
const NATIVE = path.resolve('src/client/platform/native.ts');

/** Applies {@link hardenLit} and {@link withoutShadowRoots} to the modules of Lit. */
export const withoutLitGlobals: Plugin = {
  name: 'without-lit-globals',
  setup(build) {
    build.onLoad({ filter: /(lit-html|reactive-element|lit-element)\.js$/ }, ({ path: file }) => {
      const hardened = hardenLit(readFileSync(file, 'utf8'));
      const contents = hardened && withoutShadowRoots(hardened);
      if (!contents) throw new Error(`${file} is not the Lit that the build expects.`);
      return { contents };
    });
  },
};

/**
 * Takes out of Lit what an element of the page could replace (DOM clobbering): `<form id="litHtmlVersions">` would
 * stop the script.
 *
 * - The globals for polyfills and version counts go: no supported browser needs a polyfill.
 * - The document is read as our own code reads it, through `native.ts`.
 * - Writing properties back into attributes goes, because no element here does it.
 *
 * @param source minified text of one of Lit's modules
 * @returns undefined when the result still holds what had to go: Lit changed, and this function has to follow
 */
export function hardenLit(source: string): string | undefined {
  const [, doc] = /\b(\w+)=document\b/.exec(source) ?? [];
  const contents = `import { ownGlobal as __own, page as __page } from ${JSON.stringify(NATIVE)};${source}`
    .replace(`${doc}=document`, `${doc}=__page`)
    // These two want a node.
    .replace(`createTreeWalker(${doc},`, 'createTreeWalker(document,')
    .replace(`.currentNode=${doc},`, '.currentNode=document,')
    .replace(/\b\w+\.trustedTypes\b/g, '__own("trustedTypes")')
    .replace(/\b\w+\.(lit|reactive)\w*(Polyfill|Hydrate)Support\b/g, 'undefined')
    .replace(/\(\w+\.(lit|reactive)\w*Versions\?\?=\[\]\)\.push\("[\d.]+"\)/g, '0')
    .replace(/\w+\.litPropertyMetadata\?\?=new WeakMap/g, '0')
    .replace(/\blitPropertyMetadata\.get\(\w+\)/g, 'undefined')
    .replace(/toAttribute\(\w+,\w+\)\{switch.*?return \w+\},(?=from)/, '')
    .replace(/(_\$ET\(\w+,\w+\)\{).*?\}\}(?=_\$AK)/, '$1}');
  return /===\w\.reflect\b|toAttribute\(\w+,\w+\)\{|\w=document\b(?!,)/.test(contents) ? undefined : contents;
}

/**
 * Takes out of Lit what only elements with a shadow root need: every element here makes a root of its own.
 *
 * @param source minified text of one of Lit's modules
 * @returns undefined when the result still holds what had to go
 */
export function withoutShadowRoots(source: string): string | undefined {
  const contents = source
    .replace(/static finalizeStyles\(.*?return \w+\}(?=static)/, '')
    .replace('this.elementStyles=this.finalizeStyles(this.styles)', '')
    .replace(/createRenderRoot\(\)\{.*?,\w+\}/, '')
    .replace(/\w+\.elementStyles=\[\],\w+\.shadowRootOptions=\{mode:"open"\},/, '');
  return /elementStyles|attachShadow|createRenderRoot\(\)\{/.test(contents) ? undefined : contents;
}
