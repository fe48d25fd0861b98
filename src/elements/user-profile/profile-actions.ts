import type { TemplateResult } from 'lit';
import type { SessionWithActivitiesResource, UpdateUserParams, UserResource } from '../../client/resources/types.ts';
import { profileActions } from '../../localization/en-us/profile-actions.ts';
import type { TextKey } from '../../localization/types.ts';
import { focusFirst } from '../controllers/focus.ts';
import { FormController } from '../controllers/form-controller.ts';
import { errorAction } from '../parts/error-action.ts';
import buttonSheet from '../styles/button.css';
import rowSheet from '../styles/field-row.css';
import fieldSheet from '../styles/field.css';
import { profileForm } from './account/profile-form.ts';
import { usernameForm } from './account/username-form.ts';
import sheet from './profile-actions.css';
import { DeviceList } from './security/device-list.ts';
import { securityPage } from './security/security-page.ts';
import type { EditorName, UserProfileHost } from './user-profile-host.ts';
import { withReverification } from './with-reverification.ts';

const EXTENSION = {
  sheets: [fieldSheet, buttonSheet, rowSheet, sheet],
  texts: [profileActions],
  errorAction,
};

/** What the user can change in the profile: names, username, devices. It is loaded when the user turns to the profile. */
export class ProfileActions {
  readonly host: UserProfileHost;
  readonly form: FormController;
  /** Calls of the API that are not the submit of a form. */
  readonly calls: FormController;
  readonly devices: DeviceList;
  /** Id of the session that the user is asked about before it is signed out. */
  confirming: string | null = null;
  /** The form that is open. */
  #editing: EditorName | null = null;
  #drafts = new Map<EditorName, Record<string, string>>();

  constructor(host: UserProfileHost) {
    const around = (call: () => Promise<unknown>) => withReverification(host, call);
    this.host = host;
    this.form = new FormController(host, undefined, around);
    this.calls = new FormController(host, undefined, around);
    this.devices = new DeviceList(host);
    host.extend(EXTENSION);
  }

  /** Draws a form if it is open. */
  drawForm(editor: EditorName, user: UserResource): TemplateResult | undefined {
    if (editor !== this.#editing) return undefined;
    return editor === 'profile' ? profileForm(this, user) : usernameForm(this, user);
  }

  /** Draws the devices of the user. */
  drawSecurity(user: UserResource): TemplateResult {
    return securityPage(this, user);
  }

  /** Opens a form. What the user typed into another one is kept until that is opened again. */
  edit(editor: EditorName): void {
    if (this.form.pending) return;
    this.keepDraft();
    this.form.reset();
    this.#editing = editor;
    void this.host.focusOn(`.cl-actionCard__${editor}`, focusFirst);
  }

  cancel(): void {
    if (this.form.pending) return;
    this.form.reset();
    this.#close();
  }

  /** Returns what the user typed before leaving a form without saving or cancelling. */
  draft(editor: EditorName): Record<string, string> | undefined {
    return this.#drafts.get(editor);
  }

  keepDraft(): void {
    const form = this.host.renderRoot.querySelector('form');
    if (this.#editing && form) {
      this.#drafts.set(this.#editing, Object.fromEntries(new FormData(form)) as Record<string, string>);
    }
  }

  /** @param message key of the text that announces success */
  async save(editor: EditorName, params: UpdateUserParams, message: TextKey): Promise<void> {
    const { user } = this.host;
    if (!user || !(await this.form.run(editor, () => user.update(params)))) return;
    this.#close();
    this.host.announce(this.host.t(message));
  }

  /** Asks the user whether to sign a session out; null withdraws the question. */
  confirm(session: string | null): void {
    if (this.calls.pending) return;
    const before = this.confirming;
    this.calls.reset();
    this.confirming = session;
    void this.host.focusOn(session ? '.cl-actionCard__revoke button' : `[data-session="${before}"]`);
  }

  /** Signs a session out. */
  async revoke(session: SessionWithActivitiesResource): Promise<void> {
    const { host } = this;
    const { user } = host;
    if (!user || !(await this.calls.run(session.id, () => session.revoke()))) return;
    this.confirming = null;
    await this.devices.load(user);
    host.announce(host.t('userProfile.start.activeDevicesSection.successMessage'));
    void host.focusOn('.cl-profileSection__activeDevices h2');
  }

  /** Leaves open forms, such as when another page is opened. */
  leave(): void {
    this.keepDraft();
    this.#editing = this.confirming = null;
    this.form.reset();
    this.calls.reset();
  }

  /** Discards what the previous user typed. */
  forget(): void {
    this.#drafts.clear();
    this.#editing = this.confirming = null;
    this.form.errors = this.calls.errors = { fields: {}, global: null };
  }

  #close(): void {
    const editor = this.#editing;
    this.#editing = null;
    if (editor) this.#drafts.delete(editor);
    void this.host.focusOn(`.cl-profileSectionPrimaryButton__${editor}`);
  }
}
