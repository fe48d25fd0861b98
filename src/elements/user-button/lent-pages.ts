import type { ReactiveController } from 'lit';
import { page as ownDocument } from '../../client/platform/native.ts';
import { childrenOf } from '../parts/children/child-element.ts';
import { childIcon, LINK_ICON, PAGE_ICON } from '../parts/children/child-icon.ts';
import { LINK, PAGE, type ProfileChild } from '../parts/children/profile-children.ts';
import type { UserButtonHost } from './user-button-host.ts';

/** A page that is away. */
interface Loan {
  /** Stands in the place of the page. */
  place: Comment;
  to: Element;
}

/**
 * The pages and links that the application put into a user button, for the profile in its dialog. A page is moved into
 * the dialog while the user is on it, so that all it holds stays as it is, and then back to its place.
 */
export class LentPages implements ReactiveController {
  readonly #host: UserButtonHost;
  /** The profile in the dialog gets this list once, and reads it whenever it draws. */
  readonly #pages: unknown[] = [];
  readonly #loans = new Map<Node, Loan>();
  #shown: readonly unknown[] = [];
  #isOpened = false;

  constructor(host: UserButtonHost) {
    this.#host = host;
    host.addController(this);
    // Frameworks keep the nodes that they have made: they remove a page from the element, or insert something before
    // it, while the page is away, and the browser would throw. These two methods are this element's own; its class and
    // all other elements keep theirs.
    const { removeChild, insertBefore } = HTMLElement.prototype;
    Object.assign(host, {
      removeChild: (node: Node) => {
        this.#takeBack(node);
        return removeChild.call(host, node);
      },
      insertBefore: (node: Node, before: Node | null) =>
        insertBefore.call(host, node, this.#loans.get(before as Node)?.place ?? before),
    });
  }

  /** Returns the `customPages` of the profile. */
  open(): unknown[] {
    this.#isOpened = true;
    this.#refresh();
    return this.#pages;
  }

  hostUpdated(): void {
    // The dialog shows at once what has come, gone or changed.
    if (this.#isOpened && this.#refresh()) this.#host.clerk?.__internal_updateProps({});
  }

  /** Reads the children again. @returns whether the list has changed */
  #refresh(): boolean {
    const given = (this.#host.userProfileProps?.['customPages'] as unknown[] | undefined) ?? [];
    const children = this.#children();
    const before = this.#shown;
    this.#shown = [
      ...given,
      ...children.flatMap((child) => [child, child.text, child.url, child.icon, child.iconCopy]),
    ];
    this.#pages.splice(0, Infinity, ...given, ...children.map((child) => this.#entryOf(child)));
    return this.#shown.length !== before.length || this.#shown.some((each, index) => each !== before[index]);
  }

  /** Returns the children, with each that is away in its place. */
  #children(): ProfileChild[] {
    const here: readonly Node[] = childrenOf(this.#host, PAGE, LINK);
    const away = new Map<Node, Node>();
    for (const [page, { place, to }] of this.#loans) if (page.parentNode === to) away.set(place, page);
    const all = Array.from(this.#host.childNodes, (node) => away.get(node) ?? (here.includes(node) ? node : undefined));
    return all.filter((node) => node) as ProfileChild[];
  }

  #entryOf(child: ProfileChild) {
    const { text: label, url } = child;
    const isPage = child.localName === PAGE;
    return {
      label,
      url: url || undefined,
      drawIcon: () => childIcon(child, isPage ? PAGE_ICON : LINK_ICON),
      ...(isPage && {
        mount: (to: HTMLElement) => this.#lend(child, to),
        unmount: () => this.#takeBack(child),
      }),
    };
  }

  #lend(page: ProfileChild, to: Element): void {
    const place = ownDocument.createComment('');
    page.replaceWith(place);
    this.#loans.set(page, { place, to });
    page.hidden = false;
    to.append(page);
  }

  #takeBack(page: Node): void {
    const loan = this.#loans.get(page);
    if (!loan) return;
    this.#loans.delete(page);
    // The application may have taken the page meanwhile.
    if (page.parentNode === loan.to) {
      (page as ProfileChild).hidden = true;
      loan.place.replaceWith(page);
    } else loan.place.remove();
  }
}
