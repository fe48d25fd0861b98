import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { Editor } from '../editor.ts';
import { type Identifier, Proof, type ProofOptions } from './proof.ts';
import { EXTENSION } from './extension.ts';

/** Adds an email address or a phone number and verifies it, or verifies one that the user has. */
export abstract class IdentifierEditor<Item extends Identifier> extends Editor {
  static readonly extension = EXTENSION;

  /** What is verified, as it was known last. */
  #known: Item | undefined;
  #proof: Proof | undefined;
  #isClosed = false;
  /** What the user typed before, and wants to change. */
  protected mistyped: string | undefined;

  override opened(): void {
    const { user } = this.host;
    const known = user && this.#find(user, this.item);
    if (!known) return;
    this.#known = known;
    this.#proof = new Proof(this.actions, known, this.optionsOf(known));
    void this.#proof.send();
  }

  draw(user: UserResource): TemplateResult {
    const { actions } = this;
    const proof = this.#proof;
    if (!proof || !this.#known) return this.drawField(user);
    const item = this.#find(user, this.#known.id);
    this.#known = item ?? this.#known;
    // Another tab has removed it, unless this one is about to.
    if (!item && !actions.form.pending) queueMicrotask(() => !this.#isClosed && this.#proof && actions.lose());
    return proof.draw(this.#known);
  }

  override closed(): void {
    this.#isClosed = true;
    this.#proof?.stop();
  }

  /** Returns what the user has of the kind. */
  protected abstract listOf(user: UserResource): readonly Item[];

  /** Says how one is verified. */
  protected abstract optionsOf(item: Item): ProofOptions;

  /** Returns one as the user typed it. */
  protected abstract textOf(item: Item): string;

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
    const proof = new Proof(actions, item, this.optionsOf(item), () => void this.#change());
    await proof.send();
    if (this.#isClosed) return proof.stop();
    this.#known = item;
    this.#proof = proof;
    actions.advance(actions.form.errors);
  }

  /** Takes back what the user has mistyped, and goes on with the field as they left it. */
  async #change(): Promise<void> {
    const { actions } = this;
    const item = this.#known;
    if (!item || !(await actions.form.run('change', () => item.destroy())) || this.#isClosed) return;
    this.#proof?.stop();
    this.#proof = undefined;
    this.mistyped = this.textOf(item);
    actions.advance();
  }

  #find(user: UserResource, id: string | undefined): Item | undefined {
    return this.listOf(user).find((each) => each.id === id);
  }
}
