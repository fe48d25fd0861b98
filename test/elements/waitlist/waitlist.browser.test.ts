import { define } from '../../../src/elements/base/define.ts';
import { createMountControls } from '../../../src/elements/mount/mount-controls.ts';
import { ClerkWaitlist } from '../../../src/elements/waitlist/waitlist.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { household } from '../user-button/account.ts';
import { AccountClerk, deferred, refusal } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';
import { violations } from '../violations.ts';

define('clerk-waitlist', ClerkWaitlist);

/** An instance that people join by a waitlist, or of another kind. */
function instance(mode = 'waitlist'): AccountClerk {
  const clerk = new AccountClerk([], { mode });
  return Object.assign(clerk, {
    joinWaitlist: (params: unknown) => clerk.call('joinWaitlist', params),
    buildSignUpUrl: () => '/sign-up',
  });
}

async function put(clerk: AccountClerk, attributes: Record<string, string> = {}): Promise<ClerkWaitlist> {
  const element = document.createElement('clerk-waitlist');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.clerk = clerk.asInstance;
  document.body.append(element);
  await settle(element);
  return element;
}

async function join(element: ClerkWaitlist, address: string): Promise<void> {
  const input = element.querySelector<HTMLInputElement>('input[name=emailAddress]');
  if (!input) throw new Error(`There is no form: ${element.innerText}`);
  input.value = address;
  input.form?.requestSubmit();
  await settle(element);
}

const title = (element: Element) => element.querySelector('.cl-headerTitle')?.textContent;

describe('<clerk-waitlist>', () => {
  const { error } = console;
  let said: string[];
  beforeEach(() => {
    said = [];
    console.error = (text: string) => void said.push(text);
  });
  afterEach(() => {
    console.error = error;
    history.replaceState(null, '', location.pathname + location.search);
    cleanUp();
  });

  it('puts an address on the list, and says so', async () => {
    const clerk = instance();
    const element = await put(clerk);
    ok(element.querySelector('.cl-waitlist-root'), 'the class that stock tests look for');
    equal(element.querySelector<HTMLElement>('.cl-formButtonPrimary')?.innerText, 'Join the waitlist');
    equal(await violations(element), []);
    const joined: string[] = [];
    element.addEventListener('clerk-waitlist-joined', ({ type }) => joined.push(type));
    await join(element, ' ada@example.com ');
    equal(clerk.calls, [{ name: 'joinWaitlist', args: [{ emailAddress: 'ada@example.com' }] }]);
    equal(title(element), 'You are on the list');
    ok(element.innerText.includes('ada@example.com'), element.innerText);
    equal(document.activeElement?.className, 'cl-headerTitle');
    equal(element.querySelector('.cl-liveRegion')?.textContent, 'You are on the list');
    equal([joined, clerk.navigations], [['clerk-waitlist-joined'], []]);
    equal(await violations(element), []);
  });

  it('goes on to the page that the attribute names, unless the page cancels the event', async () => {
    const clerk = instance();
    await join(await put(clerk, { 'after-join-waitlist-url': '/thanks' }), 'ada@example.com');
    equal(clerk.navigations[0]?.to, '/thanks');
    const staying = await put(clerk, { 'after-join-waitlist-url': '/thanks' });
    staying.addEventListener('clerk-waitlist-joined', (event) => event.preventDefault());
    await join(staying, 'bo@example.com');
    equal(clerk.navigations.length, 1);
  });

  it('shows what is wrong with an address at its field, and keeps what was typed', async () => {
    const clerk = instance();
    const element = await put(clerk);
    await join(element, '');
    equal(clerk.calls, []);
    ok(element.querySelector('[aria-invalid=true]'), 'an error before anything was sent');
    const answer = (clerk.answers['joinWaitlist'] = deferred<unknown>());
    answer.promise.catch(() => {});
    answer.reject(refusal('form_email_address_blocked', 'email_address'));
    await join(element, 'ada@example.com');
    const input = element.querySelector<HTMLInputElement>('input[name=emailAddress]');
    equal([input?.value, input?.ariaInvalid, document.activeElement === input], ['ada@example.com', 'true', true]);
    equal(await violations(element), []);
  });

  it('sends an address once while it is being sent', async () => {
    const clerk = instance();
    clerk.answers['joinWaitlist'] = deferred<unknown>();
    const element = await put(clerk);
    await join(element, 'ada@example.com');
    await join(element, 'ada@example.com');
    equal(clerk.calls.length, 1);
    equal(element.querySelector('.cl-formButtonPrimary')?.ariaBusy, 'true');
  });

  it('begins with the address in the URL that buildWaitlistUrl made', async () => {
    history.replaceState(null, '', '#/?email_address=ada%40example.com');
    const element = await put(instance());
    equal(element.querySelector<HTMLInputElement>('input[name=emailAddress]')?.value, 'ada@example.com');
  });

  it('leads to the sign-in page that the attribute names, else to that of the instance', async () => {
    const hrefOf = (element: Element) => element.querySelector('.cl-footerActionLink')?.getAttribute('href');
    equal(hrefOf(await put(instance())), new URL('/sign-in', location.href).href);
    equal(hrefOf(await put(instance(), { 'sign-in-url': '/enter' })), new URL('/enter', location.href).href);
  });

  it('says to a signed-in user that there is nothing to wait for', async () => {
    const clerk = instance();
    clerk.keep([household().user!]);
    const element = await put(clerk);
    equal(title(element), 'You are signed in');
    equal(element.querySelector('form'), null);
    equal(await violations(element), []);
  });

  it('says in the page, and to developers once, that the instance has no waitlist', async () => {
    const open = await put(instance('public'));
    equal([title(open), open.querySelector('form')], ['There is no waitlist', null]);
    equal(open.querySelector<HTMLElement>('.cl-footerActionLink')?.innerText, 'Sign up');
    equal(await violations(open), []);
    const closed = await put(instance('restricted'));
    equal(closed.querySelector('.cl-footerActionLink'), null);
    equal(said.length, 1);
    ok(said[0]?.includes('signUp.mode'), said[0] ?? '');
  });

  it('is mounted and opened by Clerk', async () => {
    const clerk = instance();
    const controls = createMountControls(clerk.asInstance);
    const node = document.body.appendChild(document.createElement('div'));
    controls.mount('Waitlist', node, { afterJoinWaitlistUrl: '/thanks' });
    equal((node.firstElementChild as ClerkWaitlist).afterJoinWaitlistUrl, '/thanks');
    controls.unmount(node);
    controls.open('Waitlist', { signInUrl: '/enter' });
    const dialog = document.querySelector('dialog');
    equal(dialog?.ariaLabel, 'Join the waitlist');
    const element = dialog?.querySelector('clerk-waitlist');
    ok(element, 'the form in a dialog');
    await settle(element);
    equal(document.activeElement?.getAttribute('name'), 'emailAddress');
    equal(await violations(element), []);
    controls.close('Waitlist');
    equal(document.querySelector('dialog'), null);
  });
});
