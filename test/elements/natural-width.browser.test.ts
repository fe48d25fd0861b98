import { setViewport } from '@web/test-runner-commands';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';
import { mountAccount } from './user-button/account.ts';

/** Containers that are as wide as their content. */
const FITTING: Readonly<Record<string, string>> = {
  dialog: '<dialog open><i></i></dialog>',
  'a dialog of the top layer': '<dialog><i></i></dialog>',
  'a popover': '<div popover><i></i></div>',
  'a row of a flex box': '<div style="display: flex"><i></i><p>A sibling.</p></div>',
  'a centred column of a flex box':
    '<div style="display: flex; flex-direction: column; align-items: center"><i></i></div>',
  'a centred cell of a grid': '<div style="display: grid; place-items: center"><i></i></div>',
  'a column of a grid that fits':
    '<div style="display: grid; grid-template-columns: auto auto"><i></i><p>Sibling</p></div>',
  'a cell of a table': '<table><tr><td><i></i></td><td>A sibling</td></tr></table>',
  'a float': '<div style="float: left"><i></i></div>',
  'an inline block': '<div style="display: inline-block"><i></i></div>',
  'an absolute box': '<div style="position: absolute"><i></i></div>',
  'a box that fits its content': '<div style="width: fit-content"><i></i></div>',
  'a box of the widest content': '<div style="width: max-content; max-width: 100%"><i></i></div>',
  'a shadow root’s slot': '<div style="display: inline-flex"><i></i></div>',
  'a plain block': '<div><i></i></div>',
};

describe('in a container that fits its content', () => {
  afterEach(async () => {
    cleanUp();
    await setViewport({ width: 1280, height: 900 });
  });

  for (const [what, html] of Object.entries(FITTING)) {
    it(`gives the card its natural width, and less where there is no room: ${what}`, async () => {
      const { element } = await showStep(EVERY_STEP['start-full'] as StepState);
      put(element, html);
      equal(widthOf(element), 400);
      for (const width of [375, 320]) {
        await setViewport({ width, height: 700 });
        const shown = widthOf(element);
        ok(shown >= 240 && shown <= width, `${shown} px on a page of ${width} px`);
        const overflow = document.documentElement.scrollWidth - width;
        ok(overflow <= 0, `the page is ${overflow} px too wide`);
      }
    });

    it(`gives the profile its natural width: ${what}`, async () => {
      const { element } = await mountAccount('clerk-user-profile');
      put(element, html);
      equal(widthOf(element), 880);
      await setViewport({ width: 375, height: 700 });
      const shown = widthOf(element);
      ok(shown >= 240 && shown <= 375, `${shown} px on a page of 375 px`);
      ok(document.documentElement.scrollWidth <= 375, `the page is ${document.documentElement.scrollWidth} px wide`);
    });

    it(`makes the user button as wide as picture and name: ${what}`, async () => {
      const { element } = await mountAccount('clerk-user-button', { attributes: { 'show-name': '' } });
      const plain = widthOf(element);
      ok(plain > 60 && plain < 300, `${plain} px`);
      put(element, html);
      if (what !== 'a plain block') equal(widthOf(element), plain);
    });
  }

  it('fills the width that the page sets', async () => {
    const { element } = await showStep(EVERY_STEP['start'] as StepState);
    element.style.cssText = 'width: 320px';
    equal(widthOf(element), 320);
    element.style.cssText = 'max-width: 600px';
    equal(widthOf(element), 600);
  });
});

function put(element: HTMLElement, html: string): void {
  const box = document.body.appendChild(document.createElement('div'));
  box.innerHTML = html;
  const [outer] = box.children;
  box.querySelector('i')?.replaceWith(element);
  if (outer instanceof HTMLDialogElement && !outer.open) outer.showModal();
  if (outer instanceof HTMLElement && outer.popover) outer.showPopover();
}

/** Returns the width of the visible card. */
function widthOf(element: Element): number {
  const seen = element.querySelector('.cl-cardBox, .cl-userButtonTrigger') as Element;
  return Math.round(seen.getBoundingClientRect().width);
}
