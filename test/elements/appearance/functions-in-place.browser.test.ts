import { executeServerCommand, sendKeys, sendMouse } from '@web/test-runner-commands';
import type { ComponentProps } from '../../../src/elements/styles/appearance/own-component.ts';
import { PASSWORD } from '../fake-clerk.ts';
import { itNeeds } from '../it-needs.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { dressed } from './dressed.ts';

/** Renders as a framework does, in which each rendering writes the functions anew, and `mark` is what they read of it. */
const render = (mark: string) => ({
  formFieldInput: () => Object.assign(document.createElement('input'), { className: 'inner', title: mark }),
  formButtonPrimary: ({ children }: ComponentProps) => {
    const button = document.createElement('button');
    button.title = mark;
    button.className = 'mine';
    button.append(children);
    return button;
  },
  card: ({ children }: ComponentProps) => {
    const card = document.createElement('section');
    card.title = mark;
    card.append(children);
    return card;
  },
});

/** Shows the field for the password, in which scripts can set the caret. */
async function passwordWith(elements: object) {
  const mounted = await dressed(elements);
  mounted.clerk.signIn.set({ step: PASSWORD });
  await mounted.settled();
  return mounted;
}

describe('functions that a page writes in place, so that they are new at each of its renderings', () => {
  afterEach(cleanUp);

  it('keep the field while the user types into it, with its text and caret, and take the new function after that', async () => {
    const { element, find, settled } = await passwordWith(render('1'));
    const inner = find<HTMLInputElement>('.inner');
    inner.focus();
    await sendKeys({ type: 'aa' });
    inner.setSelectionRange(1, 1);
    for (const mark of ['2', '3', '4']) {
      element.appearance = { elements: render(mark) };
      await settled();
    }
    await sendKeys({ type: 'd' });
    equal([find('.inner') === inner, document.activeElement === inner, inner.value], [true, true, 'ada']);
    equal(find('.mine').title, '4', 'the button, which nobody uses');
    inner.blur();
    element.appearance = { elements: render('5') };
    await settled();
    const next = find<HTMLInputElement>('.inner');
    equal([next.title, next.value, find('.cl-card').title], ['5', 'ada', '5']);
    equal(element.querySelectorAll('.inner').length, 1, 'fields');
  });

  itNeeds('an input method', 'keep what an input method is composing', async () => {
    const { element, find, settled } = await dressed(render('1'));
    const inner = find<HTMLInputElement>('.inner');
    inner.focus();
    await executeServerCommand('compose', { steps: ['に', 'にほ'] });
    element.appearance = { elements: render('2') };
    await settled();
    await executeServerCommand('compose', { steps: ['にほん'], chosen: '日本' });
    equal([find('.inner') === inner, inner.value], [true, '日本']);
  });

  it('keep a button that is being pressed, so that the press counts', async () => {
    const { clerk, element, find, settled } = await dressed(render('1'));
    find<HTMLInputElement>('.inner').value = 'ada@example.com';
    const { x, y } = find('.mine').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(x) + 5, Math.round(y) + 5] });
    await sendMouse({ type: 'down' });
    element.appearance = { elements: render('2') };
    await settled();
    await sendMouse({ type: 'up' });
    await settled();
    equal(clerk.signIn.actions.length, 1, 'actions');
  });

  it('leave the focus and the caret in a field whose box is made anew by another function', async () => {
    const { element, find, input, settled } = await passwordWith({ card: render('1').card });
    const field = input('password');
    field.focus();
    await sendKeys({ type: 'aa' });
    field.setSelectionRange(1, 1);
    element.appearance = {
      elements: {
        card: ({ children }: ComponentProps) => {
          const card = document.createElement('article');
          card.append(children);
          return card;
        },
      },
    };
    await settled();
    await sendKeys({ type: 'd' });
    ok(find('article').contains(field), 'the new box');
    equal([input('password') === field, field.value], [true, 'ada']);
  });

  it('hand text, focus and caret on to the component of another function', async () => {
    const { element, find, settled } = await passwordWith({ formFieldInput: render('1').formFieldInput });
    find('.inner').focus();
    await sendKeys({ type: 'aa' });
    find<HTMLInputElement>('.inner').setSelectionRange(1, 1);
    element.appearance = {
      elements: { formFieldInput: () => Object.assign(document.createElement('input'), { className: 'other' }) },
    };
    await settled();
    await sendKeys({ type: 'd' });
    equal(find<HTMLInputElement>('.other').value, 'ada');
  });

  it('leave nothing behind of the nodes that were there before', async () => {
    const elements = (mark: string) => ({
      formButtonPrimary: ({ children }: ComponentProps) => {
        const button = document.createElement('div');
        button.title = mark;
        button.append(children);
        return button;
      },
    });
    const { element, settled } = await dressed(elements('1'));
    const count = element.querySelectorAll('*').length;
    for (const mark of ['2', '3', '4']) {
      element.appearance = { elements: elements(mark) };
      await settled();
    }
    equal(element.querySelectorAll('*').length, count, 'nodes');
  });
});
