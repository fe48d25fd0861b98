import { FakeClerk } from '../fake-clerk.ts';
import { environmentOf } from '../offer.ts';
import { cleanUp, equal, mount, ok } from '../support.ts';

const LOGO = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"/>';
const shown = (options: object, more: object = {}) =>
  mount('clerk-sign-in', { properties: { appearance: { options: { logoImageUrl: LOGO, ...options }, ...more } } });

describe('the options of an appearance', () => {
  const said: string[] = [];
  const { warn } = console;

  beforeEach(() => {
    said.length = 0;
    console.warn = (text: string) => said.push(text);
  });
  afterEach(() => {
    console.warn = warn;
    cleanUp();
  });

  it('place the logo inside the card, above it, or leave it out', async () => {
    const gap = ({ find }: Awaited<ReturnType<typeof shown>>) =>
      find('.cl-logoBox').getBoundingClientRect().top - find('.cl-cardBox').getBoundingClientRect().top;
    ok(gap(await shown({ logoPlacement: 'inside' })) > 0, 'below the edge of the card');
    cleanUp();
    ok(gap(await shown({ logoPlacement: 'outside' })) < -30, 'above the card');
    cleanUp();
    const { element } = await shown({ logoPlacement: 'none' });
    equal(element.querySelector('.cl-logoBox'), null);
  });

  it('name the pages below the card, by the older key too, and the most specific one wins', async () => {
    const clerk = new FakeClerk();
    clerk.options['appearance'] = { layout: { helpPageUrl: '/help', termsPageUrl: '/shared' } };
    const { find } = await mount('clerk-sign-in', {
      clerk,
      properties: { appearance: { options: { termsPageUrl: 'https://example.com/terms' } } },
    });
    const href = (name: string) => find(`.cl-footerPagesLink__${name}`).getAttribute('href');
    equal([href('help'), href('terms')], [`${location.origin}/help`, 'https://example.com/terms']);
  });

  it('come from themes, too', async () => {
    const { element } = await shown({}, { theme: { options: { logoPlacement: 'none' } } });
    equal(element.querySelector('.cl-logoBox'), null);
  });

  it('refuse a link that would run a script, and say so', async () => {
    // The address is what an attacker would want in a configuration.
    const { element, find } = await shown({ logoLinkUrl: 'javascript:alert(1)', helpPageUrl: ' JaVaScRiPt:alert(1)' });
    equal(element.querySelectorAll('a[href^="javascript" i], .cl-footerPagesLink__help').length, 0);
    ok(find('.cl-logoBox').isConnected, 'the logo without its link');
    equal(said.length, 2);
  });

  it('name an unknown option and a wrong value on the console', async () => {
    await shown({ logoPlacment: 'none', socialButtonsPlacement: 'left' });
    ok(/logoPlacment is unknown\. Use one of logoPlacement/.test(said.join()), said.join());
    ok(/socialButtonsPlacement is "left"\. Give top or bottom/.test(said.join()), said.join());
  });

  it('draw the card without border and shadow', async () => {
    const { find } = await shown({ elevation: 'flush' });
    const { boxShadow, borderTopWidth, backgroundColor } = getComputedStyle(find('.cl-cardBox'));
    equal([boxShadow, borderTopWidth, backgroundColor], ['none', '0px', 'rgba(0, 0, 0, 0)']);
  });

  it('stop movement', async () => {
    const { find } = await shown({ animations: false, shimmer: false, unsafe_disableDevelopmentModeWarnings: true });
    const { transitionDuration } = getComputedStyle(find('.cl-formButtonPrimary'));
    equal(transitionDuration, '0s');
    equal(said, []);
  });

  it('pass the look of the bot check on, from the most specific appearance', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environmentOf({});
    clerk.options['appearance'] = { captcha: { theme: 'dark', language: 'de' } };
    const { element } = await mount('clerk-sign-in', {
      clerk,
      properties: { appearance: { captcha: { size: 'compact' } } },
    });
    equal(element.option('captcha'), { theme: 'dark', language: 'de', size: 'compact' });
  });
});
