import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { UserResource } from '../../client/resources/types/user.ts';
import { profileActions } from '../../localization/en-us/profile-actions.ts';
import type { TextKey, TextParams } from '../../localization/types.ts';
import { type FlowErrors, NO_ERRORS } from '../../client/flows/types.ts';
import { checkRouting } from '../base/check-routing.ts';
import { watchCapsLock } from '../controllers/caps-lock.ts';
import { focusFirst } from '../controllers/focus.ts';
import { FormController } from '../controllers/form-controller.ts';
import { errorAlert } from '../parts/alert.ts';
import { errorAction } from '../parts/error-action.ts';
import buttonSheet from '../styles/button.css';
import rowSheet from '../styles/field-row.css';
import fieldSheet from '../styles/field.css';
import type { Editor } from './editor.ts';
import { EDITORS } from './editors.ts';
import { identifierItems, walletItems } from './account/identifier-items.ts';
import { lookAhead } from './look-ahead.ts';
import sheet from './profile-actions.css';
import { RowMenus } from './row-menus.ts';
import type { EditorHost, EditorName, Place, UserProfileHost } from './user-profile-host.ts';
import { withReverification } from './with-reverification.ts';

const EXTENSION = {
  sheets: [fieldSheet, buttonSheet, rowSheet, sheet],
  texts: [profileActions],
  errorAction,
  attach: watchCapsLock,
};

/** What is open: an editor, or a call that needs none and shows only what went wrong. */
interface Open {
  place: Place;
  name: string;
  editor?: Editor;
  /** Selector of the control that opened it. */
  opener: string;
  /** Whether the last render of the profile drew it; undefined before the first one that did. */
  isDrawn?: boolean;
}

/** What the user can do in the profile. It is loaded when the user turns to the profile. */
export class ProfileActions implements ReactiveController {
  readonly host: EditorHost;
  /** The calls of editors. A call that needs a reverification is made again after it. */
  readonly form: FormController;
  readonly menus: RowMenus;
  /** Returns what the menu of an address or a number offers. Rows get it here, so that it is not in the first load. */
  readonly identifierItems = identifierItems;
  readonly walletItems = walletItems;
  #open: Open | undefined;
  /** The last call of `open`: an earlier one whose editor arrives later opens nothing. */
  #wanted: object | undefined;
  readonly #drafts = new Map<string, Record<string, string>>();

  constructor(host: UserProfileHost) {
    // Its form is the one that is created here.
    this.host = host as EditorHost;
    this.form = new FormController(
      host,
      (call) => withReverification(host, call),
      () => this.#inputs.map(({ name }) => name),
    );
    this.menus = new RowMenus(host);
    checkRouting(host, 'security');
    host.extend(EXTENSION);
    host.addController(this);
    lookAhead(host);
  }

  /** A profile that is gone waits for nothing, and keeps no secret. One that was only moved stays as it is. */
  hostDisconnected(): void {
    queueMicrotask(() => this.host.isConnected || this.leave());
  }

