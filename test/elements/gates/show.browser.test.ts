import 'axe-core/axe.js';
import { type AuthorizationParams, isAuthorized } from '../../../src/protocol/authorization.ts';
import type { ClerkShow, ShowCondition } from '../../../src/elements/gates/show.ts';
import type { SessionResource } from '../../../src/client/resources/types/session.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { household } from '../user-button/account.ts';
import { type AccountClerk, sessionJSON } from '../user-button/account-clerk.ts';
import { defineGates, put, unknown, visible } from './gate-page.ts';

declare const axe: { run(node: Node, options?: object): Promise<{ violations: { id: string }[] }> };

/** Returns an instance whose session has what these claims say. */
function signedInWith(facts: Parameters<typeof isAuthorized>[1]): AccountClerk {
  const clerk = household();
  grant(clerk, facts);
  return clerk;
}

function grant(clerk: AccountClerk, facts: Parameters<typeof isAuthorized>[1]): void {
  const checkAuthorization = (params: AuthorizationParams) => isAuthorized(params, facts);
  clerk.set({ session: { ...clerk.session, checkAuthorization } as SessionResource });
}

const CHILDREN = '<!-- note --><p id="yes">Reports</p>and text<p slot="fallback" id="no">Upgrade</p>';
const show = (when: string): string => `<clerk-show when='${when}' hidden>${CHILDREN}</clerk-show>`;
const only = (box: HTMLElement): ClerkShow => box.querySelector('clerk-show') as ClerkShow;

// This element is in the page, with its properties set, before it is defined.
const early = document.createElement('clerk-show');
early.innerHTML = CHILDREN;
Object.assign(early, { clerk: signedInWith({}).asInstance, when: () => true, treatPendingAsSignedOut: false });
document.body.append(early);
defineGates();

