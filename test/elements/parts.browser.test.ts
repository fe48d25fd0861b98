import { html, type TemplateResult } from 'lit';
import { ClerkAPIResponseError, ClerkRuntimeError } from '../../src/client/errors.ts';
import { toFlowErrors } from '../../src/client/flows/flow-errors.ts';
import { ClerkElement } from '../../src/elements/base/clerk-element.ts';
import { define } from '../../src/elements/base/define.ts';
import { FormController } from '../../src/elements/controllers/form-controller.ts';
import { StoreController } from '../../src/elements/controllers/store-controller.ts';
import { avatar } from '../../src/elements/parts/avatar.ts';
import { field } from '../../src/elements/parts/field.ts';
import { form } from '../../src/elements/parts/form.ts';
import avatarSheet from '../../src/elements/styles/avatar.css';
import { formSheets } from '../../src/elements/styles/form-sheets.ts';
import { common } from '../../src/localization/en-us/common.ts';
import { errors } from '../../src/localization/en-us/errors.ts';
import { errorText } from '../../src/localization/error-text.ts';
import { dateModifiers } from '../../src/localization/date-modifiers.ts';
import { addModifiers, translate } from '../../src/localization/translate.ts';
import { apiError, FakeClerk } from './fake-clerk.ts';
import { cleanUp, equal, ok } from './support.ts';

class TestForm extends ClerkElement {
  static override readonly sheets = [...formSheets, avatarSheet];
  static override readonly texts = [common];
  readonly form = new FormController(this);
  readonly store = new StoreController(this, (clerk) => [clerk.user]);
  renders = 0;
  body: () => unknown = () => '';
  protected override render(): TemplateResult {
    this.renders++;
    return html`${this.body()}`;
  }
}
define('test-form', TestForm);

async function show(body: (host: TestForm) => unknown, clerk = new FakeClerk()) {
  const element = document.createElement('test-form') as TestForm;
  element.clerk = clerk.asInstance;
  element.body = () => body(element);
  document.body.append(element);
  await element.updateComplete;
  return { element, clerk };
}

