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

  for (const [title, key, isGreeted] of [
    ['greets an account no more that another tab has removed', KEY, false],
    ['greets nobody once another tab has cleared the storage', null, false],
    ['is not drawn again for other entries of the storage', 'theme', true],
  ] as const) {
    it(title, async () => {
      localStorage.setItem(KEY, JSON.stringify([ADA]));
      const { find, settled } = await mount('clerk-sign-in', {
        clerk: new FakeClerk(),
        properties: { welcomeBack: true },
      });
      equal(find('.cl-headerTitle').textContent, 'Welcome back');
      localStorage.removeItem(KEY);
      window.dispatchEvent(new StorageEvent('storage', { key }));
      await settled();
      equal(find('.cl-headerTitle').textContent, isGreeted ? 'Welcome back' : 'Sign in to Acme');
    });
  }
});
