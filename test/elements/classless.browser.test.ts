import { emulateMedia, sendKeys, sendMouse } from '@web/test-runner-commands';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { finishAnimations, keepsItsLook, pageSheet, plainPage } from './keeps-its-look.ts';
import { showStep } from './show-step.ts';
import { equal, ok } from './support.ts';

describe('a page with style sheets for elements', () => {
  plainPage();

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

  for (const name of ['start-full', 'password', 'methods', 'sign-up-every-field']) {
    it(`keeps the look of hovered and focused controls: ${name}`, async () => {
      const { element, settled } = await showStep(EVERY_STEP[name] as StepState);
      element.querySelector<HTMLElement>('.cl-optional > summary')?.click();
      await settled();
      const box = element.querySelector('.cl-rootBox') as HTMLElement;
      // A browser shows where the focus is after a key, and not after a click, whatever came before this test.
      await sendKeys({ press: 'Tab' });
      for (const control of box.querySelectorAll<HTMLElement>('a, button, input:not([readonly])')) {
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
    pageSheet.textContent = `
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
});