describe('parts and controllers', () => {
  afterEach(cleanUp);

  it('runs one call at a time and sorts its errors to the fields', async () => {
    const sent: unknown[] = [];
    const { element } = await show((host) =>
      form(
        host,
        (values) => sent.push(values),
        html`${field(host, { name: 'firstName', label: 'First name', autocomplete: 'given-name' })}<button>Save</button>`,
      ),
    );
    const input = element.querySelector('input') as HTMLInputElement;
    input.value = 'Ada';
    element.querySelector('button')?.click();
    equal(sent, [{ firstName: 'Ada' }]);
    const fail = () =>
      Promise.reject(
        new ClerkAPIResponseError(422, [apiError('form_param_max_length_exceeded', 'first_name'), apiError('other')]),
      );
    const first = element.form.run('save', fail);
    equal([element.form.pending, await element.form.run('again', fail)], ['save', false]);
    equal([await first, element.form.pending], [false, null]);
    await element.updateComplete;
    equal(Object.keys(element.form.errors.fields), ['firstName']);
    ok(document.activeElement === input && input.value === 'Ada', 'focus on the wrong field, with its value');
    equal(element.querySelector('[role=alert]')?.textContent?.trim(), 'server says other');
    equal(await element.form.run('save', async () => 1), true);
    equal(element.form.errors, { fields: {}, global: null });
  });

  it('shows any other failure for the whole form', () => {
    equal(toFlowErrors(new ClerkRuntimeError('clerk_offline', 'gone')).global?.code, 'clerk_offline');
    equal(toFlowErrors(new TypeError('failed to fetch'), [], 'network_error').global?.code, 'network_error');
  });

  it('renders once when its slice of the store changes, and not otherwise', async () => {
    const { element, clerk } = await show(() => '');
    const user = {};
    clerk.set({ user });
    await element.updateComplete;
    const before = element.renders;
    clerk.set({ session: {} });
    clerk.set({ user });
    await element.updateComplete;
    equal(element.renders, before);
    clerk.set({ user: {} });
    clerk.set({ user: {} });
    await element.updateComplete;
    equal(element.renders, before + 1);
  });

  it('draws readable initials, and safe pictures only', async () => {
    const of = (options: Partial<Parameters<typeof avatar>[1]>) => (host: TestForm) =>
      avatar(host, { userId: 'user_1', name: 'Ada Lovelace', size: 'm', ...options });
    for (const [options, text] of [
      [{}, 'AL'],
      [{ name: 'grace@example.com' }, 'G'],
      [{ name: '' }, '?'],
      [{ name: 'grace.hopper+news.letter@example.com' }, 'GH'],
      [{ name: 'Ada @ Work' }, 'AW'],
      [{ name: 'ada augusta king lovelace' }, 'AL'],
      [{ name: '🇨🇭 Muster' }, '🇨🇭M'],
      [{ name: '👩‍🚀 👨‍👩‍👧‍👦' }, '👩‍🚀👨‍👩‍👧‍👦'],
      [{ name: 'ß ﬁ' }, 'ßﬁ'],
      [{ name: 'łukasz żak' }, 'ŁŻ'],
      [{ name: '山田 太郎' }, '山太'],
      [{ name: '김 민수' }, '김민'],
      [{ name: 'ガ\u3099 や' }, 'ガ\u3099や'],
      [{ name: 'e\u0301mile zola' }, 'E\u0301Z'],
      [{ name: '\u200b\u2060 \u3164' }, '?'],
      [{ name: '\u200bada \u2800 berg' }, 'AB'],
      [{ hasImage: true, imageUrl: 'javascript:alert(1)' }, 'AL'],
      [{ hasImage: true, imageUrl: 'http://other.example/a.png' }, 'AL'],
    ] as const) {
      const { element } = await show(of(options));
      equal([element.textContent?.trim(), element.querySelector('img')], [text, null], text);
    }
    const { element } = await show(of({ hasImage: true, imageUrl: 'data:image/png;base64,' }));
    equal(element.querySelector('img'), null);
    const { element: picture } = await show(of({ hasImage: true, imageUrl: `${location.origin}/favicon.ico` }));
    ok(picture.querySelector('.cl-avatarImage'), 'the picture');
  });

  it('keeps at least 4.5:1 between initials and each of the twelve hues', async () => {
    const { element } = await show(() =>
      Array.from({ length: 12 }, (_, hue) => html`<span class="cl-avatarBox cl-hue__${hue}">A</span>`),
    );
    const context = document
      .createElement('canvas')
      .getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    for (const box of element.querySelectorAll('.cl-avatarBox')) {
      context.fillStyle = getComputedStyle(box).backgroundColor;
      context.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      const contrast = 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
      ok(contrast >= 4.5, `${box.className}: ${contrast.toFixed(2)}`);
    }
  });

  it('says how long to wait if the server did', () => {
    const text = (retryAfter?: number) =>
      errorText([errors], { code: 'too_many_requests', message: '', longMessage: '', meta: { retryAfter } }, {}).text;
    equal(
      [undefined, 1, 30, 90, 5400].map((seconds) => text(seconds).replace('Too many attempts in a short time. ', '')),
      [
        'Wait a moment, then try again.',
        'Try again in 1 second.',
        'Try again in 30 seconds.',
        'Try again in 2 minutes.',
        'Try again in 2 hours.',
      ],
    );
    const refused = new ClerkAPIResponseError(429, [apiError('too_many_requests')], 30);
    equal(toFlowErrors(refused).global?.meta['retryAfter'], 30);
  });

  it('fills text templates with Clerk’s modifiers, and never from a prototype', () => {
    addModifiers(dateModifiers);
    const text = (template: string, params = {}) => translate([{ key: template }], 'key', params);
    equal(text('Hi {{ user.name }}', { user: { name: 'Ada' } }), 'Hi Ada');
    equal(text('{{name|unheard}}', { name: 'ada' }), 'ada');
    equal(text("{{ date | shortDate('en-US') }}", { date: new Date(2026, 0, 2) }), 'Jan 2, 2026');
    equal(text("{{ date | weekday('en-US','long') }}", { date: new Date(2026, 0, 2) }), 'Friday');
    equal(text('[{{constructor}}{{missing}}]'), '[]');
    equal(translate([{}, undefined], 'constructor.name', {}), undefined);
    equal(translate([{ a: undefined }, { a: { b: 'x' } }], 'a.b', {}), 'x');
  });

  it('renders nothing outside its box', async () => {
    const { element } = await show(() => html`<p>inside</p>`);
    equal([element.children.length, element.firstElementChild?.className], [1, 'cl-rootBox']);
  });
});
