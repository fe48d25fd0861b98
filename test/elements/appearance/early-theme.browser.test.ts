import { FakeClerk } from '../fake-clerk.ts';
import { environmentOf } from '../offer.ts';
import { cleanUp, equal, mount } from '../support.ts';

const EARLY = {
  general: {
    color: 'rgb(40, 50, 160)',
    backgroundColor: 'rgb(250, 250, 235)',
    fontColor: 'rgb(20, 20, 40)',
    fontFamily: 'Georgia, serif',
    labelFontWeight: '700',
    padding: '17px',
    borderRadius: '3px',
    boxShadow: 'rgb(1, 2, 3) 0px 0px 5px 0px',
  },
  buttons: { fontColor: 'rgb(255, 255, 200)', fontFamily: 'Arial', fontWeight: '800' },
};
const SNAKE = {
  general: Object.fromEntries(
    Object.entries(EARLY.general).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  ),
  buttons: { font_color: 'rgb(255, 255, 200)', font_family: 'Arial', font_weight: '800' },
};

type Find = (selector: string) => HTMLElement;

function look(find: Find): string[] {
  const card = getComputedStyle(find('.cl-card'));
  const button = getComputedStyle(find('.cl-formButtonPrimary'));
  return [
    card.backgroundColor,
    card.color,
    card.fontFamily,
    card.paddingTop,
    getComputedStyle(find('.cl-cardBox')).boxShadow,
    getComputedStyle(find('.cl-formFieldLabel')).fontWeight,
    button.backgroundColor,
    button.color,
    button.fontFamily,
    button.fontWeight,
    button.borderRadius,
  ];
}

const EXPECTED = [
  'rgb(250, 250, 235)',
  'rgb(20, 20, 40)',
  'Georgia, serif',
  '17px',
  'rgb(1, 2, 3) 0px 0px 5px 0px',
  '700',
  'rgb(40, 50, 160)',
  'rgb(255, 255, 200)',
  'Arial',
  '800',
  '3px',
];

/** An instance whose operator chose a theme. */
function themed(): FakeClerk {
  const clerk = new FakeClerk();
  const environment = environmentOf({});
  const display = { ...environment.display_config, own_theme: SNAKE };
  clerk.__internal_environment = { ...environment, display_config: display } as typeof environment;
  return clerk;
}

describe('the theme object of early releases', () => {
  afterEach(() => {
    cleanUp();
    document.documentElement.removeAttribute('style');
  });

  for (const key of ['theme', 'baseTheme']) {
    it(`applies as ${key} of the element`, async () => {
      const { find } = await mount('clerk-sign-in', { properties: { appearance: { [key]: EARLY } } });
      equal(look(find), EXPECTED);
    });
  }

  it('applies as the appearance itself, and as that of all elements', async () => {
    const { find } = await mount('clerk-sign-in', { properties: { appearance: EARLY } });
    equal(look(find), EXPECTED);
    cleanUp();
    const clerk = new FakeClerk();
    clerk.options['appearance'] = { theme: EARLY };
    const all = await mount('clerk-sign-in', { clerk });
    equal(look(all.find), EXPECTED);
  });

  it('applies from the instance, in snake case', async () => {
    const { find } = await mount('clerk-sign-in', { clerk: themed() });
    equal(look(find), EXPECTED);
  });

  it('an instance without an own theme has the default look', async () => {
    const clerk = themed();
    const { display_config: display } = clerk.__internal_environment as unknown as { display_config: object };
    Object.assign(display, { own_theme: undefined });
    const { find } = await mount('clerk-sign-in', { clerk });
    const sheets = document.adoptedStyleSheets.length;
    const plain = await mount('clerk-sign-in');
    equal(look(find), look(plain.find));
    equal(document.adoptedStyleSheets.length, sheets);
  });

  it('the theme of the instance is below the CSS of the page and every appearance', async () => {
    document.documentElement.style.setProperty('--clerk-color-background', 'rgb(1, 1, 1)');
    const properties = { appearance: { elements: { card: { padding: '5px' } }, variables: { borderRadius: '1px' } } };
    const { find } = await mount('clerk-sign-in', { clerk: themed(), properties });
    const { backgroundColor, paddingTop } = getComputedStyle(find('.cl-card'));
    equal([backgroundColor, paddingTop], ['rgb(1, 1, 1)', '5px']);
    equal(getComputedStyle(find('.cl-formButtonPrimary')).borderRadius, '1px');
  });
});
