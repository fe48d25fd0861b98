/** Globals that @web/test-runner defines in the page. */
type Test = (title: string, body: () => unknown) => void;
declare function describe(title: string, body: () => void): void;
declare const it: Test & { skip: Test };
declare function beforeEach(body: () => unknown): void;
declare function afterEach(body: () => unknown): void;
