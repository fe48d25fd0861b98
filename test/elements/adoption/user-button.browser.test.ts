import type { ClerkUserButton } from '../../../src/elements/user-button/user-button.ts';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { type ButtonPerson, renderUserButton } from '../../../src/ssr/render-user-button.ts';
import { cleanUp, equal } from '../support.ts';
import { household, mountAccount } from '../user-button/account.ts';
import type { AccountClerk } from '../user-button/account-clerk.ts';
import { outlineOf, turn } from './serve.ts';

/** An instance that does not know yet who is signed in. */
function unknown(): AccountClerk {
  const clerk = household();
  Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
  return clerk;
}

/** Puts a user button into the page as a server sends it. */
function served(person: Partial<ButtonPerson> = {}, properties: Record<string, unknown> = {}) {
  const clerk = unknown();
  const environment = clerk.__internal_environment as unknown as EnvironmentJSON;
  const { id: userId } = household().user!;
  const { html } = renderUserButton({
    environment,
    properties,
    person: { userId, name: 'Ada Berg', imageUrl: '', hasImage: false, ...person },
    children: '<clerk-user-button-link label="Help" href="/help"></clerk-user-button-link>',
  });
  const holder = document.createElement('div');
  document.body.append(holder);
  holder.innerHTML = html;
  const element = holder.querySelector('clerk-user-button') as ClerkUserButton;
  const box = element.querySelector<HTMLElement>('[data-clerk-ssr]') as HTMLElement;
  element.clerk = clerk.asInstance;
  return { clerk, element, box };
}

async function taken(box: HTMLElement): Promise<void> {
  // The segment arrives when the browser pleases.
  while (box.hasAttribute('data-clerk-ssr')) await turn();
}

describe('a user button that a server has drawn', () => {
  afterEach(async () => {
    document.cookie = '__client_uat=; max-age=0';
    await cleanUp();
  });

  it('stays while nobody knows the user, and every node of it when the user is known', async () => {
    document.cookie = '__client_uat=1760000000';
    const { element: drawn } = await mountAccount('clerk-user-button', { attributes: { 'show-name': '' } });
    const expected = outlineOf(drawn.renderRoot, drawn.uid);
    const { clerk, element, box } = served({}, { showName: true });
    const nodes = [...box.querySelectorAll('*')];
    const size = box.getBoundingClientRect().toJSON();
    clerk.set({});
    await element.updateComplete;
    await turn();
    equal(box.isConnected && !!box.querySelector('button'), true, 'the button stays');
    clerk.status = 'ready';
    clerk.keep([household().user!]);
    await taken(box);
    await element.updateComplete;
    equal(element.renderRoot === box, true, 'the box stays');
    equal(
      [...box.querySelectorAll('*')].filter((node) => !nodes.includes(node)).map(({ className }) => className),
      [],
      'new nodes',
    );
    equal(outlineOf(box, element.uid), expected);
    equal(box.getBoundingClientRect().toJSON(), size);
  });

  it('opens its menu once it is taken over', async () => {
    const { clerk, element, box } = served();
    clerk.status = 'ready';
    clerk.keep([household().user!]);
    await taken(box);
    const trigger = box.querySelector<HTMLElement>('.cl-userButtonTrigger');
    trigger?.focus();
    trigger?.click();
    while (!box.querySelector('[role=dialog]')) await turn();
    equal(element.querySelector('clerk-user-button-link') !== null, true, 'the children of the page stay');
  });

  it('goes when the client says that nobody is signed in', async () => {
    const { clerk, box } = served();
    clerk.status = 'ready';
    clerk.keep([]);
    await taken(box);
    equal(box.querySelector('button'), null);
  });

  it('shows the user who is signed in now, and not the one of a page from a cache', async () => {
    const { clerk, box } = served({ userId: 'user_other', name: 'Mallory Moe' });
    clerk.status = 'ready';
    clerk.keep([household().user!]);
    await taken(box);
    equal(box.querySelector('.cl-avatarBox')?.textContent?.trim(), 'AB');
  });

  it('gets its face in the place that the server has kept', async () => {
    document.cookie = '__client_uat=1760000000';
    const { clerk, box } = served({ name: '' });
    const { width, height } = box.getBoundingClientRect();
    clerk.status = 'ready';
    clerk.keep([household().user!]);
    await taken(box);
    equal(box.querySelector('.cl-avatarBox')?.textContent?.trim(), 'AB');
    const after = box.getBoundingClientRect();
    equal([after.width, after.height], [width, height]);
  });
});
