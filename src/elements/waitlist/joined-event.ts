/** Dispatched when an address is on the waitlist. Cancel it to stay on the page. */
export class ClerkWaitlistJoinedEvent extends Event {
  static readonly eventName = 'clerk-waitlist-joined';
  /** The address, as the visitor typed it. */
  readonly emailAddress: string;
  constructor(emailAddress: string) {
    super(ClerkWaitlistJoinedEvent.eventName, { bubbles: true, composed: true, cancelable: true });
    this.emailAddress = emailAddress;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'clerk-waitlist-joined': ClerkWaitlistJoinedEvent;
  }
}
