import { buildPublishableKey } from '../../../src/protocol/keys.ts';
import { defaultInstance } from '../../../src/elements/base/default-instance.ts';
import { Clerk, setDefaultInstance } from '../../../src/entries/elements.ts';
import { cleanUp, equal } from '../support.ts';

const KEY = buildPublishableKey('production', 'clerk.nowhere.test');

describe('an instance that a page with the elements creates', () => {
  afterEach(cleanUp);

  const first = new Clerk(KEY);

  it('is the one that elements of the page use, if it is loaded first', () => {
    const second = new Clerk(KEY);
    // There is no such server: how it ends does not matter here.
    void first.load().catch(() => {});
    void second.load().catch(() => {});
    equal(defaultInstance() === first, true);
    setDefaultInstance(second);
    equal(defaultInstance() === first, true);
  });

  it('has the screens before anybody loads it', () => {
    const clerk = new Clerk(KEY);
    const node = document.body.appendChild(document.createElement('div'));
    clerk.mountSignIn(node);
    const element = node.firstElementChild as HTMLElementTagNameMap['clerk-sign-in'];
    equal(element.localName, 'clerk-sign-in');
    equal(element.clerk === clerk, true);
  });
});
