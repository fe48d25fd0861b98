import type { FlowError } from '../../../client/errors.ts';
import { toFlowErrors } from '../../../client/flows/flow-errors.ts';
import type { SessionWithActivitiesResource, UserResource } from '../../../client/resources/types.ts';
import type { ViewHost } from '../../base/view-host.ts';
import type { ReactiveController } from 'lit';

/** The user's sessions on all devices. They are requested when the list is shown. */
export class DeviceList implements ReactiveController {
  readonly #host: ViewHost;
  #userId: string | undefined;
  #request = 0;
  #isShown = false;
  /** Undefined until the API has answered. */
  sessions: readonly SessionWithActivitiesResource[] | undefined;
  error: FlowError | null = null;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Call at each render of the list: requests the sessions once per user. */
  show(user: UserResource): void {
    this.#isShown = true;
    if (user.id === this.#userId) return;
    if (this.#userId) this.sessions = undefined;
    void this.load(user);
  }

  hostUpdate(): void {
    this.#isShown = false;
  }

  /** Once the list is no longer shown, the next `show` requests the sessions again. */
  hostUpdated(): void {
    if (!this.#isShown) this.#userId = undefined;
  }

  async load(user: UserResource): Promise<void> {
    this.#userId = user.id;
    const request = ++this.#request;
    let error: FlowError | null = null;
    let sessions: readonly SessionWithActivitiesResource[] | undefined;
    try {
      sessions = await user.getSessions();
    } catch (thrown) {
      error = toFlowErrors(thrown, [], 'network_error').global;
    }
    // A later request has a newer answer.
    if (request !== this.#request) return;
    this.sessions = sessions ?? this.sessions;
    this.error = error;
    this.#host.requestUpdate();
  }
}
