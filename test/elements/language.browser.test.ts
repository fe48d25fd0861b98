import { FakeClerk, PASSWORD } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

const root = document.documentElement;
const { lang } = root;

/** Makes the browser prefer these languages. */
function prefer(...languages: string[]): void {
  Object.defineProperty(navigator, 'languages', { configurable: true, value: languages });
  Object.defineProperty(navigator, 'language', { configurable: true, value: languages[0] });
}

describe('the language of an element', () => {
  beforeEach(() => root.removeAttribute('lang'));
  afterEach(() => {
    cleanUp();
    root.lang = lang;
    for (const name of ['language', 'languages']) Reflect.deleteProperty(navigator, name);
  });

  const GERMAN = 'Bei Acme anmelden';

  /** Mounts a sign-in and says what its box and its title are in. */
  async function shown(options: Parameters<typeof mount<'clerk-sign-in'>>[1] = {}) {
    const mounted = await mount('clerk-sign-in', options);
    // The texts come in files of their own.
    while (!mounted.element.querySelector('.cl-headerTitle')) await mounted.settled();
    const say = () => {
      const box = mounted.find('.cl-rootBox');
      return [mounted.find('.cl-headerTitle').textContent, box.getAttribute('lang'), box.getAttribute('dir')];
    };
    return { ...mounted, say };
  }

  it('is that of the page', async () => {
    root.lang = 'de-AT';
    const { say } = await shown();
    equal(say(), [GERMAN, 'de-DE', 'ltr']);
  });

  it('is that of the nearest node that names one', async () => {
    root.lang = 'en';
    const into = document.createElement('div');
    into.lang = 'de';
    document.body.append(into);
    equal((await shown({ into })).say(), [GERMAN, 'de-DE', 'ltr']);
    equal((await shown({ into, attributes: { routing: 'virtual', lang: 'en-GB' } })).say(), [
      'Sign in to Acme',
      null,
      null,
    ]);
  });

  it('is the first one of the browser that has texts, where the page names none', async () => {
    prefer('hu-HU', 'de', 'en');
    equal((await shown()).say(), [GERMAN, 'de-DE', 'ltr']);
  });

  it('is English where nothing else is wanted, and then the box is as it was', async () => {
    prefer('en-GB', 'de');
    equal((await shown()).say(), ['Sign in to Acme', null, null]);
  });

  it('is English, and says so, in a page whose language has no texts', async () => {
    root.lang = 'hu';
    equal((await shown()).say(), ['Sign in to Acme', 'en-US', 'ltr']);
  });

  it('is that of a locale object, whose texts come first', async () => {
    root.lang = 'en';
    const localization = { locale: 'de-DE', signIn: { start: { title: 'Willkommen' } } };
    const { say, find } = await shown({ properties: { localization } });
    equal(say(), ['Willkommen', 'de-DE', 'ltr']);
    equal(find('.cl-formFieldLabel').textContent?.trim(), 'E-Mail-Adresse');
  });

  it('is that of the locale object of the instance', async () => {
    const clerk = new FakeClerk();
    Object.assign(clerk.options, { localization: { locale: 'hu-HU', signIn: { start: { title: 'Bejelentkezés' } } } });
    equal((await shown({ clerk })).say(), ['Bejelentkezés', 'hu-HU', 'ltr']);
  });

  it('is left open where the page has texts of its own in a language that we have none in', async () => {
    root.lang = 'hu';
    const localization = { signIn: { start: { title: 'Bejelentkezés' } } };
    equal((await shown({ properties: { localization } })).say(), ['Bejelentkezés', null, null]);
  });

  it('runs from right to left in Arabic and Hebrew, with what is filled in isolated', async () => {
    root.lang = 'ar';
    const { say } = await shown();
    const [title, ...rest] = say();
    equal(rest, ['ar-SA', 'rtl']);
    ok(title?.includes('\u2068Acme\u2069'), title ?? '');
    root.lang = 'he';
    equal((await shown()).say().slice(1), ['he-IL', 'rtl']);
  });

  it('changes with that of the page, and nothing that was typed is lost', async () => {
    root.lang = 'en';
    const { say, input, settled, element } = await shown();
    const field = input('identifier');
    field.value = 'ada@exa';
    field.focus();
    root.lang = 'de';
    await changed(element, settled, GERMAN);
    equal(say(), [GERMAN, 'de-DE', 'ltr']);
    ok(document.activeElement === field && input('identifier') === field, 'the same field');
    equal(field.value, 'ada@exa');
    root.lang = 'en';
    await changed(element, settled, 'Sign in to Acme');
    equal(say(), ['Sign in to Acme', 'en-US', 'ltr']);
  });

  it('shows the last one of several that were wanted in a row', async () => {
    root.lang = 'de';
    const { say, settled, element } = await shown();
    root.lang = 'fr';
    await Promise.resolve();
    root.lang = 'de';
    await changed(element, settled, GERMAN);
    equal(say(), [GERMAN, 'de-DE', 'ltr']);
  });

  it('is that of the errors, too', async () => {
    root.lang = 'de';
    const { clerk, find, settled, element } = await shown();
    await import('../../src/localization/de-de/errors.ts');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    const error = { code: 'user_banned', message: 'English', longMessage: 'English', meta: {} };
    const text = element.errorText(error);
    ok(text && !text.includes('English') && !text.includes('blocked'), text);
    ok(find('.cl-signIn-password'), 'the step');
  });
});

/** Resolves when the element shows a title. */
async function changed(element: HTMLElement, settled: () => Promise<void>, title: string): Promise<void> {
  while (element.querySelector('.cl-headerTitle')?.textContent !== title) await settled();
}
