import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { Editor } from '../editor.ts';
import { type Identifier, Proof, type ProofOptions } from './proof.ts';
import { EXTENSION } from './extension.ts';

/** Adds an email address or a phone number and verifies it, or verifies one that the user has. */
export abstract class IdentifierEditor<Item extends Identifier> extends Editor {
  static readonly extension = EXTENSION;

  /** Id of what is verified. */
  #id: string | undefined;
  #proof: Proof | undefined;
  #isClosed = false;

  override opened(): void {
    const { user } = this.host;
    const known = user && this.#find(user, this.item);
    if (!known) return;
    this.#id = known.id;
    this.#proof = new Proof(this.actions, known, this.optionsOf(known));
    void this.#proof.send();
  }

  draw(user: UserResource): TemplateResult {
    const proof = this.#proof;
    // It may have been removed in another tab.
    const item = proof && this.#find(user, this.#id);
    return item ? proof.draw(item) : this.drawField(user);
  }

  override closed(): void {
    this.#isClosed = true;
    this.#proof?.stop();
  }

  /** Returns what the user has of the kind. */
  protected abstract listOf(user: UserResource): readonly Item[];

  /** Says how one is verified. */
  protected abstract optionsOf(item: Item): ProofOptions;

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
    const proof = new Proof(actions, item, this.optionsOf(item));
    await proof.send();
    if (this.#isClosed) return proof.stop();
    this.#id = item.id;
    this.#proof = proof;
    actions.advance(actions.form.errors);
  }

  #find(user: UserResource, id: string | undefined): Item | undefined {
    return this.listOf(user).find((each) => each.id === id);
  }
}
