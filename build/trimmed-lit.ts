import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/** The module through which our own code reads the page. */
const NATIVE = path.resolve('src/client/platform/native.ts');

/** Applies {@link hardenLit} and {@link trimLit} to the modules of Lit. */
export const trimmedLit: Plugin = {
  name: 'trimmed-lit',
  setup(build) {
    build.onLoad({ filter: /(lit-html|reactive-element|lit-element)\.js$/ }, ({ path: file }) => {
      const hardened = hardenLit(readFileSync(file, 'utf8'));
      const contents = hardened && trimLit(hardened);
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

/** Code of Lit that no element here needs, and what replaces it. */
const UNUSED: readonly (readonly [code: RegExp, replacement: string])[] = [
  // Shadow roots and their styles: every element makes a root of its own.
  [/static finalizeStyles\(.*?return \w+\}(?=static)/, ''],
  [/this\.elementStyles=this\.finalizeStyles\(this\.styles\)/, ''],
  [/createRenderRoot\(\)\{.*?,\w+\}/, ''],
  [/\w+\.elementStyles=\[\],\w+\.shadowRootOptions=\{mode:"open"\},/, ''],
  // Attributes that are written when a property changes, and properties with defaults.
  [/\|\|(\w)\.useDefault&&.*?\(\w,\1\)\)(?=\)\)return)/, ''],
  [
    /C\((\w),(\w),\{useDefault.*?\.add\(\1\)\)\}/,
    'C($1,$2){this._$$AL.has($1)||(this.hasUpdated||($2=void 0),this._$$AL.set($1,$2))}',
  ],
  [/=(\w)\?\?this\._\$Ej\?\.get\(\w\)\?\?\1/, '=$1'],
  [/this\._\$Eq&&=.*?\),(?=this\._\$EM)/, ''],
  // Attributes that are neither texts nor JSON: the elements read those themselves.
  [/case Boolean:\w=null!==.*?case Object:case Array:/, 'case Object:'],
  // Directives that wait while their element is out of the page.
  [/this\.hasUpdated\|\|\(this\.renderOptions\.isConnected=this\.isConnected\),/, ''],
  [/connectedCallback\(\)\{super\.connectedCallback\(\),.*?setConnected\(!1\)\}/, ''],
  [/,this\._\$Do=void 0/, ''],
  [/this\._\$Do=/, ''],
  // Properties that have accessors before Lit adds its own.
  [/this\.prototype\.hasOwnProperty\(\w\)&&\(.*?\.wrapped=!0\),/, ''],
  [/const (\w)=this\.constructor\.elementProperties;if\(\1\.size>0\)for\(.*?this\.C\(\w,void 0,\w,\w\)\}/, ''],
  // Decorators.
  [/static addInitializer\(.*?\}(?=static)/, ''],
  [/,this\.constructor\.l\?\.forEach\(\w=>\w\(this\)\)/, ''],
  [/void 0!==(\w)\.l&&\(this\.l=\[\.\.\.\1\.l\]\),/, ''],
  [/const \w=this\[Symbol\.metadata\];if.*?\}(?=this\._\$Eh=new)/, ''],
  [/Symbol\.metadata\?\?=Symbol\("metadata"\),/, ''],
];

/** What is left when Lit has changed and {@link UNUSED} no longer fits. */
const LEFT =
  /elementStyles|attachShadow|createRenderRoot\(\)\{|\.useDefault|_\$E[jq]|_\$Do|wrapped|addInitializer|Symbol\.metadata|case Boolean:\w=null/;

/**
 * Takes out of Lit what no element here needs: shadow roots, properties that write attributes, and decorators.
 *
 * @param source minified text of one of Lit's modules
 * @returns undefined when the result still holds what had to go
 */
export function trimLit(source: string): string | undefined {
  const contents = UNUSED.reduce((text, [code, replacement]) => text.replace(code, replacement), source);
  return LEFT.test(contents) ? undefined : contents;
}
