import type { TemplateResult } from 'lit';
import type { UserResource } from '../../client/resources/types/user.ts';
import type { Extension } from '../base/view-host.ts';
import type { ProfileActions } from './profile-actions.ts';
import type { EditorHost } from './user-profile-host.ts';

/**
 * What the user opens to change a part of the account: a form, a question, or a few of them in a row. One is open at a
 * time. Which of its steps the user is at is kept in its own fields, until it is closed.
 */
export abstract class Editor {
  /** The calls, the form state and the way out. */
  protected readonly actions: ProfileActions;
  protected readonly host: EditorHost;
  /** Id of what the editor changes, such as an email address; undefined if it adds one. */
  protected readonly item: string | undefined;

  constructor(actions: ProfileActions, item: string | undefined) {
    this.actions = actions;
    this.host = actions.host;
    this.item = item;
  }

  /** Draws the card. */
  abstract draw(user: UserResource): TemplateResult;

  /** Begins what the editor does without being asked, such as to send a code. Called once it is open. */
  opened(): void {}

  /** Gives up the call that is on its way, where that is possible: the user wants to leave. */
  abort(): void {}

  /** Stops what the editor waits for, and forgets what is secret: it was closed. */
  closed(): void {}
}

export interface EditorClass {
  new (actions: ProfileActions, item: string | undefined): Editor;
  /** Sheets and texts of the editor. */
  readonly extension?: Extension;
}
