import { keyOf } from './identifier-key.ts';
import { isFictional } from './parse-phone-number.ts';

/** Marks an email address for tests, such as `ada+clerk_test@example.com`. */
const TEST_MARK = '+clerk_test';

/** Whether an email address is one for tests. */
export function isTestEmail(email: string): boolean {
  const key = keyOf(email);
  return key.slice(0, key.lastIndexOf('@')).includes(TEST_MARK);
}

/** Whether a recipient gets no messages and takes a fixed code in test mode: a test address, or a fictional number. */
export function isTestRecipient({ channel, to }: { channel: 'email' | 'sms'; to: string }): boolean {
  return channel === 'sms' ? isFictional(to) : isTestEmail(to);
}
