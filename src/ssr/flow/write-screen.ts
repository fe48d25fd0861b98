import { html } from 'lit';
import { type RenderedForm, renderForm } from '../render-form.ts';
import type { ElementDraft } from '../render/render-to-string.ts';
import type { Control, InspectedScreen, ScreenOptions } from './draw-flow.ts';
import { waitsForLink } from './screen-calls.ts';

/**
 * Tells whether the form around it is being sent: browsers count a field as one that the user was at (`:user-valid`) once they
 * send its form. Nobody sees it, and it is not sent. `critical-style.ts` and `adopt.ts` ask for it.
 */
const SENT = html`<input type="checkbox" hidden>`;

/**
 * Writes a screen whose buttons and links work without a script, with what the visitor has typed. What needs a script is
 * marked, and is out of sight where none runs: see `critical-style.ts`.
 */
export function writeScreen(
  options: ScreenOptions,
  seen: InspectedScreen,
): RenderedForm & { title: string; lang: string | undefined } {
  const { host } = seen.screen;
  const { kind, action, hidden, typed, step, errors } = options;
  const { isScripted } = seen;
  // Another page than the server's knows the fields of the form alone.
  const controls = options.fieldsOnly || !action ? seen.controls.map(withoutName) : seen.controls;
  const forms = `${host.uid}-actions`;
  const notes = notesOf(options, { ...seen, controls });
  const hasErrors = Object.keys(errors.fields).length > 0;
  const hasOtherButtons = controls.some(({ name, call }) => name && sendsForm(call));
  const isWaiting = waitsForLink(step);
  const hasActions = isWaiting || controls.some(({ name, call }) => name && !sendsForm(call));
  let at = 0;
  let isFirst = true;
  let chosen: string | undefined;
  /** Until the first field with an error: that one has the focus. */
  let wantsError = true;
  const onElement = (element: ElementDraft): void => {
    const { tag, attributes, listeners } = element;
    const classes = ` ${attributes.get('class') ?? ''} `;
    if (isFirst && hasActions) {
      const fields = Object.entries(hidden).map(
        ([name, value]) => html`<input type="hidden" name=${name} value=${value}>`,
      );
      element.append = html`<form id=${forms} method="post" action=${action}>${SENT}${fields}</form>`;
    }
    isFirst = false;
    if (tag === 'form' && attributes.get('id') !== forms) addressForm(element, action);
    if (tag === 'button' && listeners.has('click')) nameControl(attributes, controls[at++], forms);
    else if (tag === 'button' && isScripted) attributes.set('data-clerk-script', '');
    if (isEmptyWithoutScript(classes, controls)) attributes.set('data-clerk-script', '');
    // Enter presses the first button of a form.
    if (tag === 'form' && hasOtherButtons) {
      element.prepend = html`${SENT}<button class="cl-liveRegion" tabindex="-1" aria-hidden="true"></button>`;
    }
    if (tag === 'input' && hasErrors) {
      attributes.delete('autofocus');
      if (wantsError && attributes.get('aria-invalid') === 'true') attributes.set('autofocus', '');
      wantsError &&= !attributes.has('autofocus');
    }
    if (tag === 'input' && typed) keepTyped(attributes, typed);
    if (tag === 'select') chosen = typed?.get(attributes.get('name') ?? '') ?? undefined;
    if (tag === 'option' && chosen !== undefined) keepChosen(attributes, chosen);
    if (tag === 'a') rewriteLink(attributes);
    if (classes.includes(' cl-main ') && notes.length > 0) {
      element.append = html`<noscript>${notes.map((note) => html`<p class=${host.cl('formFieldHintText', 'withoutScript')} .textContent=${note}></p>`)}</noscript>`;
    }
    if (classes.includes(' cl-codeLinks ') && isWaiting) {
      element.append = html`<noscript><button class=${host.cl('formResendCodeLink')} form=${forms} name="action" value="look" .textContent=${host.t('withoutScript__link')}></button></noscript>`;
    }
  };
  const form = renderForm(kind === 'signIn' ? 'clerk-sign-in' : 'clerk-sign-up', host, seen.drawn, {
    ...options,
    sink: { onElement },
  });
  return { ...form, title: titleOf(form.html), lang: options.lang };
}

