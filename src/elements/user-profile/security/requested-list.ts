import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { FlowError } from '../../../client/errors.ts';
import { toFlowErrors } from '../../../client/flows/flow-errors.ts';
import { steadyNow } from '../../../client/platform/steady-now.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import type { ViewHost } from '../../base/view-host.ts';
import { errorAlert } from '../../parts/alert.ts';

/** For so many milliseconds a list that was requested ahead is shown without another request. */
const FRESH = 20_000;

/** A list that is no part of the user. It is requested when it is shown, or shortly before. */
export abstract class RequestedList<Item> implements ReactiveController {
  readonly #host: ViewHost;
  /** Whose items they are. */
  #userId: string | undefined;
  #request = 0;
  #isShown = false;
  /** Whether the next `show` requests the items of the same user again. */
  #isDue = false;
  /** When the items were requested ahead; undefined once they are shown. */
  #ahead: number | undefined;
  /** Undefined until the API has answered. */
  items: readonly Item[] | undefined;
  error: FlowError | null = null;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Requests the items. */
  protected abstract request(user: UserResource): Promise<readonly Item[]>;

  /** Requests the items before anything shows them, unless they have been requested once. */
  anticipate(user: UserResource): void {
    if (this.#userId) return;
    this.#ahead = steadyNow();
    void this.load(user);
  }

  /**
   * Call at each render of the list: requests the items once per user.
   *
   * @param isNeeded false where the list is known to be empty
   */
  show(user: UserResource, isNeeded = true): void {
    this.#isShown = true;
    const isStale = this.#ahead !== undefined && steadyNow() - this.#ahead > FRESH;
    this.#ahead = undefined;
    const isOther = user.id !== this.#userId || isStale;
    if (!isOther && !this.#isDue) return;
    if (isOther || !isNeeded) {
      this.items = undefined;
      this.error = null;
    }
    if (isNeeded) void this.load(user);
    // What was requested for another user comes too late.
    else {
      this.#request++;
      this.#userId = undefined;
    }
  }

  hostUpdate(): void {
    this.#isShown = false;
  }

  /** Once the list is no longer shown, the next `show` requests the items again. */
  hostUpdated(): void {
    if (!this.#isShown && this.#ahead === undefined) this.#isDue = true;
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
    this.#isDue = false;
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
    // Nobody has asked for it yet, so nobody is told. The list is requested again when it is shown.
    if (error && this.#ahead !== undefined) {
      this.#ahead = undefined;
      this.#isDue = true;
      return;
    }
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
