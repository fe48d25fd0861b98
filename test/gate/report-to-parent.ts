import { inspect } from 'node:util';
import type { TestEvent } from 'node:test/reporters';

/** The message to the parent process about each test that ended, and about each suite that is in no other. */
export interface TestNews {
  passed: boolean;
  name: string;
  isSuite: boolean;
  ms: number;
  /** What a failed test threw. */
  error?: string;
}

/** A reporter for `node --test-reporter`: tells the process that started the file how each of its tests ended. */
export default async function* reportToParent(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  yield ''; // This reporter prints nothing.
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isSuite = data.details.type === 'suite';
    if (data.skip || data.todo || (isSuite && data.nesting > 0)) continue;
    const news: TestNews = { passed: type === 'test:pass', name: data.name, isSuite, ms: data.details.duration_ms };
    if (type === 'test:fail') news.error = inspect(data.details.error.cause ?? data.details.error);
    process.send?.(news);
  }
}