/** Returns what the screen says of that which needs JavaScript. */
function notesOf({ kind, step, errors, environment, action }: ScreenOptions, seen: InspectedScreen): string[] {
  const { screen, controls, inputs, submit, isScripted } = seen;
  if (!action && (submit || inputs.length > 0 || controls.length > 0)) return [screen.host.t('withoutScript__form')];
  const { auth_config: auth, user_settings: settings } = environment;
  const isStart = (of: ScreenOptions['kind']) => kind === of && step.name === 'start';
  const hasWallet = controls.some(({ place, name }) => place === 'wallet' && !name);
  const notes: string[] = [];
  if (isStart('signUp') && settings.sign_up.captcha_enabled) notes.push(screen.host.t('withoutScript__captcha'));
  if (isScripted || (isStart('signIn') && (hasWallet || auth.first_factors?.includes('passkey')))) {
    const isAlone = 'alternatives' in step && step.alternatives.length === 0;
    const isStuck = isAlone || errors.global?.code === 'sign_in_step_unsupported';
    notes.push(screen.host.t(isStuck ? 'withoutScript__account' : 'withoutScript__methods'));
  }
  return notes;
}

/** Says where a form goes. One that no page could read is out of sight without a script, and sends nothing before it. */
function addressForm(element: ElementDraft, action: string): void {
  const { attributes } = element;
  if (action) {
    attributes.set('action', action);
    element.prepend = SENT;
  } else attributes.set('method', 'dialog').set('data-clerk-script', '');
}

/** Returns whether what is in a box, or what a line parts from the form, is out of sight without a script. */
function isEmptyWithoutScript(classes: string, controls: readonly Control[]): boolean {
  if (/ cl-(socialButtonsRoot|dividerRow) /.test(classes))
    return !controls.some(({ name }) => name?.startsWith('method.'));
  const [, box] = / cl-footerAction__(\w+) /.exec(classes) ?? [];
  const control = box && controls.find(({ place }) => place === box);
  return !!control && !control.name;
}

function withoutName(control: Control): Control {
  return { ...control, name: undefined };
}

/** Makes a button send its name; one that needs a script is out of sight without it. */
function nameControl(attributes: Map<string, string>, control: Control | undefined, forms: string): void {
  if (!control?.name) {
    attributes.set('data-clerk-script', '');
    return;
  }
  attributes.set('type', 'submit').set('name', 'action').set('value', control.name).set('formnovalidate', '');
  attributes.delete('aria-disabled');
  if (!sendsForm(control.call)) attributes.set('form', forms);
}

/** Returns whether a control sends the form that it is in, and not the one for all other controls. */
function sendsForm(call: Control['call']): boolean {
  return call?.type === 'send-form' || call?.type === 'redraw';
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

/**
 * The server does not see what is behind a hash: links to the other form carry their parameters in the query. Those that the
 * query has already are the same, as an address at another origin needs them.
 */
function rewriteLink(attributes: Map<string, string>): void {
  const [, page = '', query = '', more] = /^([^#?]*)\??([^#]*)#\/\?(.*)$/.exec(attributes.get('href') ?? '') ?? [];
  if (!page || !more) return;
  const params = new URLSearchParams(query);
  for (const [name, value] of new URLSearchParams(more)) if (!params.has(name)) params.set(name, value);
  attributes.set('href', `${page}?${params}`);
}

function titleOf(text: string): string {
  const [, title = ''] = /<h1[^>]*>([^<]*)<\/h1>/.exec(text) ?? [];
  return title.replace(
    /&(lt|gt|quot|amp|#39);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" })[name] ?? '',
  );
}
