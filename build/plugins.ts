import { readFileSync } from 'node:fs';
import { type Plugin, transform } from 'esbuild';

/**
 * `import sheet from './x.css'` yields the minified text.
 *
 * @param target browsers that have to understand it
 */
export function cssText(target: string[]): Plugin {
  return {
    name: 'css-text',
    setup(build) {
      build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
        const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true, target });
        return { contents: code.trim(), loader: 'text' };
      });
    },
  };
}

/** Applies {@link squeezeMarkup} to the templates of the elements. */
export const squeezeTemplates: Plugin = {
  name: 'squeeze-templates',
  setup(build) {
    build.onLoad({ filter: /src\/elements\/.*\.ts$/ }, ({ path: file }) => ({
      contents: squeezeMarkup(readFileSync(file, 'utf8')),
      loader: 'ts',
    }));
  },
};

/**
 * Takes out line breaks between the tags of a template, between a tag and a value, and within a tag. They cost bytes
 * and mean nothing, because no layout of the elements relies on white space.
 *
 * @param source text of a module
 */
export function squeezeMarkup(source: string): string {
  return source
    .replace(/(>)\s*\n\s*(<|\$\{)/g, '$1$2')
    .replace(/(\})\s*\n\s*(<)/g, '$1$2')
    .replace(/\n\s*(?=[@.?]?[\w-]+=["$]|\/>)/g, ' ')
    .replace(/\n\s*>/g, '>');
}

/** Leaves out Lit's style sheets for shadow roots: no element here has one. */
export const withoutShadowStyles: Plugin = {
  name: 'without-shadow-styles',
  setup(build) {
    build.onLoad({ filter: /@lit\/reactive-element\/css-tag\.js$/ }, () => ({
      contents: `export const supportsAdoptingStyleSheets = true, getCompatibleStyle = (s) => s, adoptStyles = () => {};
        export { adoptStyles as css, adoptStyles as unsafeCSS, adoptStyles as CSSResult };`,
    }));
  },
};
