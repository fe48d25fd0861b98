/** The element shows another step. */
export class ClerkStepEvent extends Event {
  static readonly eventName = 'clerk-step';
  /** Name of the step now shown, such as `factor-one`. */
  readonly step: string;
  constructor(step: string) {
    super(ClerkStepEvent.eventName, { bubbles: true, composed: true });
    this.step = step;
  }
}

/** A sign-in or sign-up is complete and its session active. Cancel it to keep the element from navigating. */
export class ClerkCompleteEvent extends Event {
  static readonly eventName = 'clerk-complete';
  /** Empty when the visitor was signed in before. */
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
