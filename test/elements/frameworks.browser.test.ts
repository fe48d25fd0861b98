import type { ClerkUserButton } from '../../src/elements/user-button/user-button.ts';
import { equal, mount, ok } from './support.ts';

// Written before the elements that this file imports below are defined, as by a framework that renders first.
const early = document.createElement('clerk-user-button') as ClerkUserButton;
early.setAttribute('show-name', '');
early.setAttribute('default-open', 'false');
early.setAttribute('sign-in-url', '/attribute');
const ITEMS = [{ label: 'Orders', onClick() {} }];
early.customMenuItems = ITEMS;
early.afterSignOutUrl = '/property';
await import('../../src/entries/elements.ts');

interface Manifest {
  modules: { declarations?: { tagName?: string; members?: Member[] }[] }[];
}

interface Member {
  kind: string;
  name: string;
  privacy?: string;
  static?: boolean;
  readonly?: boolean;
}

describe('elements in the hands of a framework', () => {
  afterEach(() => document.body.replaceChildren());

  it('attributes and properties count that were set before the element was defined', async () => {
    document.body.append(early);
    await early.updateComplete;
    equal(
      [early.showName, early.defaultOpen, early.signInUrl, early.afterSignOutUrl, early.customMenuItems],
      [true, false, '/attribute', '/property', ITEMS],
    );
  });

  it('attributes and properties count that are set later, and false takes a switch back', () => {
    document.body.append(early);
    const seen = ['', 'false', 'true', null].map((value) => {
      if (value === null) early.removeAttribute('show-name');
      else early.setAttribute('show-name', value);
      return early.showName;
    });
    equal(seen, [true, false, true, false]);
    const button = document.createElement('clerk-sign-in-button');
    button.initialValues = { emailAddress: 'ada@example.com' };
    equal(button.initialValues, { emailAddress: 'ada@example.com' });
  });

  it('every property has a setter that a framework finds', async () => {
    const manifest = (await (await fetch('/custom-elements.json')).json()) as Manifest;
    const without: string[] = [];
    for (const { tagName, members = [] } of manifest.modules.flatMap(({ declarations = [] }) => declarations)) {
      const constructor = tagName && customElements.get(tagName);
      if (!constructor) continue;
      for (const { kind, name, privacy = 'public', static: isStatic, readonly } of members) {
        if (kind !== 'field' || privacy !== 'public' || isStatic || readonly || name.startsWith('_')) continue;
        if (!hasSetter(constructor.prototype, name)) without.push(`${tagName}.${name}`);
      }
    }
    equal(without, []);
  });

  it('a package that is loaded a second time defines nothing anew, and throws nothing', async () => {
    const SignIn = customElements.get('clerk-sign-in');
    const { define } = await import('../../src/elements/base/define.ts');
    define('clerk-sign-in', class extends HTMLElement {});
    ok(customElements.get('clerk-sign-in') === SignIn, 'the first class stays');
  });

  it('what was typed into a form stays when the form is moved', async () => {
    const { element, input } = await mount('clerk-sign-in');
    const field = input('identifier');
    field.value = 'half@exam';
    const other = document.body.appendChild(document.createElement('main'));
    other.append(element);
    await element.updateComplete;
    ok(input('identifier') === field, 'the same field');
    equal(field.value, 'half@exam');
  });

  it('a form that is removed while a request runs, and put back, still has what was typed', async () => {
    const { element, clerk, input, settled, find } = await mount('clerk-sign-in');
    input('identifier').value = 'ada@example.com';
    find<HTMLFormElement>('form').requestSubmit();
    equal(clerk.signIn.actions.length, 1);
    element.remove();
    await settled();
    document.body.append(element);
    await settled();
    equal(input('identifier').value, 'ada@example.com');
    find<HTMLFormElement>('form').requestSubmit();
    equal(clerk.signIn.actions.length, 2, 'the form works again');
  });
});

function hasSetter(prototype: object | null, name: string): boolean {
  for (let at = prototype; at && at !== Element.prototype; at = Object.getPrototypeOf(at) as object | null) {
    if (Object.getOwnPropertyDescriptor(at, name)?.set) return true;
  }
  return false;
}
