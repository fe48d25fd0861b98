import { FlowScreen } from '../../src/elements/parts/flow-screen.ts';
import { SIGN_UP } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

describe('the screen of a flow', () => {
  afterEach(cleanUp);

  it('does not render in a loop while a part of a view is loading', async () => {
    const { element } = await mount('clerk-sign-up');
    let updates = 0;
    element.requestUpdate = () => void updates++;
    const rest = async () => ({ sheets: [], texts: [], views: {} as never });
    const screen = new FlowScreen(element, 'signUp', { first: { start: () => undefined }, rest });
    ok(screen.render(SIGN_UP), 'the frame meanwhile');
    for (let turn = 0; turn < 20; turn++) await undefined;
    equal(updates, 0, 'updates asked for');
  });
});
