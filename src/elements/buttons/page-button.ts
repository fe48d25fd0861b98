import { page } from '../../client/platform/native.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { buttons } from '../../localization/en-us/buttons.ts';
import { whenInstance } from '../base/default-instance.ts';
import type { TextTree } from '../../localization/types.ts';
import { ClerkErrorEvent } from '../base/error-event.ts';
import { type OptionKinds, readOptions } from '../base/own-options.ts';
import { wantedLanguage } from '../base/language/wanted-language.ts';
import { PlainElement } from '../base/plain-element.ts';
import sheet from './buttons.css';

/** What a user can press. */
const PRESSABLE = 'a[href], button, input, summary, [role=button], [tabindex]';

/** How the element looks when the page gives it no content. */
export interface ButtonLook {
  /** Class of the button, such as `cl-signInButton`. */
  className: string;
  /** Path of the text in the locale, such as `signUp.start.actionLink`. */
  text: string;
  /** Name of the provider in the text. */
  provider?: string;
  /** What stands before the text. */
  mark?: ButtonMark;
}

/** A provider whose logo is shown, or `wallet`. */
export interface ButtonMark {
  id: string;
  name: string;
  logoUrl: string;
}

/**
 * The base of buttons that a page places itself. What the page puts inside is the button: its own `<button>` or link, or
 * just a text. With nothing inside, the element draws a button with a text of the locale.
 */
export abstract class PageButton extends PlainElement {
  /** @internal */
  static override readonly sheet = sheet;
  /** @internal */
  static readonly options: OptionKinds = {};

  /** The button that the element draws when the page gives it no content. */
  #own: HTMLButtonElement | undefined;
  #problem: HTMLElement | undefined;
  /** The language of the text, and its texts where it is not English; undefined while these are on their way. */
  #language = 'en';
  #texts: readonly TextTree[] | undefined = [];
  #isBusy = false;
  #observer: MutationObserver | undefined;

  /** Does what the button is for. Resolves when it is done, or when the page is being left. */
  protected abstract act(clerk: ClerkInstance, options: Record<string, unknown>): unknown;

  /** The options that are set, as properties or as attributes. */
  protected get settings(): Record<string, unknown> {
    return readOptions(this, (this.constructor as typeof PageButton).options);
  }

  /** How the element looks without content; `clerk` is undefined until it is known. */
  protected abstract look(clerk: ClerkInstance | undefined): ButtonLook;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('click', this.#click);
    this.addEventListener('keydown', this.#keydown);
    this.#observer ??= new MutationObserver(() => this.#draw());
    this.#observer.observe(this, { childList: true, attributes: true, attributeFilter: ['strategy'] });
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
  }

  protected override follow(clerk: ClerkInstance | undefined): void {
    this.#draw();
    // The environment has the names of the providers, and the options of the application have its locale.
    void clerk?.__internal_ensureLoaded().then(
      () => this.#draw(),
      () => {}, // The instance reports the reason on the console and in its status.
    );
  }

  /** Draws the button if the page has put nothing inside, and makes the element a button if what is inside is none. */
  #draw(): void {
    const content = [...this.childNodes].filter(
      (node) => node !== this.#own && node !== this.#problem && !isBlank(node),
    );
    if (content.length) this.#own?.remove();
    else this.#drawOwn();
    const isText = content.length > 0 && !this.querySelector(PRESSABLE);
    if (isText === this.classList.contains('cl-pressable')) return;
    this.classList.toggle('cl-pressable', isText);
    setAttribute(this, 'role', isText && 'button');
    setAttribute(this, 'tabindex', isText && '0');
  }

