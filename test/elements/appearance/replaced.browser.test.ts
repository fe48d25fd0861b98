import { CODE, PASSWORD } from '../fake-clerk.ts';
import { cleanUp, equal, mount, ok } from '../support.ts';
import { mountAccount } from '../user-button/account.ts';
import { mountButton, openMenu } from '../user-button/menu.ts';
import { addStyle, tailwind } from './tailwind.ts';

/** Where a node lies in its parent, which it keeps, and what that decides. */
const PLACE =
  /^(grid-|place-self|justify-self|align-self|(min-|max-)?(inline|block)-size|width|height|perspective-origin|transform-origin|--)/;

/** Keys of nodes that work by their own styles. */
const WORKS = /^otp/;

/** Returns what is different in a node from a bare one of the same tag and the same classes in the same place. */
function differences(node: HTMLElement): string[] {
  const box = document.createElement('div');
  box.className = 'cl-mount';
  box.style.display = 'contents';
  const bare = node.cloneNode() as HTMLElement;
  bare.className = 'given text-lg';
  bare.removeAttribute('id');
  box.append(bare);
  node.after(box);
  const [own, other] = [getComputedStyle(node), getComputedStyle(bare)];
  const names = [...other].filter((name) => !PLACE.test(name));
  const found = names.filter((name) => own.getPropertyValue(name) !== other.getPropertyValue(name));
  const texts = found.map((name) => `${name}: ${own.getPropertyValue(name)}, bare ${other.getPropertyValue(name)}`);
  for (const pseudo of ['::before', '::after']) {
    if (getComputedStyle(node, pseudo).content !== 'none') texts.push(`${pseudo} has content`);
  }
  box.remove();
  return texts;
}

/** Returns the keys of the nodes in an element. */
function keysIn(element: Element): string[] {
  const found = [...element.querySelectorAll<HTMLElement>('[class^="cl-"]')].map(
    (node) => /^cl-(\w+?)(?:__|$)/.exec(node.classList[0] ?? '')?.[1] ?? '',
  );
  return [...new Set(found)].filter(Boolean);
}

describe('an element whose strategy is "replace"', () => {
  let style: HTMLStyleElement;
  beforeEach(async () => {
    style = addStyle(`${await tailwind('layered', ['text-lg'])} h1 { letter-spacing: 3px }`);
  });
  afterEach(() => {
    style.remove();
    cleanUp();
  });

  /** Replaces every node of an element, and returns what is different from bare nodes. */
  async function replaceAll(element: HTMLElement & { appearance?: unknown }, settled: () => Promise<void>) {
    const keys = keysIn(element).filter((key) => key !== 'rootBox' && !WORKS.test(key));
    const given = Object.fromEntries(keys.map((key) => [key, { className: 'given text-lg', strategy: 'replace' }]));
    element.appearance = { elements: given };
    await settled();
    (document.activeElement as HTMLElement).blur();
    const nodes = [...element.querySelectorAll<HTMLElement>('.given')];
    ok(nodes.length > 8, `${nodes.length} nodes`);
    return nodes.flatMap((node) => differences(node).map((text) => `${node.className}: ${text}`));
  }

  for (const step of [undefined, PASSWORD, CODE]) {
    it(`looks as a bare element with the given classes, at ${step?.factor.strategy ?? 'the start'} of sign-in`, async () => {
      const { element, clerk, settled } = await mount('clerk-sign-in');
      if (step) clerk.signIn.set({ step });
      await settled();
      equal(await replaceAll(element, settled), []);
    });
  }

  it('looks as a bare element with the given classes, in sign-up', async () => {
    const { element, settled } = await mount('clerk-sign-up');
    equal(await replaceAll(element, settled), []);
  });

  it('looks as a bare element with the given classes, in the user button and its menu', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    equal(await replaceAll(mounted.element, mounted.settled), []);
  });

  it('looks as a bare element with the given classes, on both pages of the profile', async () => {
    for (const path of ['/', '/security']) {
      const { element, settled } = await mountAccount('clerk-user-profile', {
        properties: { __experimental_startPath: path },
      });
      equal(await replaceAll(element, settled), []);
      element.remove();
    }
  });

  it('stays hidden while it is hidden, whatever its classes say', async () => {
    const { element, find, settled } = await mount('clerk-sign-in');
    element.appearance = { elements: { formFieldHintText: 'given' } };
    style.textContent += '.given { display: flex }';
    await settled();
    equal(getComputedStyle(find('p.cl-formFieldHintText')).display, 'none');
  });

  it('keeps a link beside the label that it belongs to, and the box of an input within its field', async () => {
    const { element, clerk, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    element.appearance = { strategy: 'replace', elements: { formFieldAction: 'given', formFieldInput: 'wide' } };
    const wide = addStyle('.wide { inline-size: 100%; padding: 9px }');
    await settled();
    const [link, input] = [find('.given'), find('.wide')].map((node) => node.getBoundingClientRect()) as [
      DOMRect,
      DOMRect,
    ];
    ok(link.bottom <= input.top + 8, `the link ends at ${link.bottom}, and the input begins at ${input.top}`);
    equal(input.width, (find('.cl-formField') as HTMLElement).getBoundingClientRect().width);
    wide.remove();
  });
});
