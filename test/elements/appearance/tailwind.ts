import { compile } from 'tailwindcss';
import whole from 'tailwindcss/index.css';
import theme from 'tailwindcss/theme.css';

/** How a page has Tailwind: in its own layers, or in none, as with `@import 'tailwindcss/utilities.css'`. */
export type Form = 'layered' | 'unlayered';

/** Returns the style sheet that Tailwind 4 makes for a page with some classes. */
export async function tailwind(form: Form, classes: readonly string[]): Promise<string> {
  const { build } = await compile(form === 'layered' ? whole : `${theme}\n@tailwind utilities;`);
  return build(classes.flatMap((one) => one.split(' ')));
}

/** Adds a style sheet to the page, or to a shadow root. */
export function addStyle(text: string, root: Document | ShadowRoot = document): HTMLStyleElement {
  const style = document.createElement('style');
  style.textContent = text;
  (root === document ? document.head : root).append(style);
  return style;
}
