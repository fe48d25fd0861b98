import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createBrowserPlatform } from '../../../src/client/platform/browser-platform.ts';

const HOUR = 3_600_000;
const time = { wall: Date.parse('2026-03-01T12:00:00Z'), counter: 1234.5 };
mock.method(Date, 'now', () => Math.floor(time.wall));
mock.method(performance, 'now', () => time.counter);
const { clock } = createBrowserPlatform();

function pass(milliseconds: number): void {
  time.wall += milliseconds;
  time.counter += milliseconds;
}

/** Milliseconds the clock of the platform says that something takes. */
function passed(happen: () => void): number {
  const before = clock.now();
  happen();
  return Math.round(clock.now() - before);
}

test('begins with what the clock of the device says', () => {
  assert.equal(Math.round(clock.now()), time.wall);
});

test('counts on while the clock of the device is set back or forth within the second', () => {
  for (const jump of [-HOUR, -24 * HOUR, -500, 500, 0]) {
    const counted = passed(() => {
      pass(10_000);
      time.wall += jump;
      pass(5_000);
    });
    assert.equal(counted, 15_000, `a jump of ${jump} ms`);
  }
});

test('counts the time that the device slept, while the counter of the page stood still', () => {
  assert.equal(
    passed(() => {
      pass(1_000);
      time.wall += 8 * HOUR;
    }),
    8 * HOUR + 1_000,
  );
});

test('counts a sleep that came after the clock was set back', () => {
  const counted = passed(() => {
    time.wall -= 24 * HOUR;
    clock.now();
    time.wall += HOUR;
  });
  assert.equal(counted, HOUR);
});

test('runs no faster when it is read often', () => {
  const counted = passed(() => {
    for (let reading = 0; reading < 2_000; reading++) {
      pass(0.7);
      clock.now();
    }
  });
  assert.ok(Math.abs(counted - 1_400) <= 1, `${counted} ms`);
});
