import type { ClerkInstance } from '../../client/types.ts';
import { adoptSheets } from './adopt-sheets.ts';
import { whenInstance } from './default-instance.ts';

/** Server-side rendering imports elements where there is no HTMLElement. The class is never instantiated there. */
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * The base of elements that do not use Lit, because their children belong to the page, down to the last comment node.
 */
export abstract class PlainElement extends Base {
  /** @internal Style sheet of this element, adopted once per root node. */
  static readonly sheet: string = '';

  #clerk: ClerkInstance | undefined;

  /** The instance to work with; the page's default one unless set. */
  get clerk(): ClerkInstance | undefined {
    return this.#clerk;
  }

  set clerk(clerk: ClerkInstance | undefined) {
    if (clerk === this.#clerk) return;
    this.#clerk = clerk;
    if (this.isConnected) this.follow(clerk);
  }

  connectedCallback(): void {
    this.restore('clerk');
    adoptSheets(this, [(this.constructor as typeof PlainElement).sheet]);
    if (this.#clerk) this.follow(this.#clerk);
    else void whenInstance().then((clerk) => (this.clerk ??= clerk));
  }

  /** Sets a property again that was set before the element was defined, because it hides the accessor. */
  protected restore(name: keyof this): void {
    if (!Object.hasOwn(this, name)) return;
    const early = this[name];
    Reflect.deleteProperty(this, name);
    this[name] = early;
  }

  /** Called with the instance when it is known or another one is set, while the element is in the page. */
  protected abstract follow(clerk: ClerkInstance | undefined): void;
}
