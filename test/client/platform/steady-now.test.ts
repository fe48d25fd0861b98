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

/** Returns how many milliseconds the clock of the platform counts while `happen` runs. */
function passed(happen: () => void): number {
  const before = clock.now();
  happen();
  return Math.round(clock.now() - before);
}

test('the steady clock begins with the time of the device', () => {
  assert.equal(Math.round(clock.now()), time.wall);
});

test('the steady clock counts on while the device clock is set back or forth', () => {
  for (const jump of [-HOUR, -24 * HOUR, -500, 500, 0]) {
    const counted = passed(() => {
      pass(10_000);
      time.wall += jump;
      pass(5_000);
    });
    assert.equal(counted, 15_000, `a jump of ${jump} ms`);
  }
});

test('the steady clock counts the time that the device slept', () => {
  assert.equal(
    passed(() => {
      pass(1_000);
      time.wall += 8 * HOUR;
    }),
    8 * HOUR + 1_000,
  );
});

test('the steady clock counts a sleep after the device clock was set back', () => {
  const counted = passed(() => {
    time.wall -= 24 * HOUR;
    clock.now();
    time.wall += HOUR;
  });
  assert.equal(counted, HOUR);
});

test('the steady clock runs no faster when it is read often', () => {
  const counted = passed(() => {
    for (let reading = 0; reading < 2_000; reading++) {
      pass(0.7);
      clock.now();
    }
  });
  assert.ok(Math.abs(counted - 1_400) <= 1, `${counted} ms`);
});
