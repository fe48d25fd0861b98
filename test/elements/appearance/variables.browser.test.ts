import { VARIABLES, writeVariables } from '../../../src/elements/styles/appearance/variables.ts';
import { EVERY_STEP } from '../every-step.ts';
import { PASSWORD } from '../fake-clerk.ts';
import { showStep } from '../show-step.ts';
import { cleanUp, equal, mount, ok } from '../support.ts';

/** A value of each variable that no default look has. */
const VALUES: Readonly<Record<(typeof VARIABLES)[number], string>> = {
  colorPrimary: 'rgb(10, 20, 30)',
  colorPrimaryForeground: 'color-mix(in srgb, red, blue)',
  colorDanger: 'oklch(0.5 0.2 30)',
  colorSuccess: 'hsl(120 50% 30%)',
  colorWarning: 'rgb(140, 70, 0)',
  colorNeutral: 'rgb(0, 90, 200)',
  colorForeground: 'rgb(30, 0, 60)',
  colorMuted: 'rgb(250, 240, 230)',
  colorMutedForeground: 'rgb(70, 60, 90)',
  colorBackground: 'rgb(255, 250, 240)',
  colorInput: 'rgb(240, 255, 240)',
  colorInputForeground: 'var(--brand-ink, rgb(0, 60, 0))',
  colorShimmer: 'rgb(200, 200, 255)',
  colorRing: 'rgb(255, 0, 128)',
  colorShadow: 'rgb(0, 0, 255)',
  colorBorder: 'rgb(120, 130, 140)',
  colorModalBackdrop: 'rgba(0, 0, 80, 0.5)',
  fontFamily: 'Georgia, serif',
  fontFamilyButtons: '"Courier New", monospace',
  fontFamilyMono: '"Lucida Console", monospace',
  fontSize: '19px',
  fontWeight: '450',
  borderRadius: '13px',
  spacing: '22px',
};

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const READ = [
  'backgroundColor',
  'color',
  'borderBlockEndColor',
  'borderStartStartRadius',
  'boxShadow',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'paddingBlockStart',
  'gap',
  'outlineColor',
] as const;

/** Returns everything that variables can change of the nodes of an element. */
function looks(element: Element): string[] {
  return [...element.querySelectorAll('.cl-rootBox, .cl-rootBox *')].map((node) => {
    const style = getComputedStyle(node);
    return READ.map((name) => style[name]).join('|');
  });
}

/** The states that show what few screens have. */
const STATE_OF: Readonly<Partial<Record<string, string>>> = {
  colorDanger: 'error',
  colorShimmer: 'loading',
};

async function shownWith(name: string, properties: object): Promise<string[]> {
  const { clerk, element, settled, find } = await mount('clerk-sign-in', { properties });
  if (name !== 'colorShimmer') clerk.signIn.set({ step: PASSWORD });
  await settled();
  if (STATE_OF[name] === 'error') clerk.signIn.fail({ password: 'form_password_incorrect' });
  if (name === 'colorRing') find('input').focus();
  await settled();
  const probe = document.createElement('span');
  // What no screen of the sign-in shows at once: strength, codes, the dialog, and what is loading.
  probe.style.cssText =
    'background: var(--clerk-color-success, white); color: var(--clerk-color-warning, black); ' +
    'font-family: var(--clerk-font-family-mono, initial); outline: 1px solid var(--clerk-color-modal-backdrop, lime); ' +
    'border-block-end: 1px solid var(--clerk-color-shimmer, aqua)';
  element.querySelector('.cl-rootBox')?.append(probe);
  for (const animation of document.getAnimations()) {
    if (animation instanceof CSSTransition) animation.finish();
  }
  const found = looks(element);
  cleanUp();
  return found;
}

describe('the variables of an appearance', () => {
  afterEach(() => {
    cleanUp();
    document.documentElement.removeAttribute('style');
  });

  for (const name of VARIABLES) {
    it(`${name} has an effect, and the same one as --clerk-${kebab(name)}`, async () => {
      const plain = await shownWith(name, {});
      const byProp = await shownWith(name, { appearance: { variables: { [name]: VALUES[name] } } });
      document.documentElement.style.setProperty(`--clerk-${kebab(name)}`, VALUES[name]);
      const byStyle = await shownWith(name, {});
      ok(byProp.join() !== plain.join(), 'another look');
      equal(byProp, byStyle);
    });
  }

  it('takes the names of version 5', () => {
    const { style } = document.createElement('p');
    writeVariables(style, {
      colorText: 'red',
      colorInputText: 'blue',
      spacingUnit: '1rem',
      colorInputBackground: 'tan',
    });
    const read = (name: string) => style.getPropertyValue(`--clerk-${name}`);
    equal(['color-foreground', 'color-input-foreground', 'spacing', 'color-input'].map(read), [
      'red',
      'blue',
      '1rem',
      'tan',
    ]);
  });

  it('takes objects for colors, weights and sizes', async () => {
    const { find } = await mount('clerk-sign-in', {
      properties: {
        appearance: {
          variables: {
            colorPrimary: { 500: 'rgb(1, 2, 3)', 600: 'rgb(4, 5, 6)' },
            fontWeight: { normal: 300, medium: 510, bold: 810 },
            fontSize: { md: '15px', lg: '31px' },
          },
        },
      },
    });
    const title = getComputedStyle(find('.cl-headerTitle'));
    const button = getComputedStyle(find('.cl-formButtonPrimary'));
    equal([title.fontSize, title.fontWeight], ['31px', '810']);
    equal([button.backgroundColor, button.fontWeight, button.fontSize], ['rgb(1, 2, 3)', '510', '15px']);
    equal(getComputedStyle(find('.cl-headerSubtitle')).fontWeight, '300');
  });

  it('names an unknown variable and a wrong value once on the console, and applies the others', async () => {
    const said: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => said.push(text);
    const appearance = { variables: { colorPrimry: 'red', colorDanger: 'blurple', colorPrimary: 'rgb(7, 8, 9)' } };
    const { find } = await mount('clerk-sign-in', { properties: { appearance } });
    await mount('clerk-sign-in', { properties: { appearance: { ...appearance } } });
    console.warn = warn;
    equal(said.length, 2);
    ok(/colorPrimry is unknown\. Use one of colorPrimary, /.test(said.join()), said.join());
    ok(/colorDanger is not a CSS color: "blurple"\. Give a value such as/.test(said.join()), said.join());
    equal(getComputedStyle(find('.cl-formButtonPrimary')).backgroundColor, 'rgb(7, 8, 9)');
  });

  it('gives every screen the color scheme of a dark surface', async () => {
    for (const state of Object.values(EVERY_STEP).slice(0, 3)) {
      const { find } = await showStep(state, { appearance: { variables: { colorBackground: 'oklch(0.2 0.01 265)' } } });
      equal(getComputedStyle(find('.cl-rootBox')).colorScheme, 'dark');
      cleanUp();
    }
  });
});
