import { sendKeys, setViewport } from '@web/test-runner-commands';
import { define } from '../../../src/elements/base/define.ts';
import { ClerkDevtools } from '../../../src/elements/devtools/devtools.ts';
import { buildPublishableKey } from '../../../src/protocol/keys.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { until } from './until.ts';
import { violations } from '../violations.ts';
import { DevtoolsClerk, PERSON, SECRET } from './devtools-clerk.ts';

define('clerk-devtools', ClerkDevtools);

interface Shown {
  element: ClerkDevtools;
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found;
}

async function show(clerk = new DevtoolsClerk(), attributes: Record<string, string> = {}): Promise<Shown> {
  const element = document.createElement('clerk-devtools');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, { clerk: clerk.asInstance });
  document.body.append(element);
  await element.updateComplete;
  const find = <Found extends HTMLElement>(selector: string): Found => {
    const found = element.querySelector<Found>(selector);
    if (!found) throw new Error(`${selector} is not there: ${element.textContent?.replace(/\s+/g, ' ')}`);
    return found;
  };
  return { element, find };
}

/** Opens the panel, and resolves when the page was examined. */
async function open(clerk?: DevtoolsClerk, attributes?: Record<string, string>): Promise<Shown> {
  const shown = await show(clerk, attributes);
  shown.find('.cl-devtoolsBadge').click();
  await until(() => shown.element.passed !== undefined && !shown.element.isChecking);
  await shown.element.updateComplete;
  return shown;
}

const tab = ({ find }: Shown, name: string) => find(`[role=tab][id$="-${name}"]`);

/** Runs something while the console keeps what it is told. */
async function warned(run: () => Promise<unknown>): Promise<string[]> {
  const { warn } = console;
  const lines: string[] = [];
  console.warn = (line: string) => lines.push(line);
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return lines;
}

