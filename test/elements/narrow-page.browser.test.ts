import { setViewport } from '@web/test-runner-commands';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { type ShownStep, showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';

const start = EVERY_STEP['start'] as StepState;

/** Returns how far the card is from the left and the right edge of the window. */
function gaps({ find }: Pick<ShownStep, 'find'>): [left: number, right: number] {
  const { left, right } = find('.cl-cardBox').getBoundingClientRect();
  return [Math.round(left), Math.round(document.documentElement.clientWidth - right)];
}

describe('a narrow page', () => {
  afterEach(async () => {
    cleanUp();
    document.body.style.removeProperty('margin');
    await setViewport({ width: 1280, height: 900 });
  });

  for (const width of [320, 375, 430]) {
    it(`keeps the card 16 px from both edges, once, whatever padding the page has, at ${width} px`, async () => {
      await setViewport({ width, height: 700 });
      for (const margin of [0, 8, 16]) {
        document.body.style.setProperty('margin', `${margin}px`);
        equal(gaps(await showStep(start)), [16, 16], `${margin} px`);
        cleanUp();
      }
    });
  }

  it('leaves the place of the card to the page where there is room', async () => {
    await setViewport({ width: 1280, height: 700 });
    document.body.style.setProperty('margin', '0');
    const shown = await showStep(start);
    equal(shown.find('.cl-cardBox').getBoundingClientRect().left, 0);
    equal(shown.find('.cl-cardBox').getBoundingClientRect().width, 400);
  });

  it('shows the question of the footer and its link in two lines at most, with a long application name', async () => {
    await setViewport({ width: 375, height: 700 });
    const display = { application_name: 'Donaudampfschifffahrt und Elektrizität Nord' };
    const { find } = await showStep({ ...start, offer: { display } });
    ok(find('.cl-footerAction').getBoundingClientRect().height <= 40, 'two lines');
  });
});

describe('a checkbox', () => {
  afterEach(cleanUp);

  it('has a round focus ring, and says that it is checked by more than its color', async () => {
    const { find } = await showStep(EVERY_STEP['reset-password'] as StepState);
    const box = find<HTMLInputElement>('.cl-formFieldCheckboxInput');
    ok(box.checked, 'checked');
    ok(parseFloat(getComputedStyle(box).borderRadius) > 0, 'round corners, which the outline follows');
    equal(getComputedStyle(box).appearance, 'none');
    ok(getComputedStyle(box, '::before').content !== 'none', 'a mark');
    box.click();
    equal(getComputedStyle(box, '::before').content, 'none');
  });
});
