import type { SignInStep, SignUpStep } from '../../client/flows/types.ts';
import { hasErrors } from '../../elements/base/form-state.ts';
import { drawScreen } from '../hosts/draw-screen.ts';
import { speak } from '../hosts/speak.ts';
import type { RenderedForm } from '../render-form.ts';
import { type Listener, renderToString } from '../render/render-to-string.ts';
import { signInViews } from '../sign-in-views.ts';
import { signUpViews } from '../sign-up-views.ts';
import type { SignInServerHost } from '../hosts/sign-in-server-host.ts';
import { ticketView } from './ticket-view.ts';
import { PostedForm } from './posted-form.ts';
import { controlName, needsScript, type ScreenCall } from './screen-calls.ts';
import { createScreenHost, type ScreenHost } from './screen-host.ts';
import { writeScreen } from './write-screen.ts';

/** What a screen is drawn from. */
export interface ScreenOptions extends Omit<Parameters<typeof createScreenHost>[1], 'step'> {
  readonly kind: 'signIn' | 'signUp';
  readonly step: SignInStep | SignUpStep;
  readonly choosing: string | undefined;
  /** The URL has a ticket that nobody has used yet. */
  readonly hasTicket: boolean;
  /** Name of a control that changes the screen only, to be pressed before. */
  readonly press: string | undefined;
  /** URL that the forms of the screen post to; empty when no page could read them. */
  readonly action: string;
  /** That page is none of the server's: it reads the fields of the form, and knows no other control. */
  readonly fieldsOnly?: boolean | undefined;
  /** What the visitor has typed, to be typed no second time. */
  readonly typed?: URLSearchParams | undefined;
  /** Fields that each form sends along, by name. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** A screen whose forms and buttons work without a script. */
export interface DrawnScreen {
  /** Returns what the form, or the named control, asks for with these values; undefined for a control that it does not have. */
  send(values: URLSearchParams, control: string | null): readonly ScreenCall[] | undefined;
  render(): RenderedForm & { title: string; lang: string | undefined };
}

/** A button that a view listens to. */
export interface Control {
  readonly listener: Listener;
  readonly place: string;
  /** Undefined when only a browser can do what the control does. */
  name: string | undefined;
  call: ScreenCall | undefined;
}

type Names = ReadonlyMap<string, string>;

/** Draws the screen of a step as the element does, and finds out what its controls ask for. */
export async function drawFlow(given: ScreenOptions): Promise<DrawnScreen> {
  const options = { ...given, ...(await speak(given)) };
  const first = await inspectNew(options);
  const index = first.controls.findIndex(({ name, call }) => call?.type === 'redraw' && name === options.press);
  if (index < 0) return toScreen(options, first);
  // The listener that is pressed belongs to a drawing whose other listeners were not.
  const screen = createScreenHost(options.kind, options);
  const drawn = await draw(screen, options);
  const { controls } = read(drawn);
  screen.record(() => call(controls[index]?.listener));
  return toScreen(options, inspect(screen, await draw(screen, options)));
}

/** A drawing, and what its controls ask for. */
export interface InspectedScreen {
  readonly screen: ScreenHost;
  readonly drawn: unknown;
  readonly controls: readonly Control[];
  readonly inputs: readonly Names[];
  readonly submit: Listener | undefined;
  /** The form has no fields, and only a browser can do what its button asks for. */
  readonly isScripted: boolean;
}

async function inspectNew(options: ScreenOptions): Promise<InspectedScreen> {
  const screen = createScreenHost(options.kind, options);
  return inspect(screen, await draw(screen, options));
}

async function draw(
  { host }: ScreenHost,
  { kind, step, choosing, errors, hasTicket }: ScreenOptions,
): Promise<unknown> {
  const views = kind === 'signIn' ? signInViews : signUpViews;
  // An element has loaded the rest of its views by the time it shows an error, and with it what can be done about errors.
  if (hasErrors(errors)) host.extend(views.rest);
  if (choosing) host.choosing = choosing;
  if (hasTicket && kind === 'signIn' && step.name === 'start') return ticketView(host as SignInServerHost);
  // The host is that of the flow, which the types of the two flows do not tell.
  return drawScreen(host as never, views as never, step as never);
}

/** Reads the controls of a drawing. */
function read(drawn: unknown): Pick<InspectedScreen, 'controls' | 'inputs' | 'submit'> {
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
function inspect(screen: ScreenHost, drawn: unknown): InspectedScreen {
  const found = read(drawn);
  for (const control of found.controls) {
    const [asked] = screen.record(() => call(control.listener)) ?? [];
    if (!asked || needsScript(asked)) continue;
    control.call = asked;
    control.name = controlName(asked, control.place);
  }
  const isScripted = found.inputs.length === 0 && !!sendForm(screen, found, new URLSearchParams())?.some(needsScript);
  return { screen, drawn, ...found, isScripted };
}

function toScreen(options: ScreenOptions, seen: InspectedScreen): DrawnScreen {
  return {
    send(values, name) {
      const { screen, controls, inputs } = seen;
      const known = new URLSearchParams(
        [...values].filter(([field]) => inputs.some((each) => each.get('name') === field)),
      );
      if (!name) return sendForm(screen, seen, known);
      const control = controls.find((each) => each.name === name);
      if (!control) return undefined;
      screen.sendForm = () => void callSubmit(seen, known);
      return screen.record(() => call(control.listener));
    },
    render: () => writeScreen(options, seen),
  };
}

type Form = Pick<InspectedScreen, 'inputs' | 'submit'>;

/** Returns what the form asks for with these values. */
function sendForm(screen: ScreenHost, form: Form, values: URLSearchParams): readonly ScreenCall[] | undefined {
  return screen.record(() => callSubmit(form, values));
}

/** Calls the listener of the form as a browser that sends it. */
function callSubmit({ submit, inputs }: Form, values: URLSearchParams): unknown {
  return submit && call(submit, { preventDefault() {}, currentTarget: new PostedForm(inputs, values), values });
}

function call(listener: Listener | undefined, event: object = {}): unknown {
  return typeof listener === 'function' ? listener(event as never) : listener?.handleEvent(event as never);
}
