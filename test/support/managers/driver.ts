/** What the stories do in a page. Each browser has its own implementation. */
export interface Driver {
  goto(url: string): Promise<void>;
  /** Presses the first visible element that matches, as soon as it is there. */
  click(selector: string): Promise<void>;
  /** Replaces the value of a field by typing. */
  type(selector: string, text: string): Promise<void>;
  /** Removes what stands in a field, as a user does. */
  clear(selector: string): Promise<void>;
  /** Runs the body of an async function in the page, with `args` as an array. */
  evaluate<Result>(body: string, ...args: unknown[]): Promise<Result>;
  /** Waits until the body of a function in the page returns something true. */
  waitFor(condition: string, ...args: unknown[]): Promise<void>;
  close(): Promise<void>;
}
