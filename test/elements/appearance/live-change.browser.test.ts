import { PASSWORD } from '../fake-clerk.ts';
import { cleanUp, equal, mount, ok } from '../support.ts';

const finishTransitions = () => document.getAnimations().forEach((each) => each.finish());

describe('a change of the appearance while the user types', () => {
  afterEach(cleanUp);

  it('keeps the node, the focus, the text and the caret of the field', async () => {
    const { clerk, element, input, find, settled } = await mount('clerk-sign-in', {
      properties: { appearance: { variables: { colorBackground: 'rgb(250, 250, 250)' } } },
    });
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    const field = input('password');
    field.focus();
    field.value = 'correct horse';
    field.setSelectionRange(3, 5);
    const removed: Node[] = [];
    const surfaces = new Set<string>();
    const surface = () => getComputedStyle(find('.cl-card')).backgroundColor;
    const observer = new MutationObserver((records) => {
      removed.push(...records.flatMap((record) => [...record.removedNodes].filter((node) => node instanceof Element)));
      surfaces.add(surface());
    });
    observer.observe(element, { childList: true, subtree: true, attributes: true });
    element.appearance = { variables: { colorBackground: 'rgb(20, 20, 20)' }, elements: { card: 'from-page' } };
    for (let turn = 0; turn < 3; turn++) {
      await Promise.resolve();
      surfaces.add(surface());
    }
    await settled();
    observer.disconnect();
    equal(surface(), 'rgb(20, 20, 20)');
    ok(find('.cl-card').matches('.from-page'), 'the class');
    ok(document.activeElement === field && input('password') === field, 'the same field, with the focus');
    equal([field.value, field.selectionStart, field.selectionEnd], ['correct horse', 3, 5]);
    equal(removed.length, 0, 'removed elements');
    // The default look was never there in between.
    equal([...surfaces].sort(), ['rgb(20, 20, 20)', 'rgb(250, 250, 250)']);
  });

  it('applies a change for all elements that an SDK passes on', async () => {
    const { clerk, element, find, settled } = await mount('clerk-sign-in');
    clerk.options['appearance'] = { variables: { colorPrimary: 'rgb(3, 4, 5)' } };
    element.requestUpdate();
    await settled();
    finishTransitions();
    equal(getComputedStyle(find('.cl-formButtonPrimary')).backgroundColor, 'rgb(3, 4, 5)');
    clerk.options['appearance'] = undefined;
    element.requestUpdate();
    await settled();
    finishTransitions();
    ok(getComputedStyle(find('.cl-formButtonPrimary')).backgroundColor !== 'rgb(3, 4, 5)', 'the default look again');
  });
});
