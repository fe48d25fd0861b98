import awsm from '../../node_modules/awsm.css/dist/awsm.css';
import mvp from '../../node_modules/mvp.css/mvp.css';
import newCss from '../../node_modules/@exampledev/new.css/new.css';
import pico from '../../node_modules/@picocss/pico/css/pico.classless.css';
import sakura from '../../node_modules/sakura.css/css/sakura.css';
import sakuraDark from '../../node_modules/sakura.css/css/sakura-dark.css';
import simple from '../../node_modules/simpledotcss/simple.css';
import water from '../../node_modules/water.css/out/water.css';

export interface PageSheet {
  /** The name as its own site writes it. */
  name: string;
  css: string;
  /** Changes that the test accepts, because the sheet forces them. */
  letBe?: RegExp;
}

/** Pico CSS sets the padding of invalid fields by `!important`, and makes busy buttons ignore clicks. */
const PICO = /(cl-error|cl-otpCodeFieldText) (padding|place|width)|pointer-events: auto -> none/;

/** Well-known style sheets that style elements without classes. */
export const CLASSLESS_SHEETS: readonly PageSheet[] = [
  { name: 'Pico CSS', css: pico, letBe: PICO },
  { name: 'Water.css', css: water },
  { name: 'MVP.css', css: mvp },
  { name: 'Sakura', css: sakura },
  { name: 'new.css', css: newCss },
  { name: 'Simple.css', css: simple },
  { name: 'awsm.css', css: awsm },
];

/** Other styles of themes: a rule for each control, a dark page, and every inherited property. */
export const PAGE_STYLES: readonly PageSheet[] = [
  { name: 'a theme with one line for buttons', css: 'button { background: #cd2653; color: #fff }' },
  {
    name: 'a theme with a line for each control',
    css: `
      button, form button, [type="button"], button:not([disabled]), [role="menuitem"] {
        margin: 9px; padding: 1em 2em; border: 3px dashed red; border-radius: 0; background: #cd2653; color: #fff;
        text-transform: uppercase; letter-spacing: 0.2em; font: 700 20px serif; box-shadow: 0 0 9px red;
      }
      button:hover, button:focus, button:not([disabled]):active { background: #fff; color: #eee; border-color: #fff }
      input[type="text"], input[type="email"]:enabled, form input:not([type="radio"]), select {
        margin: 9px; padding: 2em; border: 0; border-bottom: 3px solid red; background: #000; color: #111;
        letter-spacing: 0.2em; text-transform: uppercase; width: 50%;
      }
      a, a:link, a:visited, a:not([class="x"]) {
        padding: 9px; border: 1px solid red; background: #fff; color: #fefefe; text-transform: uppercase;
      }
      a::after, button::before, label::after { content: "!" }
      p, h1, h2, label, span, form, div > div, ul, li, nav { padding: 3px; letter-spacing: 2px; text-indent: 9px; color: #eee }
      svg { padding: 3px } img { max-width: 9px; border: 3px solid red }
    `,
  },
  { name: 'Sakura’s dark theme', css: sakuraDark },
  {
    name: 'a page whose body hands everything down',
    css: `body {
      background: #111; color: #eee; text-transform: uppercase; letter-spacing: 3px; word-spacing: 9px; line-height: 3;
      text-align: right; text-indent: 2em; text-shadow: 1px 1px red; font-style: italic; font-weight: 900;
      white-space: pre; word-break: break-all; hyphens: auto; cursor: crosshair;
    }`,
  },
  {
    name: 'a reset in a layer',
    css: '@layer base { *, ::before, ::after { margin: 0; padding: 0; border: 0 solid; letter-spacing: 1px } svg, img { display: block } }',
  },
  { name: 'Pico CSS in a layer', css: `@layer base { ${pico.replace('@charset "UTF-8";', '')} }`, letBe: PICO },
];
