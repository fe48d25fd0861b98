import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { profileIdentifiers } from '../../../localization/en-us/profile-identifiers.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import sheet from './identifiers.css';
import { type Identifier, Proof, type ProofOptions } from './proof.ts';

const EXTENSION = { sheets: [sheet], texts: [profileIdentifiers] };

/** What tells email addresses and phone numbers apart. */
export interface IdentifierKind<Item> {
  /** Returns what the user has of the kind. */
  listOf(user: UserResource): readonly Item[];
  /** Says how one is verified. */
  optionsOf(host: UserProfileHost, item: Item): ProofOptions;
}

/** Adds an email address or a phone number and verifies it, or verifies one that the user has. */
export abstract class IdentifierEditor<Item extends Identifier> implements Editor {
  protected readonly actions: ProfileActions;
  readonly #kind: IdentifierKind<Item>;
  #item: string | undefined;
  #proof: Proof | undefined;
  #isClosed = false;

  /** @param item id of what is to be verified; undefined adds one */
  constructor(actions: ProfileActions, item: string | undefined, kind: IdentifierKind<Item>) {
    this.actions = actions;
    this.#kind = kind;
    const { host } = actions;
    host.extend(EXTENSION);
    const known = host.user && kind.listOf(host.user).find(({ id }) => id === item);
    if (!known) return;
    this.#item = item;
    this.#proof = new Proof(actions, known, kind.optionsOf(host, known));
    void this.#proof.send();
  }

  draw(user: UserResource): TemplateResult {
    const proof = this.#proof;
    // It may have been removed in another tab.
    const item = proof && this.#kind.listOf(user).find(({ id }) => id === this.#item);
    return item ? proof.draw(item) : this.drawField(user);
  }

  closed(): void {
    this.#isClosed = true;
    this.#proof?.stop();
  }

  /** Draws the step that asks for the address or number. It calls {@link add}. */
  protected abstract drawField(user: UserResource): TemplateResult;

  /**
   * Adds an identifier, and goes on to its verification.
   *
   * @param known one that the user has already and never verified; it goes on where the user left it
   */
  protected async add(known: Item | undefined, create: () => Promise<Item>): Promise<void> {
    const { actions } = this;
    let item = known;
    await actions.form.run('save', async () => {
      item ??= await create();
    });
    if (!item) return;
    const proof = new Proof(actions, item, this.#kind.optionsOf(actions.host, item));
    await proof.send();
    if (this.#isClosed) return proof.stop();
    this.#item = item.id;
    this.#proof = proof;
    actions.advance(actions.form.errors);
  }
}
