import { LitElement, type PropertyDeclarations } from 'lit';
import type { ClerkAPIError } from '../../client/errors.ts';
import { page } from '../../client/platform/native.ts';
import type { EnvironmentResource } from '../../client/resources/types/environment.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { errorText } from '../../localization/error-text.ts';
import { translate } from '../../localization/translate.ts';
import type { TextKey, TextParams, TextTree } from '../../localization/types.ts';
import base from '../styles/base.css';
import type { Appearance, Appearances, Look } from '../styles/appearance/types.ts';
import { adoptSheets } from './adopt-sheets.ts';
import { classNames } from './class-names.ts';
import { defaultInstance, whenInstance } from './default-instance.ts';
import { wantedLanguage } from './language/wanted-language.ts';
import { properties } from './properties.ts';
import type { Extension, ViewHost } from './view-host.ts';

let count = 0;
let allErrors: TextTree | undefined;
/** Elements in the page, which may come to stand in another language. */
const shown = new Set<LitElement>();

// A server has no page.
if (page) {
  new MutationObserver(() => shown.forEach((element) => void element.requestUpdate())).observe(page.documentElement, {
    attributeFilter: ['lang'],
  });
}

/**
 * The base of every element. It renders into a box of its own in the light DOM, so that page styles and password
 * managers see real fields, and it leaves the page's own children alone.
 *
 * A browser that translates the page replaces text nodes with its own. Later writes to the old nodes are lost, so a
 * text that may change is set as `.textContent` of an element that holds nothing else.
 *
 * @cssproperty --clerk-color-primary - Accent of primary buttons, links and the focus ring.
 * @cssproperty --clerk-color-primary-foreground - Text on the accent.
 * @cssproperty --clerk-color-background - Surface of cards and menus.
 * @cssproperty --clerk-color-foreground - Text.
 * @cssproperty --clerk-color-muted - Tinted surface, such as the card's footer.
 * @cssproperty --clerk-color-muted-foreground - Secondary text.
 * @cssproperty --clerk-color-border - Hairlines.
 * @cssproperty --clerk-color-input - Surface of inputs.
 * @cssproperty --clerk-color-ring - Focus ring.
 * @cssproperty --clerk-color-danger - Errors.
 * @cssproperty --clerk-color-warning - A password that could be stronger.
 * @cssproperty --clerk-color-success - A good password, a verified address.
 * @cssproperty --clerk-color-neutral - What hairlines, edges and tinted surfaces are mixed from; the text's color by default.
 * @cssproperty --clerk-color-input-foreground - Text in inputs.
 * @cssproperty --clerk-color-shimmer - What stands where content is still loading.
 * @cssproperty --clerk-color-shadow - Shadows, at a low opacity.
 * @cssproperty --clerk-color-modal-backdrop - What covers the page behind a dialog.
 * @cssproperty --clerk-font-family - Font; the page's own by default.
 * @cssproperty --clerk-font-family-buttons - Font of buttons; that of everything else by default.
 * @cssproperty --clerk-font-family-mono - Font of codes and numbers.
 * @cssproperty --clerk-font-size - Size of body text and controls.
 * @cssproperty --clerk-font-weight - Weight of body text where `--clerk-font-weight-normal` is not set.
 * @cssproperty --clerk-font-weight-normal - Weight of body text, 400 by default.
 * @cssproperty --clerk-font-weight-medium - Weight of labels, buttons and links, 500 by default.
 * @cssproperty --clerk-font-weight-semibold - Weight of headings inside a card, 600 by default.
 * @cssproperty --clerk-font-weight-bold - Weight of titles, 600 by default.
 * @cssproperty --clerk-border-radius - Corner radius of controls, 8px by default; cards derive from it.
 * @cssproperty --clerk-spacing - Unit of the grid, 16px by default; gaps and paddings derive from it.
 */
export abstract class ClerkElement extends LitElement implements ViewHost {
  static override properties: PropertyDeclarations = {
    clerk: { attribute: false },
    ...properties<ClerkElement>(['appearance', 'localization'], Object),
  };
  /** @internal Key of the component in `appearance`, such as `signIn`. */
  static readonly component: string = '';
  /** @internal Style sheets of this element, adopted once per root node. */
  static readonly sheets: readonly string[] = [base];
  /** @internal Default texts of this element. */
  static readonly texts: readonly TextTree[] = [];

  /** The instance to work with; the page's default one unless set. */
  declare clerk: ClerkInstance | undefined;
  /** Clerk's appearance object: theme, variables, classes and options. */
  declare appearance: Appearance | undefined;
  /** Texts that replace the default ones, under Clerk's keys. */
  declare localization: TextTree | undefined;

  /** @internal Draws the control for what an error asks the user to do. */
  declare errorAction: Extension['errorAction'];
  /** @internal The box that the element renders into. */
  declare readonly renderRoot: HTMLElement;

  /** @internal Prefix of the DOM ids of this element. */
  readonly uid = `cl${++count}`;
  readonly #extensions = new Set<Extension>([this.constructor as typeof ClerkElement]);
  readonly #states = new Map<unknown, object>();
  #look: Look | undefined;
  #lookOf: readonly unknown[] = [];
  /** The language that the element was last asked to show. All kinds of English are one. */
  #language = 'en';
  /** How much has to be there before the element draws: its look, and texts that are not English. */
  #awaited = 0;

