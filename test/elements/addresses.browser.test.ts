import { setViewport } from '@web/test-runner-commands';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';

const LONG = 'a-rather-long-address-of-a-person@subdomain.of-a-company.example';

describe('an address that does not fit on a line', () => {
  afterEach(async () => {
    cleanUp();
    await setViewport({ width: 1280, height: 900 });
  });

  for (const [name, selector] of [
    ['password', '.cl-identityPreviewText'],
    ['welcome', '.cl-userPreviewSecondaryIdentifier'],
    ['welcome-several', '.cl-userPreviewSecondaryIdentifier'],
    ['choose', '.cl-userPreviewSecondaryIdentifier'],
  ] as const) {
    it(`breaks before its domain and nowhere else, and has a title: ${name}`, async () => {
      await setViewport({ width: 320, height: 700 });
      const state = JSON.stringify(EVERY_STEP[name]).replaceAll('ada@example.com', LONG);
      const { find } = await showStep(JSON.parse(state) as StepState);
      const address = find(selector);
      equal(address.textContent, LONG);
      equal(address.title, LONG);
      const [local, domain] = [...address.querySelectorAll('span')];
      equal([local?.textContent, domain?.textContent], LONG.split(/(?=@)/));
      const [first, second] = [local, domain].map((half) => half?.getBoundingClientRect());
      ok(first && second && second.top >= first.bottom - 1, 'the domain is on a line of its own');
      ok(first.height < 30 && second.height < 30, 'one line for each half');
      // Firefox selects no text of a button.
      if (address.closest('button')) return;
      getSelection()?.selectAllChildren(address);
      equal(getSelection()?.toString(), LONG);
    });
  }

  it('stays on one line where it fits', async () => {
    const { find } = await showStep(EVERY_STEP['password'] as StepState);
    ok(find('.cl-identityPreviewText').getBoundingClientRect().height < 30, 'one line');
  });
});
