import { emulateMedia, sendKeys, sendMouse } from '@web/test-runner-commands';
import { CLASSLESS_SHEETS, PAGE_STYLES } from '../support/classless-sheets.ts';
import { hardToRead } from '../support/contrast.ts';
import { measuresOf, moved } from '../support/measures.ts';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { showStep } from './show-step.ts';
import { equal, ok } from './support.ts';
import { cleanUpDialogs, settle } from './user-button/settle.ts';
import { EVERY_ACCOUNT_STATE } from './user-profile/every-account-state.ts';

const SHEETS = [...CLASSLESS_SHEETS, ...PAGE_STYLES];
/** The name beside the picture is on the page's background, in the page's color. */
const IN_PAGE = /cl-(userButton(Box|Trigger|OuterIdentifier)|liveRegion)\S* (color|border)/;
const page = document.head.appendChild(document.createElement('style'));

describe('a page with style sheets for elements', () => {
  beforeEach(() => {
    // Font and size are inherited from the page, so they are the same with and without the style sheet.
    document.documentElement.style.setProperty('--clerk-font-family', 'Arial');
    document.documentElement.style.setProperty('font-size', '16px');
    // So is the position.
    document.body.style.cssText = 'display: block; width: 780px; max-width: none; margin: 0; padding: 0; border: 0';
  });
  afterEach(async () => {
    page.textContent = '';
    await cleanUpDialogs();
    document.body.removeAttribute('style');
    await emulateMedia({ colorScheme: 'light' });
    await sendMouse({ type: 'move', position: [0, 0] });
  });

  for (const [name, state] of Object.entries(EVERY_STEP)) {
    it(`keeps its look and contrast under style sheets of the page, light and dark: ${name}`, async () => {
      const { element } = await showStep(state);
      (document.activeElement as HTMLElement).blur();
      for (const scheme of ['light', 'dark'] as const) {
        await emulateMedia({ colorScheme: scheme });
        element.setAttribute('color-scheme', scheme);
        keepsItsLook(element.querySelector('.cl-rootBox') as Element, scheme);
      }
    });
  }

  for (const [name, show] of Object.entries(EVERY_ACCOUNT_STATE)) {
    it(`keeps its look and contrast under style sheets of the page, light and dark: ${name}`, async () => {
      const { element } = await show();
      await settle(element);
      (document.activeElement as HTMLElement).blur();
      for (const scheme of ['light', 'dark'] as const) {
        await emulateMedia({ colorScheme: scheme });
        document.documentElement.style.setProperty('color-scheme', scheme);
        const shown = element.querySelector(':popover-open') ?? element.querySelector('.cl-rootBox');
        keepsItsLook(shown as Element, scheme);
      }
    });
  }

  for (const name of ['start-full', 'password', 'methods', 'sign-up-every-field']) {
    it(`keeps the look of hovered and focused controls: ${name}`, async () => {
      const { element, settled } = await showStep(EVERY_STEP[name] as StepState);
      element.querySelector<HTMLElement>('.cl-optional > summary')?.click();
      await settled();
      const box = element.querySelector('.cl-rootBox') as HTMLElement;
      // A browser shows where the focus is after a key, and not after a click, whatever came before this test.
      await sendKeys({ press: 'Tab' });
      for (const control of box.querySelectorAll<HTMLElement>('a, button, input:not([readonly])')) {
        page.textContent = '';
        control.focus();
        const { left, top, width, height } = control.getBoundingClientRect();
        await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
        ok(control.matches(':hover:focus-visible'), `${control.className} is pointed at`);
        keepsItsLook(box, control.className);
      }
    });
  }

  it('respects classes of the page and of the appearance', async () => {
    const appearance = {
      elements: {
        formButtonPrimary: 'mine',
        formFieldInput: 'mine',
        footerActionLink: { color: 'rgb(1, 2, 3)', '&:hover': { color: 'rgb(4, 5, 6)' } },
        formFieldInputShowPasswordButton: { borderRadius: 3 },
      },
    };
    const { find } = await showStep(EVERY_STEP['password'] as StepState, { appearance });
    page.textContent = `
      button, [type="button"], input { background: red; border: 9px solid red; border-radius: 9px }
      a, a:link { color: red }
      .mine { background: rgb(7, 8, 9); letter-spacing: 5px }
      .cl-card { padding: 11px }
      .app .cl-formFieldInputShowPasswordButton { background: rgb(10, 11, 12) }
    `;
    document.body.className = 'app';
    finishAnimations();
    const seen = (selector: string, property: string) => getComputedStyle(find(selector)).getPropertyValue(property);
    equal(
      {
        button: [seen('.cl-formButtonPrimary', 'background-color'), seen('.cl-formButtonPrimary', 'letter-spacing')],
        input: [seen('.cl-formFieldInput', 'background-color'), seen('.cl-formFieldInput', 'letter-spacing')],
        link: seen('.cl-footerActionLink', 'color'),
        eye: [
          seen('.cl-formFieldInputShowPasswordButton', 'background-color'),
          seen('.cl-formFieldInputShowPasswordButton', 'border-radius'),
          seen('.cl-formFieldInputShowPasswordButton', 'border-top-width'),
        ],
        card: seen('.cl-card', 'padding-top'),
      },
      {
        button: ['rgb(7, 8, 9)', '5px'],
        input: ['rgb(7, 8, 9)', '5px'],
        link: 'rgb(1, 2, 3)',
        eye: ['rgb(10, 11, 12)', '3px', '0px'],
        card: '11px',
      },
    );
    document.body.className = '';
  });

  it('leaves the styles of what the page puts into the profile and the menu', async () => {
    const mount = (node: Element) => {
      node.innerHTML = '<button type="button">Mine</button><input name="mine">';
    };
    const { household, mountAccount } = await import('./user-button/account.ts');
    const { find } = await mountAccount('clerk-user-profile', {
      clerk: household(),
      properties: { customPages: [{ label: 'Mine', url: 'mine', mount }], __experimental_startPath: 'mine' },
    });
    page.textContent = 'button, input { border: 7px solid red }';
    const borders = ['.cl-mount button', '.cl-mount input'].map((each) => getComputedStyle(find(each)).borderTopWidth);
    equal(borders, ['7px', '7px']);
  });
});

/** Asserts that no node changes its position or look under any of the style sheets, and that every text has contrast. */
function keepsItsLook(box: Element, what: string): void {
  page.textContent = '';
  finishAnimations();
  const untouched = measuresOf(box);
  equal(hardToRead(box), [], `${what}, nothing`);
  for (const { name, css, letBe } of SHEETS) {
    page.textContent = css.replaceAll(/@import[^;]+;/g, '');
    finishAnimations();
    const changes = moved(untouched, measuresOf(box)).filter((each) => !letBe?.test(each) && !IN_PAGE.test(each));
    equal(changes, [], `${what}, ${name}`);
    equal(hardToRead(box), [], `${what}, ${name}`);
  }
}

function finishAnimations(): void {
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getTiming().iterations === Infinity) animation.cancel();
    else animation.finish();
  }
}
