import { emulateMedia } from '@web/test-runner-commands';
import { keepsItsLook, pageSheet, plainPage } from './keeps-its-look.ts';
import { equal } from './support.ts';
import { settle } from './user-button/settle.ts';
import { EVERY_ACCOUNT_STATE } from './user-profile/every-account-state.ts';

describe('an account on a page with style sheets for elements', () => {
  plainPage();

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

  it('leaves the styles of what the page puts into the profile and the menu', async () => {
    const mount = (node: Element) => {
      node.innerHTML = '<button type="button">Mine</button><input name="mine">';
    };
    const { household, mountAccount } = await import('./user-button/account.ts');
    const { find } = await mountAccount('clerk-user-profile', {
      clerk: household(),
      properties: { customPages: [{ label: 'Mine', url: 'mine', mount }], __experimental_startPath: 'mine' },
    });
    pageSheet.textContent = 'button, input { border: 7px solid red }';
    const borders = ['.cl-mount button', '.cl-mount input'].map((each) => getComputedStyle(find(each)).borderTopWidth);
    equal(borders, ['7px', '7px']);
  });
});