describe('<clerk-show>', () => {
  afterEach(cleanUp);

  it('uses properties that were set before the element was defined', () => {
    equal(visible(early), ['yes']);
    equal(early.getAttribute('treat-pending-as-signed-out'), 'false');
  });

  it('shows neither the children nor the fallback while it is unknown who is signed in', () => {
    for (const when of ['signed-in', 'signed-out', '{"plan":"pro"}']) equal(visible(put(unknown(), show(when))), []);
  });

  for (const [when, signedIn, signedOut] of [
    ['signed-in', 'yes', 'no'],
    ['signed-out', 'no', 'yes'],
    ['{"feature":"export"}', 'yes', 'no'],
    ['{"plan":"user:pro"}', 'yes', 'no'],
    ['{"plan":"max"}', 'no', 'no'],
    ['{"role":"org:admin"}', 'no', 'no'],
    ['{"permission":"org:invoices:read"}', 'no', 'no'],
    ['{"reverification":"strict"}', 'yes', 'no'],
    ['{"reverification":{"level":"first_factor","afterMinutes":3}}', 'no', 'no'],
    ['{"plan":"pro","reverification":"strict"}', 'yes', 'no'],
  ] as const) {
    it(`when='${when}' shows ${signedIn} to a user with the plan, and ${signedOut} to nobody`, () => {
      const clerk = signedInWith({ features: 'u:export', plans: 'u:pro', factorVerificationAge: [4, -1] });
      const box = put(clerk, show(when));
      equal(visible(box), [signedIn]);
      clerk.activate(null);
      equal(visible(box), [signedOut]);
    });
  }

  it('shows a text without an element only where the condition holds', () => {
    const clerk = household();
    const box = put(clerk, '<clerk-show when="signed-in">inside<span slot="fallback">outside</span></clerk-show>');
    equal(box.innerText.trim(), 'inside');
    clerk.activate(null);
    equal(box.innerText.trim(), 'outside');
  });

  it('takes a function, and asks it again when the session changes', () => {
    const clerk = signedInWith({ plans: 'u:pro' });
    const box = put(clerk, `<clerk-show>${CHILDREN}</clerk-show>`);
    equal(visible(box), [], 'without a condition');
    only(box).when = (has) => has({ plan: 'pro' }) && !has({ feature: 'trial' });
    equal(visible(box), ['yes']);
    grant(clerk, { plans: 'u:pro', features: 'u:trial' });
    equal(visible(box), ['no']);
    clerk.activate(null);
    equal(visible(box), ['no'], 'not asked without a user');
  });

  it('does not show the children when the function throws', () => {
    const clerk = signedInWith({ plans: 'u:pro' });
    const box = put(clerk, `<clerk-show when='{"plan":"pro"}'>${CHILDREN}</clerk-show>`);
    equal(visible(box), ['yes']);
    let thrown: unknown;
    try {
      only(box).when = () => {
        throw new Error('no plan');
      };
    } catch (error) {
      thrown = error;
    }
    ok(String(thrown).includes('no plan'), 'the page learns of it');
    ok(!visible(box).includes('yes'), 'nothing is granted');
  });

  it('shows the children for true alone, and not for the promise of an async function', () => {
    const clerk = signedInWith({ plans: 'u:pro' });
    const box = put(clerk, `<clerk-show>${CHILDREN}</clerk-show>`);
    for (const answer of [Promise.resolve(false), Promise.resolve(true), 'no', 1, {}, undefined]) {
      only(box).when = () => answer as boolean;
      equal(visible(box), ['no'], String(answer));
    }
  });

  it('shows nothing for conditions that ask for nothing it knows', () => {
    const clerk = signedInWith({ features: 'u:export', plans: 'u:pro', factorVerificationAge: [4, -1] });
    const hostile = [
      '{"__proto__":{"plan":"pro"}}',
      '{"plan":{"toString":"pro"}}',
      '{"plan":["pro"]}',
      '{"plan":""}',
      '{"feature":"constructor:export"}',
      '{"feature":"__proto__:export"}',
      '{"reverification":"__proto__"}',
      '{"reverification":{"level":"constructor","afterMinutes":9}}',
      '{"reverification":{"level":"first_factor","afterMinutes":"9"}}',
      '{"plan":"pro","role":null}',
      '[{"plan":"pro"}]',
      'signed-out signed-in',
      'null',
    ];
    for (const when of hostile) equal(visible(put(clerk, show(when))), ['no'], when);
    const box = put(clerk, `<clerk-show>${CHILDREN}</clerk-show>`);
    for (const when of [null, 0, true, 'Signed-in', [], Object.create({ plan: 'max' })]) {
      only(box).when = when as ShowCondition;
      ok(!visible(box).includes('yes'), String(when));
    }
  });

  it('takes the property before the attribute, and follows both', () => {
    const clerk = signedInWith({ plans: 'u:pro' });
    const box = put(clerk, show('signed-out'));
    const element = only(box);
    equal(visible(box), ['no']);
    element.setAttribute('when', '{"plan":"pro"}');
    equal(visible(box), ['yes']);
    element.when = 'signed-out';
    equal(visible(box), ['no']);
    element.when = { plan: 'pro' } satisfies ShowCondition;
    equal(visible(box), ['yes']);
    element.when = undefined;
    element.removeAttribute('when');
    equal(visible(box), []);
  });

  it('says on the console what is wrong with a condition, once, and shows the fallback', () => {
    const said: string[] = [];
    const { error } = console;
    console.error = (text: string) => said.push(text);
    const clerk = signedInWith({});
    const boxes = ['signed in', '{"rol":"org:admin"}', '{plan:"pro"}', ''].map((when) => put(clerk, show(when)));
    clerk.set({});
    console.error = error;
    equal(
      boxes.map((box) => visible(box)),
      [['no'], ['no'], ['no'], ['no']],
    );
    equal(said.length, 4);
    ok(
      said.every((text) => text.includes('<clerk-show when>')),
      said.join('\n'),
    );
  });

  it('counts a user with open tasks as signed out, unless it is told not to', () => {
    const clerk = signedInWith({ plans: 'u:pro' });
    clerk.set({ isSignedIn: false });
    const box = put(clerk, show('signed-in'));
    equal(visible(box), ['no']);
    only(box).treatPendingAsSignedOut = false;
    equal(visible(box), ['yes']);
    only(box).when = { plan: 'pro' };
    equal(visible(box), ['yes']);
    only(box).setAttribute('treat-pending-as-signed-out', 'true');
    equal(visible(box), ['no']);
  });

  it('shows what is for signed-in users as soon as the API says so, and waits with the rest', () => {
    const clerk = unknown();
    clerk.status = 'loading';
    const box = put(clerk, show('signed-in') + show('{"plan":"pro"}'));
    clerk.set({ __internal_incoming: sessionJSON({}) });
    equal(visible(box), ['yes']);
  });

  it('keeps what it shows while the session changes', () => {
    const clerk = signedInWith({ plans: 'u:pro' });
    const box = put(clerk, show('{"plan":"pro"}'));
    clerk.set({ user: undefined, session: undefined, isSignedIn: false });
    equal(visible(box), ['yes']);
  });

  it('follows children that come and go, and moves none', () => {
    const clerk = household();
    const box = put(clerk, show('signed-out'));
    const element = only(box);
    const before = [...element.childNodes];
    element.querySelector('#no')?.remove();
    equal(visible(box), []);
    element.insertAdjacentHTML('beforeend', '<p slot="fallback" id="late">Later</p>');
    equal(visible(box), ['late']);
    clerk.activate(null);
    equal(visible(box), ['yes']);
    const stays = before.filter((node) => !(node as Element).slot);
    ok(
      stays.every((node, at) => node === element.childNodes[at]),
      'the nodes of the page, a comment among them',
    );
  });

  it('knows what to show wherever the page moves or copies it', () => {
    const clerk = household();
    const box = put(clerk, show('signed-in'));
    const other = document.body.appendChild(document.createElement('div'));
    other.append(only(box));
    clerk.activate(null);
    equal(visible(other), ['no']);
    const copy = other.firstElementChild?.cloneNode(true) as ClerkShow;
    document.body.append(Object.assign(copy, { clerk: clerk.asInstance }));
    equal(visible(copy), ['no']);
    equal(copy.childNodes.length, only(other).childNodes.length);
  });

  it('shows nested conditions each by its own', () => {
    const clerk = signedInWith({ plans: 'u:pro' });
    const nested = `<clerk-show when="signed-in"><p id="in">in</p>${show('{"plan":"max"}')}</clerk-show>`;
    equal(visible(put(clerk, nested)), ['in', 'no']);
  });

  it('has no accessibility violation, whichever part is shown', async () => {
    const clerk = household();
    const field = (name: string, slot = '') => `<label ${slot}>${name} <input aria-describedby="hint"></label>`;
    const inside = `${field('Note')}<h2 slot="fallback">Sign in</h2>${field('Address', 'slot="fallback"')}`;
    const box = put(clerk, `<p id="hint">A hint</p><clerk-show when="signed-in">${inside}</clerk-show>`);
    for (const user of [clerk.user, null]) {
      clerk.activate(user ?? null);
      equal((await axe.run(box, { rules: { region: { enabled: false } } })).violations, []);
    }
  });

  it('leaves the page’s styles and forms as they are', () => {
    const clerk = household();
    const form = `<form><clerk-show when="signed-in"><input name="note" value="hello"></clerk-show></form>`;
    const box = put(clerk, form);
    equal(new FormData(box.querySelector('form') as HTMLFormElement).get('note'), 'hello');
    equal(getComputedStyle(only(box)).display, 'contents');
  });
});
