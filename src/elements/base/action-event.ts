/** Dispatched when the user chooses an action that the page added to the menu. Cancel it to keep the menu open. */
export class ClerkActionEvent extends Event {
  static readonly eventName = 'clerk-action';
  /** Text of the item. */
  readonly label: string;
  constructor(label: string) {
    super(ClerkActionEvent.eventName, { bubbles: true, composed: true, cancelable: true });
    this.label = label;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'clerk-action': ClerkActionEvent;
  }
}
