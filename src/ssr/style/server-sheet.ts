import { isContained } from '../../protocol/contained-css.ts';

/** Groups that an appearance may write. */
const GROUP = /^@(media|supports|container|layer)\b/;
const PROPERTY = /^(--[\w-]+|[a-z-]+)$/;

/**
 * A style sheet as far as the appearance compiler needs one, for a server. In a browser the CSS object model sees to it that no
 * value ends its declaration and no selector its rule; here every text is checked before it is taken, and what could leave
 * its place is refused.
 */
export class ServerSheet {
  readonly cssRules: (ServerRule | ServerGroup)[] = [];

  /**
   * Adds an empty rule or group.
   *
   * @throws {SyntaxError} for a selector or a condition that could end the rule
   */
  insertRule(text: string, index: number): number {
    const prelude = text.slice(0, -'{}'.length);
    const isGroup = GROUP.test(prelude);
    if (!isContained(prelude) || (prelude.startsWith('@') && !isGroup)) throw new SyntaxError(`Not a rule: ${prelude}`);
    this.cssRules.splice(index, 0, isGroup ? new ServerGroup(prelude) : new ServerRule(prelude));
    return index;
  }

  get cssText(): string {
    return this.cssRules.map(({ cssText }) => cssText).join('');
  }
}

class ServerGroup extends ServerSheet {
  readonly #prelude: string;

  constructor(prelude: string) {
    super();
    this.#prelude = prelude;
  }

  override get cssText(): string {
    const rules = super.cssText;
    return rules && `${escape(this.#prelude)}{${rules}}`;
  }
}

class ServerRule {
  readonly #selector: string;
  readonly #values = new Map<string, string>();

  constructor(selector: string) {
    this.#selector = selector;
  }

  readonly style = {
    /** Sets a property; one with a value that could end its declaration is left out, as a browser does it. */
    setProperty: (name: string, value: string, priority = ''): void => {
      if (!PROPERTY.test(name) || !value.trim() || !isContained(value) || value.includes('!')) return;
      this.#values.delete(name);
      this.#values.set(name, priority === 'important' ? `${value}!important` : value);
    },
  };

  get cssText(): string {
    const declarations = [...this.#values].map(([name, value]) => `${name}:${escape(value)}`);
    return declarations.length > 0 ? `${escape(this.#selector)}{${declarations.join(';')}}` : '';
  }
}

/** No text ends the `<style>`. */
function escape(css: string): string {
  return css.replaceAll('</', '<\\/');
}
