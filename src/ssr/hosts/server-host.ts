import type { ClerkAPIError } from '../../client/errors.ts';
import { type FlowErrors, NO_ERRORS } from '../../client/flows/types.ts';
import type { EnvironmentResource } from '../../client/resources/types/environment.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { createServerLook, type ServerLook } from '../style/server-look.ts';
import type { OwnStyle } from '../style/critical-style.ts';
import { classNames } from '../../elements/base/class-names.ts';
import type { FlowForm } from '../../elements/base/form-state.ts';
import type { Extension, ViewHost } from '../../elements/base/view-host.ts';
import type { Appearance } from '../../elements/styles/appearance/types.ts';
import { errors as errorTexts } from '../../localization/en-us/errors.ts';
import { errorText } from '../../localization/error-text.ts';
import { translate } from '../../localization/translate.ts';
import type { TextKey, TextParams, TextTree } from '../../localization/types.ts';
import type { HostOptions } from './host-options.ts';
import { ServerRoot } from './server-root.ts';

/** Key of a component in `appearance`, and what its element brings with it. */
export interface Component extends Extension {
  readonly name: string;
}

/** A host of which only the drawing matters, whatever the flow. */
export interface DrawingHost extends ViewHost {
  /** The sheets of everything that has been drawn, in cascade order. */
  readonly sheets: readonly string[];
  /** What the appearance adds to the style of the page. */
  readonly ownStyle: OwnStyle | undefined;
  /** Classes of the box around everything. */
  readonly rootClasses: string;
  /** Language of the box, where it is another one than the page's. */
  readonly lang: string | undefined;
  /** Whether a view has asked to be drawn again. */
  readonly isAsked: boolean;
  /** Resolves once a view has asked to be drawn again, because its code is loaded. */
  whenAsked(): Promise<void>;
}

/**
 * Stands for an element that shows a flow, for the time in which a server draws one screen of it. Listeners that are called
 * on it change nothing; it reports what they ask for.
 */
export class ServerHost<Action extends { type: string }, Step extends { name: string }> implements DrawingHost {
  readonly environment: EnvironmentResource;
  readonly clerk: ClerkInstance;
  readonly appearance: Appearance | undefined;
  readonly localization: TextTree | undefined;
  readonly uid: string;
  readonly renderRoot: HTMLElement;
  readonly form: FlowForm<Action, Step>;
  errorAction: Extension['errorAction'];
  /** There is no update after the first drawing. */
  readonly updateComplete: Promise<boolean> = new Promise(() => {});

  readonly lang: string | undefined;
  readonly #options: HostOptions<Step>;
  readonly #look: ServerLook | undefined;
  readonly #states = new Map<unknown, object>();
  readonly #extensions = new Set<Extension>();
  #asked: (() => void)[] = [];
  #isAsked = false;

  constructor(component: Component, options: HostOptions<Step>) {
    const { environment, appearance, localization, options: shared = {}, client, country } = options;
    this.#options = options;
    this.lang = options.lang;
    this.#extensions.add(component);
    this.environment = environment as EnvironmentResource;
    this.appearance = appearance;
    this.localization = localization;
    this.uid = options.uid ?? 'cl1';
    const all = shared.appearance as Appearance | undefined;
    const own = all?.[component.name] as Appearance | undefined;
    const theme = this.environment.display_config.own_theme as Appearance | undefined;
    this.#look = createServerLook([theme, all, own, appearance], this.uid);
    // Views ask the page about its language and what it shows; these are the only members that they use.
    this.renderRoot = new ServerRoot(options.language) as unknown as HTMLElement;
    // The members that views read. An instance would load the client and keep it alive.
    this.clerk = {
      status: 'ready',
      client,
      __internal_environment: this.environment,
      __internal_country: country,
      __internal_getOption: (name: keyof typeof shared) => shared[name],
    } as unknown as ClerkInstance;
    this.form = this.#createForm(options.errors ?? NO_ERRORS);
  }

  get sheets(): string[] {
    return [...new Set([...this.#extensions].flatMap(({ sheets }) => sheets))];
  }

  get ownStyle(): OwnStyle | undefined {
    return this.#look?.style;
  }

  get rootClasses(): string {
    return this.#look ? `${this.cl('rootBox')} ${this.uid}` : this.cl('rootBox');
  }

  /** Takes over the properties of the element. None replaces what the host has itself. */
  protected take(properties: Readonly<Record<string, unknown>> = {}): void {
    for (const [name, value] of Object.entries(properties)) if (!(name in this)) Object.assign(this, { [name]: value });
  }

  addController(): void {}

  removeController(): void {}

  requestUpdate(): void {
    this.#isAsked = true;
    for (const asked of this.#asked.splice(0)) asked();
  }

  async whenAsked(): Promise<void> {
    if (!this.#isAsked) await new Promise<void>((resolve) => this.#asked.push(resolve));
    this.#isAsked = false;
  }

  get isAsked(): boolean {
    return this.#isAsked;
  }

  extend(extension: Extension): void {
    this.#extensions.add(extension);
    this.errorAction ??= extension.errorAction;
  }

  state<State extends object>(Class: new (host: ViewHost) => State): State {
    const state = (this.#states.get(Class) as State | undefined) ?? new Class(this);
    this.#states.set(Class, state);
    return state;
  }

  t(key: TextKey, params?: TextParams): string {
    return translate(this.#layers, key, this.#params(params)) ?? '';
  }

  errorText(error: ClerkAPIError): string {
    return errorText([...this.#layers, errorTexts], error, this.#params()).text;
  }

  cl(key: string, id?: string, ...states: (string | false | undefined)[]): string {
    return classNames(this.#look, key, id, states);
  }

  option(name: string): unknown {
    return this.#look?.option(name);
  }

  #createForm(errors: FlowErrors): FlowForm<Action, Step> {
    const { step, kept, record } = this.#options;
    return {
      step,
      errors,
      pending: null,
      kept: kept ?? new URLSearchParams(),
      submit: (action) => {
        record?.({ type: 'submit', action });
        return undefined;
      },
      goTo: (name) => record?.({ type: 'go-to', step: name }),
      reject: () => record?.({ type: 'reject' }),
      amend() {},
      watch() {},
    };
  }

  get #layers(): (TextTree | undefined)[] {
    const shared = this.#options.options?.localization;
    const english = [...this.#extensions].flatMap(({ texts }) => texts);
    return [this.localization, shared as TextTree | undefined, ...(this.#options.texts ?? []), ...english];
  }

  #params(params?: TextParams): TextParams {
    return { applicationName: this.environment.display_config.application_name, ...params };
  }
}
