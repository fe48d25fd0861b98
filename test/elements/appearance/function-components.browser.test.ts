import { sendKeys } from '@web/test-runner-commands';
import type { ComponentProps } from '../../../src/elements/styles/appearance/own-component.ts';
import { PASSWORD } from '../fake-clerk.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { dressed } from './dressed.ts';

describe('own components that are functions', () => {
  afterEach(cleanUp);

  it('are functions that get the attributes, the content and the facts of a node', async () => {
    const seen: ComponentProps[] = [];
    const facts: boolean[] = [];
    const component = (props: ComponentProps) => {
      seen.push(props);
      props.watch(({ pending }) => facts.push(pending));
      const button = document.createElement('button');
      button.className = 'mine';
      button.append('→ ', props.children);
      return button;
    };
    const { clerk, find, input, settled } = await dressed({ formButtonPrimary: component });
    const button = find('.mine');
    equal(
      [button.textContent?.replace(/\s+/g, ' ').trim(), seen[0]?.key, seen[0]?.tag],
      ['→ Continue', 'formButtonPrimary', 'button'],
    );
    input('identifier').value = 'ada@example.com';
    button.click();
    await settled();
    equal(clerk.signIn.actions.length, 1, 'actions');
    clerk.signIn.set({ pending: 'identify' });
    await settled();
    equal([facts.at(-1), button.getAttribute('aria-disabled'), find('.mine') === button], [true, 'true', true]);
  });

  it('keep the nodes that a function puts around the content, and their styles', async () => {
    const component = ({ children }: ComponentProps) => {
      const button = document.createElement('button');
      const arrow = document.createElement('i');
      arrow.className = 'arrow';
      button.append(children, arrow);
      return button;
    };
    const style = document.head.appendChild(document.createElement('style'));
    style.textContent = '.arrow { padding-left: 7px } i { font-weight: 900 }';
    const { clerk, find, settled } = await dressed({ formButtonPrimary: component });
    const arrow = find('.arrow');
    clerk.signIn.set({ pending: 'identify' });
    await settled();
    ok(find('.cl-spinner').parentElement === arrow.parentElement, 'the spinner');
    clerk.signIn.set({});
    await settled();
    equal([arrow.isConnected, arrow === arrow.parentElement?.lastElementChild], [true, true]);
    equal([getComputedStyle(arrow).paddingLeft, getComputedStyle(arrow).fontWeight], ['7px', '900']);
    style.remove();
  });

  it('get their content as it is drawn', async () => {
    let classes = '';
    const component = ({ children }: ComponentProps) => {
      classes = children.querySelector('h1')?.className ?? '';
      const box = document.createElement('section');
      box.append(children);
      return box;
    };
    await dressed({ card: component });
    equal(classes, 'cl-headerTitle');
  });

  it('may be functions in the place of a field, with a native input of their own', async () => {
    const component = () => {
      const box = document.createElement('div');
      box.innerHTML = '<i></i><input class="inner">';
      return box;
    };
    const { clerk, find, settled } = await dressed({ formFieldInput: component });
    const inner = find<HTMLInputElement>('.inner');
    inner.focus();
    await sendKeys({ type: 'ada@example.com' });
    await sendKeys({ press: 'Enter' });
    await settled();
    equal(clerk.signIn.actions.length, 1, 'actions');
    equal([inner.getAttribute('aria-label'), inner.required], ['Email address', true]);
  });

  it('leave the button that shows a password in front, also where they are positioned', async () => {
    const component = () => {
      const box = document.createElement('div');
      box.style.position = 'relative';
      box.innerHTML = '<input class="inner" style="inline-size: 100%; block-size: 40px">';
      return box;
    };
    const { clerk, find, settled } = await dressed({ formFieldInput: component });
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    const button = find('.cl-formFieldInputShowPasswordButton');
    const { left, top, width, height } = button.getBoundingClientRect();
    const front = document.elementFromPoint(left + width / 2, top + height / 2);
    ok(front?.closest('button') === button, front?.outerHTML ?? 'nothing');
  });
});
