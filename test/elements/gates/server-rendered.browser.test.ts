import { type Auth, SIGNED_OUT_AUTH } from '../../../src/backend/auth.ts';
import type { DrawnElement } from '../../../src/backend/render/element-renderer.ts';
import { drawShow, drawSignedIn, drawSignedOut, type RenderShowOptions } from '../../../src/backend/render/gates.ts';
import { cleanUp, equal } from '../support.ts';
import { household } from '../user-button/account.ts';
import type { AccountClerk } from '../user-button/account-clerk.ts';
import { defineGates, unknown, visible } from './gate-page.ts';

const SIGNED_IN = { isAuthenticated: true, has: ({ plan }: { plan?: string }) => plan === 'pro' } as Auth;
const YES = '<p id="yes">Reports</p>';
const NO = '<p id="no">Upgrade</p>';

/** Parses what a server has sent as a browser does, and gives the elements their instance when it is loaded. */
function page(html: string): { box: HTMLElement; load(clerk: AccountClerk): void } {
  const box = document.createElement('div');
  document.body.append(box);
  // It parses shadow roots, which innerHTML does not.
  (box as HTMLElement & { setHTMLUnsafe(html: string): void }).setHTMLUnsafe(html);
  // Firefox would do so in the next microtask.
  customElements.upgrade(box);
  const load = (clerk: AccountClerk) => {
    for (const gate of box.querySelectorAll('*')) Object.assign(gate, { clerk: clerk.asInstance });
  };
  return { box, load };
}

const write = ({ html, sheets }: DrawnElement): string => `<style>${sheets.join('')}</style>${html}`;
const show = async (options: Partial<RenderShowOptions>): Promise<string> =>
  write(await drawShow({ when: { plan: 'pro' }, content: YES, fallback: NO, ...options }));

describe('gates that a server has rendered', () => {
  afterEach(cleanUp);

  it('shows what the server has decided before the elements are defined, with shadow roots that were parsed', async () => {
    const { box } = page(
      (await show({ auth: SIGNED_IN })) +
        write(await drawSignedIn({ auth: SIGNED_IN, content: '<p id="in">in</p>' })) +
        write(await drawSignedOut({ auth: SIGNED_IN, content: '<p id="out">out</p>' })),
    );
    equal(visible(box), ['yes', 'in']);
    defineGates();
    equal(visible(box), ['yes', 'in']);
  });

  for (const [name, auth, seen] of [
    ['the content to a user who meets the condition', SIGNED_IN, ['yes']],
    ['the fallback to a visitor who is not signed in', SIGNED_OUT_AUTH, ['no']],
    ['nothing as long as nobody has decided', undefined, []],
  ] as const) {
    it(`shows ${name}, while the instance is loaded`, async () => {
      const { box, load } = page(await show({ auth }));
      equal(visible(box), seen);
      load(unknown());
      equal(visible(box), seen);
    });
  }

  it('corrects what was stored for somebody else, as soon as the instance knows who is signed in', async () => {
    const html = write(await drawSignedOut({ auth: SIGNED_OUT_AUTH, content: '<p id="out">out</p>' }));
    const { box, load } = page(`${html}${await show({ auth: SIGNED_OUT_AUTH, when: 'signed-in' })}`);
    equal(visible(box), ['out', 'no']);
    const clerk = household();
    load(clerk);
    equal(visible(box), ['yes']);
    clerk.activate(null);
    equal(visible(box), ['out', 'no']);
  });

  it('hides what one instance has shown when the element gets another one', async () => {
    const { box, load } = page(write(await drawSignedIn({ auth: SIGNED_IN, content: YES })));
    load(household());
    equal(visible(box), ['yes']);
    load(unknown());
    equal(visible(box), []);
  });
});
