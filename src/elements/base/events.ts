/** Dispatched when an element shows another step. */
export class ClerkStepEvent extends Event {
  static readonly eventName = 'clerk-step';
  /** Name of the step, such as `factor-one`. */
  readonly step: string;
  constructor(step: string) {
    super(ClerkStepEvent.eventName, { bubbles: true, composed: true });
    this.step = step;
  }
}

/** Dispatched when a sign-in or sign-up is complete and its session active. Cancel it to stay on the page. */
export class ClerkCompleteEvent extends Event {
  static readonly eventName = 'clerk-complete';
  /** Id of the session; empty when the user was already signed in. */
  readonly sessionId: string;
  constructor(sessionId: string) {
    super(ClerkCompleteEvent.eventName, { bubbles: true, composed: true, cancelable: true });
    this.sessionId = sessionId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'clerk-step': ClerkStepEvent;
    'clerk-complete': ClerkCompleteEvent;
  }
}
