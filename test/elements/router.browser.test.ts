import { FakeClerk, PASSWORD, START } from './fake-clerk.ts';
import { cleanUp, equal, mount, next, ok } from './support.ts';

const home = location.pathname + location.search;
const url = () => location.pathname + location.search + location.hash;

describe('routing', () => {
  beforeEach(() => history.pushState(null, '', home));
  afterEach(() => {
    cleanUp();
    history.pushState(null, '', home);
  });

  it('keeps the step in the hash, with the redirect parameters and no others', async () => {
    history.replaceState(null, '', `${home}#/?redirect_url=%2Fto&email_address=ada%40example.com`);
    const { clerk, settled } = await mount('clerk-sign-in', { attributes: {} });
    equal(clerk.created, [{ initialValues: { emailAddress: 'ada@example.com' } }]);
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(url(), `${home}#/factor-one?redirect_url=%2Fto`);
  });

  it('keeps the step in the path if the element has a path', async () => {
    history.replaceState(null, '', '/sign-in?redirect_url=%2Fto&other=1');
    const { clerk, settled, element } = await mount('clerk-sign-in', { attributes: { path: '/sign-in' } });
    const steps: string[] = [];
    element.addEventListener('clerk-step', (event) => steps.push(event.step));
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal([url(), steps], ['/sign-in/factor-one?redirect_url=%2Fto', ['factor-one']]);
  });

  it('follows the back and forward buttons', async () => {
    history.replaceState(null, '', '/sign-in');
    const { clerk, settled, find } = await mount('clerk-sign-in', { attributes: { path: '/sign-in' } });
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    let moved = next(window, 'popstate');
    history.back();
    await moved;
    await settled();
    equal(location.pathname, '/sign-in');
    ok(find('.cl-signIn-start'), 'the first screen');
    moved = next(window, 'popstate');
    history.forward();
    await moved;
    await settled();
    equal(location.pathname, '/sign-in/factor-one');
    ok(find('.cl-signIn-password'), 'the password screen');
  });

  it('shows the step of the URL after a reload, and corrects a URL that the attempt does not allow', async () => {
    history.replaceState(null, '', '/sign-in/factor-one');
    const clerk = new FakeClerk();
    clerk.signIn.reachable['factor-one'] = PASSWORD;
    const { find, element } = await mount('clerk-sign-in', { clerk, attributes: { path: '/sign-in' } });
    ok(find('.cl-signIn-password'), 'the password screen');
    equal(location.pathname, '/sign-in/factor-one');
    element.remove();
    const fresh = await mount('clerk-sign-in', { attributes: { path: '/sign-in' } });
    ok(fresh.find('.cl-signIn-start'), 'the first screen');
    equal(location.pathname, '/sign-in');
  });

  it('waits for the attempt before it corrects a step in the URL', async () => {
    history.replaceState(null, '', '/sign-in/factor-one');
    const clerk = new FakeClerk();
    const createFlow = clerk.__internal_createFlow.bind(clerk);
    clerk.__internal_createFlow = (create, options) => {
      queueMicrotask(() => {
        clerk.signIn.reachable['factor-one'] = PASSWORD;
      });
      return createFlow(create, options);
    };
    const { find } = await mount('clerk-sign-in', { clerk, attributes: { path: '/sign-in' } });
    ok(find('.cl-signIn-password'), 'the password screen');
    equal(location.pathname, '/sign-in/factor-one');
  });

  it('waits for the client before it corrects a step in the URL', async () => {
    history.replaceState(null, '', '/sign-in/factor-one');
    const clerk = new FakeClerk();
    clerk.set({ client: undefined, status: 'loading' });
    clerk.signIn.reachable['factor-one'] = PASSWORD;
    const { find, settled } = await mount('clerk-sign-in', { clerk, attributes: { path: '/sign-in' } });
    ok(find('.cl-skeleton'), 'the frame');
    equal(location.pathname, '/sign-in/factor-one');
    clerk.set({ client: {} });
    await settled();
    ok(find('.cl-signIn-password'), 'the password screen');
  });

  it('turns a step in the hash into a path', async () => {
    history.replaceState(null, '', '/sign-in#/?sign_in_force_redirect_url=%2Fto');
    const { clerk } = await mount('clerk-sign-in', { attributes: { path: '/sign-in' } });
    equal(url(), '/sign-in?sign_in_force_redirect_url=%2Fto');
    clerk.signIn.set({ step: { name: 'complete', sessionId: 's' } });
    equal(String(clerk.targets[0]?.[2]), 'sign_in_force_redirect_url=%2Fto');
  });

  it('ignores a step in the URL that is not of the element', async () => {
    history.replaceState(null, '', `${home}#/security`);
    const { find } = await mount('clerk-sign-in', { attributes: {} });
    ok(find('.cl-signIn-start'), 'the first screen');
    equal(location.hash, '#/security');
  });

  it('does not change the URL with virtual routing', async () => {
    const { clerk, settled } = await mount('clerk-sign-in', { attributes: { routing: 'virtual' } });
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(url(), home);
  });

  it('navigates through the router of the application if there is one', async () => {
    const clerk = new FakeClerk();
    Object.assign(clerk.options, { routerPush: () => {}, routerReplace: () => {} });
    history.replaceState(null, '', '/sign-in');
    await mount('clerk-sign-in', { clerk, attributes: { path: '/sign-in' } });
    clerk.signIn.set({ step: PASSWORD });
    equal(clerk.navigations, [
      {
        to: '/sign-in/factor-one',
        options: { replace: false, metadata: { routing: 'path', navigationType: 'internal' } },
      },
    ]);
    equal(location.pathname, '/sign-in');
  });

  it('reports on the console that path and routing do not match', async () => {
    const before = console.error;
    const said: string[] = [];
    console.error = (text: string) => said.push(text);
    await mount('clerk-sign-in', { attributes: { routing: 'hash', path: '/sign-in' } });
    await mount('clerk-sign-in', { attributes: { routing: 'path' } });
    // The check comes with what is loaded after the first screen.
    while (said.length < 2) await new Promise(requestAnimationFrame);
    console.error = before;
    equal(said.length, 2, 'messages');
    // Both elements load the check, and either may have it first.
    said.sort();
    ok(said[0]?.includes('routing="hash"') && said[1]?.includes('needs'), said.join('\n'));
  });

  it('focuses the first field on a page for the form only', async () => {
    history.replaceState(null, '', '/sign-in');
    (document.activeElement as HTMLElement).blur();
    const own = await mount('clerk-sign-in', { attributes: { path: '/sign-in' } });
    ok(document.activeElement === own.input('identifier'), 'focus with path routing');
    cleanUp();
    await mount('clerk-sign-in', { attributes: {} });
    ok(document.activeElement === document.body, 'no focus with hash routing');
    equal(START.name, 'start');
  });
});
