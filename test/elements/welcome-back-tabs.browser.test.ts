import { accountsKey } from '../../src/client/session/accounts-key.ts';
import { FakeClerk } from './fake-clerk.ts';
import { cleanUp, equal, mount } from './support.ts';

const KEY = accountsKey({ frontendApi: 'clerk.example.com' });
const ADA = { name: 'Ada Lovelace', identifier: 'ada@example.com', imageUrl: '', strategy: 'password' };

describe('welcome back in several tabs', () => {
  afterEach(() => {
    cleanUp();
    localStorage.removeItem(KEY);
  });

  /** Greets an account that the storage then has no more, by the event of a change elsewhere. */
  async function titleAfter(key: string | null): Promise<string | null> {
    localStorage.setItem(KEY, JSON.stringify([ADA]));
    const { find, settled } = await mount('clerk-sign-in', {
      clerk: new FakeClerk(),
      properties: { welcomeBack: true },
    });
    equal(find('.cl-headerTitle').textContent, 'Welcome back');
    localStorage.removeItem(KEY);
    window.dispatchEvent(new StorageEvent('storage', { key }));
    await settled();
    return find('.cl-headerTitle').textContent;
  }

  it('greets an account no more that another tab has removed', async () => {
    equal(await titleAfter(KEY), 'Sign in to Acme');
  });

  it('greets nobody once another tab has cleared the storage', async () => {
    equal(await titleAfter(null), 'Sign in to Acme');
  });

  it('is not drawn again for other entries of the storage', async () => {
    equal(await titleAfter('theme'), 'Welcome back');
  });
});
