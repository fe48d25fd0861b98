import { cleanUp, equal } from '../support.ts';
import { mountAccount, same } from '../user-button/account.ts';
import { AccountClerk } from '../user-button/account-clerk.ts';

describe('the page of the profile that a mailed link leads to', () => {
  const home = location.href;
  afterEach(() => {
    cleanUp();
    history.replaceState(null, '', home);
  });

  for (const [status, title] of [
    ['verified', 'That worked'],
    ['expired', 'This link has expired'],
    ['failed', 'This link does not work'],
    ['client_mismatch', 'Open the link in the browser where you started'],
    ['unheard_of', 'This link does not work'],
  ] as const) {
    it(`says that a link is ${status}, and shows the profile on request`, async () => {
      history.replaceState(null, '', `?__clerk_status=${status}#/verify`);
      const { find, button, settled } = await mountAccount('clerk-user-profile', { attributes: {} });
      await settled();
      equal(find('h1').innerText, title);
      button('Show profile').click();
      await settled();
      equal([find('h1').innerText, location.hash], ['Profile details', '#/']);
    });
  }

  it('says what became of a link where nobody is signed in', async () => {
    history.replaceState(null, '', '?__clerk_status=verified#/verify');
    const clerk = new AccountClerk();
    const { find, element, settled } = await mountAccount('clerk-user-profile', { attributes: {}, clerk });
    await settled();
    equal(find('h1').innerText, 'That worked');
    same(element.querySelector('button'), null);
  });

  it('shows the profile at the route of links when no link was opened', async () => {
    history.replaceState(null, '', '#/verify');
    const { find } = await mountAccount('clerk-user-profile', { attributes: {} });
    equal(find('h1').innerText, 'Profile details');
  });
});
