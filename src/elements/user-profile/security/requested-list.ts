import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { FlowError } from '../../../client/errors.ts';
import { toFlowErrors } from '../../../client/flows/flow-errors.ts';
import type { UserResource } from '../../../client/resources/types.ts';
import type { ViewHost } from '../../base/view-host.ts';
import { errorAlert } from '../../parts/alert.ts';

/** A list that is no part of the user. It is requested when it is shown. */
export abstract class RequestedList<Item> implements ReactiveController {
  readonly #host: ViewHost;
  #userId: string | undefined;
  #request = 0;
  #isShown = false;
  /** Undefined until the API has answered. */
  items: readonly Item[] | undefined;
  error: FlowError | null = null;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Requests the items. */
  protected abstract request(user: UserResource): Promise<readonly Item[]>;

  /**
   * Call at each render of the list: requests the items once per user.
   *
   * @param isNeeded false where the list is known to be empty
   */
  show(user: UserResource, isNeeded = true): void {
    this.#isShown = true;
    if (user.id === this.#userId) return;
    if (this.#userId || !isNeeded) {
      this.items = undefined;
      this.error = null;
    }
    if (isNeeded) void this.load(user);
    // What was requested for another user comes too late.
    else this.#request++;
  }

  hostUpdate(): void {
    this.#isShown = false;
  }

  /** Once the list is no longer shown, the next `show` requests the items again. */
  hostUpdated(): void {
    if (!this.#isShown) this.#userId = undefined;
  }

  /** Takes out what the API has ended. The answer to a request that is under way may still have it, so none counts. */
  drop(isOver: (item: Item) => boolean): void {
    if (!this.items) return;
    this.#request++;
    this.items = this.items.filter((item) => !isOver(item));
    this.#host.requestUpdate();
  }

  async load(user: UserResource): Promise<void> {
    this.#userId = user.id;
    const request = ++this.#request;
    let error: FlowError | null = null;
    let items: readonly Item[] | undefined;
    try {
      items = await this.request(user);
    } catch (thrown) {
      error = toFlowErrors(thrown, [], 'network_error').global;
    }
    // A later request has a newer answer.
    if (request !== this.#request) return;
    this.items = items ?? this.items;
    this.error = error;
    this.#host.requestUpdate();
  }

  /** Draws why the items could not be requested, and a button that tries again; undefined if nothing went wrong. */
  drawError(user: UserResource): TemplateResult | undefined {
    const host = this.#host;
    if (!this.error) return undefined;
    return html`${errorAlert(host, this.error)}
      <button
        type="button"
        class=${host.cl('profileSectionPrimaryButton', 'retry')}
        @click=${() => void this.load(user)}
        .textContent=${host.t('userProfile.retryButton')}
      ></button>`;
  }
}
