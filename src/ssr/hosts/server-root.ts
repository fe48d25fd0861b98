/** What views read of the page around an element. On a server, the answer of a page that has just been opened. */
export class ServerRoot {
  readonly #language: string | undefined;
  readonly #isRtl: boolean;

  /** @param language of the page, as in `<html lang>` */
  constructor(language: string | undefined, isRtl = false) {
    this.#language = language;
    this.#isRtl = isRtl;
  }

  closest(selector: string): ServerRoot | null {
    return selector === '[lang]' && this.#language ? this : null;
  }

  getAttribute(name: string): string | null {
    return name === 'lang' ? (this.#language ?? null) : null;
  }

  matches(selector: string): boolean {
    return selector === ':dir(rtl)' && this.#isRtl;
  }

  contains(): boolean {
    return false;
  }

  querySelector(): null {
    return null;
  }

  querySelectorAll(): never[] {
    return [];
  }
}
