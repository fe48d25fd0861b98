type Test = (title: string, body?: () => unknown) => void;

/** Globals that @web/test-runner defines in the page. */
declare function describe(title: string, body: () => void): void;
declare var it: Test & { skip: Test };
declare function beforeEach(body: () => unknown): void;
declare function afterEach(body: () => unknown): void;
