import { cleanUp, equal } from '../support.ts';
import { household, same } from '../user-button/account.ts';
import { sessionJSON } from '../user-button/account-clerk.ts';
import { defineGates, put, unknown, visible } from './gate-page.ts';

const BOTH = `<clerk-signed-in><p id="in">in</p></clerk-signed-in><clerk-signed-out><p id="out">out</p></clerk-signed-out>`;

// This element is in the page, with its instance set, before it is defined.
const early = document.createElement('clerk-signed-in');
Object.assign(early, { clerk: household().asInstance });
document.body.append(early);
defineGates();

describe('gates', () => {
  afterEach(cleanUp);

  it('uses an instance that was set before the element was defined', () => {
    equal(early.hidden, false);
  });

  it('hides the children of both elements while it is unknown whether a user is signed in', () => {
    equal(visible(put(unknown(), BOTH)), []);
  });

  it('shows the signed-in children as soon as the answer of the API says so', () => {
    const clerk = unknown();
    clerk.status = 'loading';
    const box = put(clerk, BOTH);
    clerk.set({ __internal_incoming: { ...sessionJSON({}), status: 'pending' } });
    equal(visible(box), []);
    clerk.set({ __internal_incoming: sessionJSON({}) });
    equal(visible(box), ['in']);
    clerk.__internal_incoming = undefined;
    clerk.status = 'ready';
    clerk.keep([household().user!]);
    equal(visible(box), ['in']);
  });

  it('switches from signed-in to signed-out children in the same task', () => {
    const clerk = household();
    const box = put(clerk, BOTH);
    equal(visible(box), ['in']);
    clerk.activate(null);
    equal(visible(box), ['out']);
  });

  it('removes the hidden attribute that the page wrote', () => {
    const clerk = unknown();
    const box = put(clerk, '<clerk-signed-in hidden><p id="in">in</p></clerk-signed-in>');
    equal(visible(box), []);
    clerk.keep([household().user!]);
    equal(visible(box), ['in']);
  });

  it('hides the children whatever display the page sets', () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('clerk-signed-in, clerk-signed-out { display: block }');
    document.adoptedStyleSheets.unshift(sheet);
    try {
      equal(visible(put(unknown(), BOTH)), []);
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    }
  });

  it('keeps the nodes of the page through every change', () => {
    const clerk = household();
    const box = put(clerk, '<clerk-signed-in><!-- note --><p id="in">in</p>text</clerk-signed-in>');
    const before = [...(box.firstElementChild as Element).childNodes];
    clerk.activate(null);
    clerk.keep([household().user!]);
    const after = [...(box.firstElementChild as Element).childNodes];
    equal(before.length, after.length);
    before.forEach((node, index) => equal(node === after[index], true));
  });

  it('keeps showing the same children while the session changes', () => {
    const clerk = household();
    const box = put(clerk, BOTH);
    clerk.set({ user: undefined, session: undefined, isSignedIn: false });
    equal(visible(box), ['in']);
  });

  it('hides the children again for another instance that does not know who is signed in', () => {
    const box = put(household(), BOTH);
    Object.assign(box.querySelector('clerk-signed-in') as Element, { clerk: unknown().asInstance });
    equal(visible(box), []);
  });

  it('follows the session wherever the page moves the element', () => {
    const clerk = household();
    const box = put(clerk, BOTH);
    const other = document.body.appendChild(document.createElement('div'));
    other.append(box);
    equal(visible(other), ['in']);
    equal(clerk.listeners, 2);
    clerk.activate(null);
    equal(visible(other), ['out']);
  });

  it('does not count a session with open tasks as signed in', () => {
    const clerk = household();
    clerk.set({ isSignedIn: false });
    equal(visible(put(clerk, BOTH)), ['out']);
  });

  it('stops following the instance when removed, and follows it again when added', () => {
    const clerk = household();
    const box = put(clerk, BOTH);
    box.remove();
    equal(clerk.listeners, 0);
    clerk.activate(null);
    document.body.append(box);
    equal(visible(box), ['out']);
  });

  it('follows the session inside a shadow root', () => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    const clerk = household();
    root.append(put(clerk, BOTH));
    clerk.activate(null);
    const [inside, outside] = root.querySelectorAll('p');
    equal([inside?.checkVisibility(), outside?.checkVisibility()], [false, true]);
    same(inside?.parentElement, root.querySelector('clerk-signed-in'));
  });
});
