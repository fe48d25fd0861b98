/** Dispatched when a button of this package could not do its work. Cancel it to show the reason yourself. */
export class ClerkErrorEvent extends Event {
  static readonly eventName = 'clerk-error';
  /** What went wrong: a `ClerkAPIResponseError` or `ClerkRuntimeError`, which have codes. */
  readonly error: unknown;
  constructor(error: unknown) {
    super(ClerkErrorEvent.eventName, { bubbles: true, composed: true, cancelable: true });
    this.error = error;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'clerk-error': ClerkErrorEvent;
  }
}
