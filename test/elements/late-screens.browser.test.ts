import { PASSWORD } from './fake-clerk.ts';
import { cleanUp, equal, mount } from './support.ts';

// A file, and with it a page, of its own: a screen comes late only once.
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
