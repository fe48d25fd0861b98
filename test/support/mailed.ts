import assert from 'node:assert/strict';

const LIMIT_MS = 120_000;

/** Waits until an instance has mailed this subject to an address: mail to an owner leaves after the answer. */
export async function mailed(origin: string, to: string, subject: RegExp): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  let subjects: string[] = [];
  while (performance.now() < end) {
    const answer = await fetch(`${origin}/__dev/messages?to=${encodeURIComponent(to)}`);
    subjects = ((await answer.json()) as { subject?: string }[]).map((message) => message.subject ?? '');
    if (subjects.some((each) => subject.test(each))) return;
  }
  assert.fail(`No mail to ${to} is about ${subject}: ${subjects.join(', ')}`);
}
