import { directionOf } from '../../localization/languages.ts';

/** What views read of the page around an element. On a server, the answer of a page that has just been opened. */
export class ServerRoot {
  readonly #language: string | undefined;

  /** @param language of the texts, as in `lang` */
  constructor(language: string | undefined) {
    this.#language = language;
  }

  closest(selector: string): ServerRoot | null {
    return selector === '[lang]' && this.#language ? this : null;
  }

  getAttribute(name: string): string | null {
    return name === 'lang' ? (this.#language ?? null) : null;
  }

  matches(selector: string): boolean {
    return selector === ':dir(rtl)' && directionOf(this.#language ?? '') === 'rtl';
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
