import { PASSWORD } from './fake-clerk.ts';
import { cleanUp, equal, mount } from './support.ts';

// In a file of its own, which has a page of its own: a view is loaded only once per page.
describe('a view that is still loading', () => {
  afterEach(cleanUp);

  it('moves no focus and announces nothing before the view is loaded', async () => {
    const { clerk, element, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    const link = find('.cl-footerActionLink');
    link.focus();
    const focused: string[] = [];
    element.addEventListener('focusin', ({ target }) => focused.push((target as HTMLElement).className.split(' ')[0]!));
    link.click();
    await settled();
    equal(focused, ['cl-alternativeMethodsBlockButton']);
    equal(find('.cl-liveRegion').textContent, 'Use another method');
  });
});