describe('<clerk-devtools>', () => {
  afterEach(async () => {
    cleanUp();
    await setViewport({ width: 1280, height: 900 });
  });

  it('shows nothing with a live key, and says so once', async () => {
    const clerk = new DevtoolsClerk();
    Object.assign(clerk, {
      instanceType: 'production',
      publishableKey: buildPublishableKey('production', 'clerk.example.com'),
    });
    const lines = await warned(async () => {
      const { element } = await show(clerk);
      clerk.set({ status: 'error' });
      await element.updateComplete;
      equal(element.querySelector('.cl-rootBox')?.textContent, '');
      equal(clerk.hooks, 0, 'it watches nothing');
    });
    equal(lines.length, 1);
    ok(/pk_test_/.test(lines[0] ?? ''), 'the line names the key that it is for');
  });

  it('is a button that says how many problems there are, and asks nobody before it is pressed', async () => {
    const { element, find } = await show();
    const badge = find('.cl-devtoolsBadge');
    equal([badge.ariaLabel, badge.ariaExpanded, badge.ariaHasPopup], ['Dev, Clerk devtools', 'false', 'dialog']);
    equal(element.passed, undefined, 'nothing was checked');
  });

  it('names what is wrong, why it hurts and the cure, with a link to the documentation', async () => {
    const shown = await open();
    const { find } = shown;
    equal(find('.cl-devtoolsFaultLink').textContent?.trim(), 'proxy-not-forwarded');
    ok(/status 404/.test(find('.cl-devtoolsFaultFacts').textContent ?? ''), 'what was seen');
    ok(/Forward every path below/.test(find('.cl-devtoolsCure').textContent ?? ''), 'the cure');
    ok(find<HTMLAnchorElement>('.cl-devtoolsFaultLink').href.includes('docs/doctor.md'), 'the link');
    equal(find('.cl-devtoolsBadge').ariaLabel, 'Dev 1 problem, Clerk devtools');
    equal(find('[role=status]').textContent, 'One problem found.');
  });

  it('checks when the instance does not load, before anybody opens it', async () => {
    const clerk = new DevtoolsClerk();
    const { element, find } = await show(clerk);
    clerk.set({ status: 'error' });
    await until(() => element.findings.length > 0);
    await element.updateComplete;
    equal(find('.cl-devtoolsBadge').ariaLabel, 'Dev 1 problem, Clerk devtools');
  });

  it('is a dialog that the keyboard opens, walks through and closes', async () => {
    const before = document.body.appendChild(document.createElement('button'));
    before.textContent = 'Of the page';
    const shown = await show();
    const { element, find } = shown;
    before.focus();
    await sendKeys({ press: 'Tab' });
    same(document.activeElement, find('.cl-devtoolsBadge'));
    await sendKeys({ press: 'Enter' });
    await until(() => element.querySelector('[role=dialog]') !== null);
    await until(() => document.activeElement === tab(shown, 'faults'));
    const dialog = find('[role=dialog]');
    equal(document.getElementById(dialog.getAttribute('aria-labelledby') ?? '')?.textContent, 'Clerk devtools');
    for (const [key, name] of [
      ['ArrowRight', 'state'],
      ['ArrowRight', 'requests'],
      ['ArrowRight', 'faults'],
      ['End', 'requests'],
      ['ArrowLeft', 'state'],
      ['Home', 'faults'],
    ] as const) {
      await sendKeys({ press: key });
      await until(() => document.activeElement === tab(shown, name));
      equal(tab(shown, name).ariaSelected, 'true', name);
      equal(find('[role=tabpanel]').getAttribute('aria-labelledby'), tab(shown, name).id);
    }
    await sendKeys({ press: 'Tab' });
    same(document.activeElement, find('[role=tabpanel]'));
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    equal(element.querySelector('[role=dialog]'), null);
    same(document.activeElement, find('.cl-devtoolsBadge'));
  });

  it('shows the state, the last requests with their codes and trace, and the dev inbox', async () => {
    const clerk = new DevtoolsClerk();
    const shown = await open(clerk);
    const { element, find } = shown;
    tab(shown, 'state').click();
    await element.updateComplete;
    const state = find('.cl-devtoolsState').textContent?.replace(/\s+/g, ' ') ?? '';
    for (const text of ['user_ada', 'sess_ada (active)', 's old', 'development', '/__nothing', '9.9.9'])
      ok(state.includes(text), `${text} in ${state}`);
    ok(find<HTMLAnchorElement>('.cl-devtoolsInbox').href.endsWith('/__nothing/__dev/inbox'), 'the inbox');
    await clerk.request('/client/sign_ins', 422, { errors: [{ code: 'form_param_nil' }], clerk_trace_id: 'abc123' });
    tab(shown, 'requests').click();
    await element.updateComplete;
    const row = find('.cl-devtoolsRequest').textContent?.replace(/\s+/g, ' ') ?? '';
    for (const text of ['POST', '/__nothing/v1/client/sign_ins', '422', 'form_param_nil', 'abc123'])
      ok(row.includes(text), `${text} in ${row}`);
  });

  it('has no inbox where the API is Clerk’s own', async () => {
    const clerk = new DevtoolsClerk();
    Reflect.deleteProperty(clerk.__internal_environment?.auth_config ?? {}, 'welcome_back');
    const shown = await open(clerk);
    tab(shown, 'state').click();
    await shown.element.updateComplete;
    equal(shown.element.querySelector('.cl-devtoolsInbox'), null);
    ok(/424242/.test(shown.find('.cl-devtoolsHint').textContent ?? ''), 'test accounts are named');
  });

  it('copies a report without tokens, cookies, queries and persons', async () => {
    const clerk = new DevtoolsClerk();
    const shown = await open(clerk);
    await clerk.request(`/client/sign_ins?ticket=${SECRET}`, 200, {});
    const { clipboard } = navigator;
    let report = '';
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void (report = text) },
    });
    document.cookie = `__session=${SECRET}`;
    try {
      const [, copy] = shown.element.querySelectorAll<HTMLElement>('.cl-devtoolsButton');
      copy?.click();
      await until(() => report !== '');
      await until(() => shown.find('[role=status]').textContent === 'Copied');
    } finally {
      document.cookie = '__session=; Max-Age=0';
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    }
    for (const text of ['[proxy-not-forwarded] broken', 'Cure: Forward', 'user_ada', '/v1/client/sign_ins'])
      ok(report.includes(text), `${text} in ${report}`);
    for (const text of [SECRET, PERSON, 'ada@', 'eyJ', '?ticket'])
      ok(!report.includes(text), `no ${text} in ${report}`);
    ok(report.includes('Notes of …@example.com'), 'an address in a name is cut');
  });

  it('shows the report in a field when the browser keeps the clipboard closed', async () => {
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    try {
      const shown = await open();
      shown.element.querySelectorAll<HTMLElement>('.cl-devtoolsButton')[1]?.click();
      await until(() => shown.element.querySelector('textarea') !== null);
      ok(shown.find<HTMLTextAreaElement>('textarea').value.includes('[proxy-not-forwarded]'), 'the report');
      equal(await violations(shown.element), []);
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    }
  });

  it('has nothing for axe to find in any view, light and dark', async () => {
    const shown = await open();
    for (const name of ['faults', 'state', 'requests']) {
      tab(shown, name).click();
      await shown.element.updateComplete;
      equal(await violations(shown.element), [], name);
    }
  });

  it('stands in the corner that the page names, in its direction, and fits a narrow window', async () => {
    await setViewport({ width: 320, height: 640 });
    const edges = (node: Element) => {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      return [left, innerWidth - right, top, innerHeight - bottom].map(Math.round);
    };
    for (const [dir, position, corner] of [
      ['ltr', 'bottom-start', [0, 3]],
      ['rtl', 'bottom-start', [1, 3]],
      ['rtl', 'top-end', [0, 2]],
      ['ltr', 'top-end', [1, 2]],
    ] as const) {
      document.documentElement.dir = dir;
      const shown = await open(undefined, { position });
      const badge = edges(shown.find('.cl-devtoolsBadge'));
      equal(
        corner.map((edge) => badge[edge]),
        [16, 16],
        `${dir} ${position}`,
      );
      const panel = edges(shown.find('.cl-devtoolsPanel'));
      ok(
        panel.every((edge) => (edge ?? -1) >= 0),
        `${dir} ${position}: ${panel}`,
      );
      ok(document.documentElement.scrollWidth <= 320, 'the page does not scroll sideways');
      shown.element.remove();
    }
  });

  it('stays in English on a page in another language', async () => {
    document.documentElement.lang = 'de';
    const { find } = await open();
    equal(find('.cl-devtoolsTitle').textContent, 'Clerk devtools');
    equal([find('[role=dialog]').lang, find('[role=dialog]').dir], ['en', 'ltr']);
  });
});
