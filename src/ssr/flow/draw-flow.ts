import { html } from 'lit';
import type { SignInStep, SignUpStep } from '../../client/flows/types.ts';
import { hasErrors } from '../../elements/base/form-state.ts';
import { withoutScript } from '../../localization/en-us/without-script.ts';
import { drawScreen } from '../hosts/draw-screen.ts';
import type { RenderedForm } from '../render-form.ts';
import { renderForm } from '../render-form.ts';
import { type Listener, type RenderedElement, renderToString } from '../render/render-to-string.ts';
import { signInViews } from '../sign-in-views.ts';
import { signUpViews } from '../sign-up-views.ts';
import type { SignInServerHost } from '../hosts/sign-in-server-host.ts';
import { ticketView } from './ticket-view.ts';
import { PostedForm } from './posted-form.ts';
import { controlName, needsScript, type ScreenCall } from './screen-calls.ts';
import { createScreenHost, type ScreenHost } from './screen-host.ts';

/** What a screen is drawn from. */
export interface ScreenOptions extends Omit<Parameters<typeof createScreenHost>[1], 'step'> {
  readonly kind: 'signIn' | 'signUp';
  readonly step: SignInStep | SignUpStep;
  readonly choosing: string | undefined;
  /** The URL has a ticket that nobody has used yet. */
  readonly hasTicket: boolean;
  /** Name of a control that changes the screen only, to be pressed before. */
  readonly press: string | undefined;
  /** URL that the forms of the screen post to. */
  readonly action: string;
  /** What the visitor has typed, to be typed no second time. */
  readonly typed?: URLSearchParams | undefined;
  /** Fields that each form sends along, by name. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** A screen whose forms and buttons work without a script. */
export interface DrawnScreen {
  /** Returns what the form, or the named control, asks for with these values; undefined for a control that it does not have. */
  send(values: URLSearchParams, control: string | null): readonly ScreenCall[] | undefined;
  render(): RenderedForm & { title: string };
}

interface Control {
  readonly listener: Listener;
  readonly place: string;
  /** Undefined when only a browser can do what the control does. */
  name: string | undefined;
  call: ScreenCall | undefined;
}

type Names = ReadonlyMap<string, string>;

/** Draws the screen of a step as the element does, and finds out what its controls ask for. */
export async function drawFlow(options: ScreenOptions): Promise<DrawnScreen> {
  const first = await look(options);
  const index = first.controls.findIndex(({ name, call }) => call?.type === 'redraw' && name === options.press);
  if (index < 0) return toScreen(options, first);
  // The listener that is pressed belongs to a drawing whose other listeners were not.
  const screen = createScreenHost(options.kind, options);
  const drawn = await draw(screen, options);
  const { controls } = read(drawn);
  screen.record(() => call(controls[index]?.listener));
  return toScreen(options, inspect(screen, await draw(screen, options)));
}

interface Look {
  readonly screen: ScreenHost;
  readonly drawn: unknown;
  readonly controls: readonly Control[];
  readonly inputs: readonly Names[];
  readonly submit: Listener | undefined;
}

async function look(options: ScreenOptions): Promise<Look> {
  const screen = createScreenHost(options.kind, options);
  return inspect(screen, await draw(screen, options));
}

async function draw(
  { host }: ScreenHost,
  { kind, step, choosing, errors, hasTicket }: ScreenOptions,
): Promise<unknown> {
  host.extend({ sheets: [], texts: [withoutScript] });
  const views = kind === 'signIn' ? signInViews : signUpViews;
  // An element has loaded the rest of its views by the time it shows an error, and with it what can be done about errors.
  if (hasErrors(errors)) host.extend(views.rest);
  if (choosing) host.choosing = choosing;
  if (hasTicket && kind === 'signIn' && step.name === 'start') return ticketView(host as SignInServerHost);
  // The host is that of the flow, which the types of the two flows do not tell.
  return drawScreen(host as never, views as never, step as never);
}

/** Reads the controls of a drawing. */
function read(drawn: unknown): Omit<Look, 'screen' | 'drawn'> {
  const controls: Control[] = [];
  const inputs: Map<string, string>[] = [];
  let submit: Listener | undefined;
  renderToString(drawn, {
    onElement({ tag, attributes, listeners }) {
      const click = listeners.get('click');
      if (tag === 'form') submit ??= listeners.get('submit');
      if (/^(input|select)$/.test(tag) && attributes.has('name')) inputs.push(new Map(attributes));
      if (tag === 'button' && click) {
        const place = /\bcl-\w+__([\w-]+)/.exec(attributes.get('class') ?? '')?.[1] ?? '';
        controls.push({ listener: click, place, name: undefined, call: undefined });
      }
    },
  });
  return { controls, inputs, submit };
}

/** Finds out what each control asks for. */
function inspect(screen: ScreenHost, drawn: unknown): Look {
  const found = read(drawn);
  for (const control of found.controls) {
    const [asked] = screen.record(() => call(control.listener)) ?? [];
    if (!asked || needsScript(asked)) continue;
    control.call = asked;
    control.name = controlName(asked, control.place);
  }
  return { screen, drawn, ...found };
}

function toScreen(options: ScreenOptions, seen: Look): DrawnScreen {
  return {
    send(values, name) {
      const { screen, submit, controls, inputs } = seen;
      const known = new URLSearchParams(
        [...values].filter(([field]) => inputs.some((each) => each.get('name') === field)),
      );
      const sendForm = () => submit && call(submit, postOf(inputs, known));
      if (!name) return screen.record(sendForm);
      const control = controls.find((each) => each.name === name);
      if (!control) return undefined;
      screen.sendForm = sendForm;
      return screen.record(() => call(control.listener));
    },
    render: () => write(options, seen),
  };
}

/** What the listener of a form gets. */
function postOf(inputs: readonly Names[], values: URLSearchParams): object {
  return { preventDefault() {}, currentTarget: new PostedForm(inputs, values), values };
}

function call(listener: Listener | undefined, event: object = {}): unknown {
  return typeof listener === 'function' ? listener(event as never) : listener?.handleEvent(event as never);
}

/** Writes the screen, with what its controls need to work without a script. */
function write(
  options: ScreenOptions,
  { screen, drawn, controls, inputs, submit }: Look,
): RenderedForm & { title: string } {
  const { host } = screen;
  const { action, hidden, typed, environment, step } = options;
  const forms = `${host.uid}-actions`;
  const isScripted =
    !inputs.length &&
    !!screen.record(() => submit && call(submit, postOf([], new URLSearchParams())))?.some(needsScript);
  const hasPasskeys = environment.auth_config.first_factors?.includes('passkey') ?? false;
  const needsCaptcha =
    options.kind === 'signUp' && step.name === 'start' && environment.user_settings.sign_up.captcha_enabled;
  const notes = [
    needsCaptcha && host.t('withoutScript__captcha'),
    (isScripted || (step.name === 'start' && options.kind === 'signIn' && (hasPasskeys || hasWallet(controls)))) &&
      host.t('withoutScript__methods'),
  ].filter((note) => typeof note === 'string');
  let at = 0;
  let isFirst = true;
  let chosen: string | undefined;
  /** Until the first field with an error: that one has the focus. */
  let wantsError = true;
  const onElement = (element: RenderedElement): void => {
    const { tag, attributes, listeners } = element;
    if (isFirst) {
      isFirst = false;
      const fields = Object.entries(hidden).map(
        ([name, value]) => html`<input type="hidden" name=${name} value=${value}>`,
      );
      element.append = html`<form id=${forms} method="post" action=${action}>${fields}</form>`;
    }
    if (tag === 'button' && listeners.has('click')) {
      const control = controls[at++];
      if (!control?.name) attributes.set('data-clerk-script', '');
      else {
        attributes.set('type', 'submit').set('name', 'action').set('value', control.name).set('formnovalidate', '');
        attributes.delete('aria-disabled');
        if (!/^(redraw|send-form)$/.test(control.call?.type ?? '')) attributes.set('form', forms);
      }
    } else if (isScripted && tag === 'button') attributes.set('data-clerk-script', '');
    // Enter presses the first button of a form.
    if (tag === 'form' && controls.some(({ call }) => call?.type === 'send-form' || call?.type === 'redraw')) {
      element.prepend = html`<button class="cl-liveRegion" tabindex="-1" aria-hidden="true"></button>`;
    }
    if (tag === 'input' && Object.keys(options.errors.fields).length > 0) {
      attributes.delete('autofocus');
      if (wantsError && attributes.get('aria-invalid') === 'true') attributes.set('autofocus', '');
      wantsError &&= !attributes.has('autofocus');
    }
    if (tag === 'input' && typed) keepTyped(attributes, typed);
    if (tag === 'select') chosen = typed?.get(attributes.get('name') ?? '') ?? undefined;
    if (tag === 'option' && chosen !== undefined) keepChosen(attributes, chosen);
    const classes = ` ${attributes.get('class') ?? ''} `;
    if (classes.includes(' cl-main ') && notes.length > 0) {
      element.append = html`<noscript>${notes.map((note) => html`<p class=${host.cl('formFieldHintText', 'withoutScript')} .textContent=${note}></p>`)}</noscript>`;
    }
    if (classes.includes(' cl-codeLinks ') && waitsForLink(step)) {
      element.append = html`<noscript><button class=${host.cl('formResendCodeLink')} form=${forms} name="action" value="look" .textContent=${host.t('withoutScript__link')}></button></noscript>`;
    }
    if (tag === 'a') rewriteLink(attributes);
  };
  const form = renderForm(options.kind === 'signIn' ? 'clerk-sign-in' : 'clerk-sign-up', host, drawn, {
    ...options,
    sink: { onElement },
  });
  return { ...form, title: titleOf(form.html) };
}

function hasWallet(controls: readonly Control[]): boolean {
  return controls.some(({ place, name }) => place === 'wallet' && !name);
}

function waitsForLink(step: SignInStep | SignUpStep): boolean {
  if (!('link' in step)) return false;
  return ('strategy' in step ? step.strategy : step.factor.strategy) === 'email_link';
}

/** Keeps what was typed. A password or a code is typed again. */
function keepTyped(attributes: Map<string, string>, typed: URLSearchParams): void {
  const name = attributes.get('name') ?? '';
  const type = attributes.get('type') ?? 'text';
  if (type === 'checkbox') {
    attributes.delete('checked');
    if (typed.has(name)) attributes.set('checked', '');
  } else if (
    /^(text|email|tel)$/.test(type) &&
    !/^(password|code)$/.test(name) &&
    !attributes.has('readonly') &&
    typed.has(name)
  ) {
    attributes.set('value', typed.get(name) as string);
  }
}

/** Keeps what was chosen of a list. A value that the list does not have chooses its first one, as in a browser. */
function keepChosen(attributes: Map<string, string>, chosen: string): void {
  attributes.delete('selected');
  if (attributes.get('value') === chosen) attributes.set('selected', '');
}

/** The server does not see what is behind a hash: links to the other form carry their parameters in the query. */
function rewriteLink(attributes: Map<string, string>): void {
  const [, page, query] = /^([^?#]*)#\/\?(.*)$/.exec(attributes.get('href') ?? '') ?? [];
  if (page && query) attributes.set('href', `${page}?${query}`);
}

function titleOf(text: string): string {
  const [, title = ''] = /<h1[^>]*>([^<]*)<\/h1>/.exec(text) ?? [];
  return title.replace(
    /&(lt|gt|quot|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '',
  );
}