  #drawOwn(): void {
    const shared = this.clerk?.__internal_getOption('localization') as TextTree | undefined;
    this.#speak(wantedLanguage(this, shared?.['locale'] as string | undefined), shared);
    if (!this.#texts) return;
    const { className, text, provider = '', mark } = this.look(this.clerk);
    if (!this.#own) {
      this.#own = Object.assign(page.createElement('button'), {
        type: 'button',
        className: `cl-pageButton ${className}`,
      });
      // The place of the logo is kept, so that the text does not move when the logo comes.
      if (mark) this.#own.append(Object.assign(page.createElement('span'), { className: 'cl-pageButtonIcon' }));
      this.#own.append(page.createElement('span'));
    }
    const layers = [shared, ...this.#texts, buttons];
    const found = layers.map((layer) => at(layer, text)).find((each) => typeof each === 'string') as string;
    (this.#own.lastElementChild as Element).textContent = found.replace(/{{.*?}}/, () => provider);
    if (!this.#own.isConnected) this.prepend(this.#own);
    if (mark) void this.#drawMark(this.#own.firstElementChild as HTMLElement, mark);
  }

  /** Draws again once the texts of a language are there. */
  #speak(language: string, shared: TextTree | undefined): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#texts = language === 'en' ? [] : undefined;
    if (this.#texts) return;
    import('../base/language/texts-around.ts')
      .then((m) => m.textsAround(this, shared?.['locale'] as string | undefined, ['core']))
      .then(
        ({ texts }) => texts,
        () => [],
      )
      .then((texts) => {
        if (language !== this.#language) return;
        this.#texts = texts;
        this.#draw();
      });
  }

  async #drawMark(place: HTMLElement, mark: ButtonMark): Promise<void> {
    try {
      (await import('./draw-mark.ts')).drawMark(place, mark);
    } catch {
      // The text says it all.
    }
  }

  #click = (event: Event): void => {
    const { ctrlKey, metaKey, shiftKey, altKey, target } = event as MouseEvent;
    const isLink = !!(target as Element).closest('a[href]');
    // The page may have said no before. With a key held, a link opens elsewhere.
    if (event.defaultPrevented || (isLink && (ctrlKey || metaKey || shiftKey || altKey))) return;
    if (isLink) event.preventDefault();
    void this.#run();
  };

  #keydown = (event: KeyboardEvent): void => {
    if (event.target !== this || !/^(Enter| )$/.test(event.key)) return;
    event.preventDefault();
    if (!event.repeat) void this.#run();
  };

  async #run(): Promise<void> {
    if (this.#isBusy) return;
    this.#setBusy(true);
    try {
      const clerk = this.clerk ?? (await whenInstance());
      await this.act(clerk, this.settings);
    } catch (error) {
      if (announce(this, error)) await this.#show(error);
    }
    this.#setBusy(false);
  }

  #setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    if (isBusy) this.#problem?.remove();
    const shown = this.#own?.isConnected ? this.#own : this;
    shown.classList.toggle('cl-loading', isBusy);
    setAttribute(shown, 'aria-busy', isBusy && 'true');
  }

  async #show(error: unknown): Promise<void> {
    let text = (error as Error).message;
    try {
      text = await (await import('./text-of-error.ts')).textOfError(this, error);
    } catch {
      // Offline, the text of the error itself has to do.
    }
    this.#problem ??= Object.assign(page.createElement('p'), { className: 'cl-pageButtonError' });
    this.#problem.setAttribute('role', 'alert');
    this.append(this.#problem);
    this.#problem.textContent = text;
  }
}

/** Dispatches the event of an error. Returns false when the page shows the error itself. */
function announce(element: HTMLElement, error: unknown): boolean {
  return element.dispatchEvent(new ClerkErrorEvent(error));
}

/** Sets an attribute, or removes it when the value is false. */
function setAttribute(element: HTMLElement, name: string, value: string | false): void {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

function isBlank(node: Node): boolean {
  return node.nodeType === node.COMMENT_NODE || (node.nodeType === node.TEXT_NODE && !node.textContent?.trim());
}

function at(tree: unknown, path: string): unknown {
  return path.split('.').reduce((node, name) => (node as Record<string, unknown> | undefined)?.[name], tree);
}