  /** @internal */
  get environment(): EnvironmentResource | undefined {
    return this.clerk?.__internal_environment;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    shown.add(this);
    for (const { sheets } of this.#extensions) adoptSheets(this, sheets);
    this.#look?.adopt(this);
    void Promise.resolve(this.clerk ?? whenInstance())
      .then((clerk) => (this.clerk ??= clerk).__internal_ensureLoaded())
      .catch(() => {}); // The instance reports the reason on the console and in its status.
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    shown.delete(this);
    this.#look?.drop();
  }

  /** @internal Adds the sheets and texts of a view that was loaded later. */
  extend(extension: Extension): void {
    this.#extensions.add(extension);
    this.errorAction ??= extension.errorAction;
    adoptSheets(this, extension.sheets);
    extension.attach?.(this);
  }

  /** @internal Returns the object in which a view keeps its state. */
  state<State extends object>(Class: new (host: ViewHost) => State): State {
    const state = (this.#states.get(Class) as State | undefined) ?? new Class(this);
    this.#states.set(Class, state);
    return state;
  }

  /** @internal Returns the text under a key: from `localization`, else from the instance's, else in English. */
  t(key: TextKey, params?: TextParams): string {
    return translate(this.#layers, key, this.#params(params)) ?? '';
  }

  /** @internal Returns the text for an API error. A code without a text here loads the table of all codes. */
  errorText(error: ClerkAPIError): string {
    const { text, known } = errorText([...this.#layers, allErrors], error, this.#params());
    if (!known && !allErrors) void this.loadErrors();
    return text;
  }

  /** @internal Loads the text of every error code, once per page. */
  async loadErrors(): Promise<void> {
    try {
      allErrors ??= (await import('../../localization/en-us/errors.ts')).errors;
      this.requestUpdate();
    } catch {
      // The server's own message is shown instead.
    }
  }

  /**
   * Returns the class names of a node: `cl-<key>`, `cl-<key>__<id>`, `cl-<state>`, then those of the appearance.
   *
   * @internal
   * @param key element key of Clerk's appearance, such as `formFieldInput`
   * @param id field, provider or menu item
   * @param states such as `loading` or `error`; falsy ones are left out
   */
  cl(key: string, id?: string, ...states: (string | false | undefined)[]): string {
    return classNames(this.#look, key, id, states);
  }

  /** @internal Returns a switch of `appearance.options` (or `layout`, its older name); the most specific one wins. */
  option(name: string): unknown {
    return this.#look?.option(name);
  }

  protected override createRenderRoot(): HTMLElement {
    const old = this.querySelector<HTMLElement>(':scope > .cl-rootBox');
    const box = page.createElement('div');
    box.className = 'cl-rootBox';
    // What a server has drawn stays until there is a screen to take its place.
    if (old?.matches('[data-clerk-ssr]')) void import('./adopt/adopt.ts').then(({ adopt }) => adopt(this, old));
    else {
      // A cloned element still contains the box of the original.
      old?.remove();
      this.append(box);
    }
    return box;
  }

  protected override shouldUpdate(): boolean {
    // Usually it is there, and the first drawing already shows what it knows.
    this.clerk ??= defaultInstance();
    const appearances = this.#appearances;
    if (appearances.some((appearance, index) => appearance !== this.#lookOf[index])) {
      this.#lookOf = appearances;
      void this.#drawAfter('appearance', () => this.#compile(appearances));
    }
    const language = wantedLanguage(this, this.t('locale' as TextKey));
    if (language !== this.#language) {
      this.#language = language;
      void this.#drawAfter('texts', async () => (await import('./language/speak.ts')).speak(this, language));
    }
    // Rendering now would show the default look first, or English.
    return !this.#awaited;
  }

  /** Draws again once something is there. Until then the element draws nothing new. */
  async #drawAfter(what: string, work: () => Promise<void>): Promise<void> {
    this.#awaited++;
    try {
      await work();
    } catch (error) {
      console.error(`clerk-widgets: the ${what} failed.`, error);
    }
    this.#awaited--;
    this.requestUpdate();
  }

  get #appearances(): Appearances {
    const shared = this.clerk?.__internal_getOption('appearance') as Appearance | undefined;
    const key = (this.constructor as typeof ClerkElement).component;
    const own = shared?.[key] as Appearance | undefined;
    return [this.environment?.display_config.own_theme, shared, own, this.appearance];
  }

  async #compile(appearances: Appearances): Promise<void> {
    const { createLook } = await import('../styles/appearance/look.ts');
    if (appearances !== this.#lookOf) return;
    this.#look?.drop();
    this.#look = createLook(appearances, this.uid, this);
    this.renderRoot.className = `${this.cl('rootBox')} ${this.uid}`;
    if (this.isConnected) this.#look.adopt(this);
  }

  get #layers(): (TextTree | undefined)[] {
    const shared = this.clerk?.__internal_getOption('localization');
    return [this.localization, shared, ...[...this.#extensions].flatMap(({ texts }) => texts)];
  }

  #params(params?: TextParams): TextParams {
    return { applicationName: this.environment?.display_config.application_name, ...params };
  }
}