  hostUpdate(): void {
    if (this.#open?.isDrawn) this.#open.isDrawn = false;
  }

  /** Closes an editor whose row is gone: another tab or device has removed it. */
  hostUpdated(): void {
    if (this.#open?.editor && this.#open.isDrawn === false && !this.form.pending) this.lose();
  }

  /** Draws what is open at a place. */
  draw(place: Place, user: UserResource): TemplateResult | undefined {
    if (!this.#open || keyOf(this.#open.place) !== keyOf(place)) return undefined;
    const { editor } = this.#open;
    this.#open.isDrawn = true;
    if (editor) return editor.draw(user);
    // There are no fields, so every error is global.
    const { global } = this.form.errors;
    return global ? html`${errorAlert(this.host, global)}` : undefined;
  }

  /** Loads the calls on the account along with what will make them, and not when it does. */
  loadCalls(): void {
    // The call itself says what is wrong when they cannot be loaded.
    import('../../client/resources/methods/user-methods.ts').catch(() => {});
  }

  /**
   * Opens an editor in place of the one that is open. What the user typed there is kept until it is opened again.
   *
   * @throws if its code cannot be loaded
   */
  async open(name: EditorName, place: Place): Promise<void> {
    if (this.form.pending) return;
    const wanted = (this.#wanted = {});
    this.loadCalls();
    const EditorClass = await EDITORS[name]();
    if (wanted !== this.#wanted || this.form.pending) return;
    const opener = openerOf(name, place);
    this.leave();
    if (EditorClass.extension) this.host.extend(EditorClass.extension);
    const editor = new EditorClass(this, place.item);
    this.#open = { place, name, opener, editor };
    editor.opened();
    void this.host.focusOn('.cl-actionCard', focusCard);
  }

  /**
   * Makes a call that needs no editor, such as from a menu. What goes wrong is shown at its place.
   *
   * @param name shown as pending
   * @param message text that announces success
   */
  async call(
    name: string,
    place: Place,
    call: () => Promise<unknown>,
    message: TextKey,
    params?: TextParams,
  ): Promise<void> {
    if (this.form.pending) return;
    const opener = openerOf('menu', place);
    this.leave();
    this.#open = { place, name, opener };
    if (await this.form.run(name, call)) this.close(message, params);
  }

  /** Returns whether a call without an editor is on its way at a row. */
  isCalling(place: Place): boolean {
    const open = this.#open;
    return !!open && !open.editor && this.form.pending !== null && keyOf(open.place) === keyOf(place);
  }

  /**
   * Makes the call of the open editor, and closes it when that succeeded.
   *
   * @param message text that announces success
   */
  async save(call: () => Promise<unknown>, message: TextKey, params?: TextParams): Promise<void> {
    if (await this.form.run('save', call)) this.close(message, params);
  }

  /**
   * Draws the next step of the open editor, and moves the focus there.
   *
   * @param errors that the next step begins with; none by default
   */
  advance(errors: FlowErrors = NO_ERRORS): void {
    this.form.amend(errors);
    void this.host.focusOn('.cl-actionCard', focusCard);
  }

  /** Leaves the open editor without saving. */
  cancel(): void {
    if (this.form.pending) return this.#open?.editor?.abort();
    this.form.reset();
    this.close();
  }

  /**
   * Closes what is open, and returns the focus to what opened it, else to the title of its section, else to the first
   * one.
   *
   * @param message key of the text that announces success
   */
  close(message?: TextKey, params?: TextParams): void {
    const { host } = this;
    const open = this.#open;
    if (open) this.#drafts.delete(draftKeyOf(open));
    this.#end();
    if (message) this.notify(host.t(message, params));
    host.requestUpdate();
    if (!open) return;
    // A section without rows may be gone as well.
    const title = `.cl-profileSection__${open.place.section} h2`;
    const ways = [open.opener, title, '.cl-profileSection h2'];
    void host.updateComplete.then(() => host.focusOn(ways.find((way) => host.renderRoot.querySelector(way)) ?? title));
  }

  /** Closes the open editor, because what it is about is gone, and says so. */
  lose(): void {
    this.form.reset();
    this.close();
    this.notify(this.host.t('userProfile.removedElsewhere'), false);
  }

  /**
   * Says what happened: to screen readers, and for some seconds in a corner of the profile, unless the next action
   * comes before.
   *
   * @param isDone whether it is what the user wanted, which a mark shows
   */
  notify(text: string, isDone = true): void {
    const live = this.#unnotify();
    if (!live) return;
    // The animation begins anew only if it was taken away before.
    void live.offsetWidth;
    live.classList.add(...(isDone ? ['cl-notice', 'cl-done'] : ['cl-notice']));
    this.host.announce(text);
  }

  /** Returns what the user typed into the open editor before, and left without saving or cancelling. */
  get draft(): Readonly<Record<string, string>> {
    return (this.#open && this.#drafts.get(draftKeyOf(this.#open))) ?? {};
  }

  /** Keeps what the user typed, but for secrets. */
  keepDraft(): void {
    const inputs = this.#inputs;
    if (!this.#open?.editor || inputs.length === 0) return;
    // The type says nothing: a password that is shown is a text.
    const kept = inputs.filter(({ autocomplete }) => !/password|one-time-code/.test(autocomplete));
    const draft = Object.fromEntries(kept.map(({ name, value }) => [name, value]));
    this.#drafts.set(draftKeyOf(this.#open), draft);
  }

  /** Leaves what is open, such as when another page is opened. */
  leave(): void {
    this.keepDraft();
    this.#wanted = undefined;
    this.#end();
    this.#unnotify();
    this.form.reset();
  }

  /** Discards what the previous user typed. */
  forget(): void {
    this.#drafts.clear();
    this.#end();
    this.form.errors = { fields: {}, global: null };
  }

  /** The fields of the open editor. */
  get #inputs(): HTMLInputElement[] {
    return [...this.host.renderRoot.querySelectorAll<HTMLInputElement>('.cl-actionCard :is(input, select)[name]')];
  }

  /** Screen readers say a text again only if it was removed before. */
  #unnotify(): HTMLElement | null {
    const live = this.host.renderRoot.querySelector<HTMLElement>('.cl-liveRegion');
    live?.classList.remove('cl-notice', 'cl-done');
    this.host.announce('');
    return live;
  }

  #end(): void {
    this.#open?.editor?.closed();
    this.#open = undefined;
  }
}

function keyOf({ section, item = '' }: Place): string {
  return `${section}:${item}`;
}

function draftKeyOf({ name, place }: Open): string {
  return `${name} ${keyOf(place)}`;
}

/** Returns the selector of the button that opens an editor, or of the button of the row's menu. */
function openerOf(name: string, { section, item }: Place): string {
  const row = item === undefined ? '' : `[data-item="${CSS.escape(item)}"]`;
  return `.cl-profileSection__${section} :is([data-opens="${name}"]${row}, .cl-menuButton${row || ':not(*)'})`;
}

function focusCard(card: HTMLElement): void {
  if (card.querySelector('input:not([readonly],[hidden])')) focusFirst(card);
  else card.querySelector<HTMLElement>('button')?.focus();
}
