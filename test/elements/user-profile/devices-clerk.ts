import { household } from '../user-button/account.ts';
import { type AccountClerk, deviceOf } from '../user-button/account-clerk.ts';

export const DAY = 86_400_000;

/** Returns an instance whose user is signed in on three devices. */
export function withDevices(): AccountClerk {
  const clerk = household();
  const now = Date.now();
  clerk.devices = [
    deviceOf(
      clerk,
      'sess_old',
      { deviceType: 'Windows', browserName: 'Firefox', browserVersion: '140.0' },
      new Date(now - 30 * DAY),
    ),
    deviceOf(
      clerk,
      'sess_phone',
      {
        deviceType: 'iPhone',
        isMobile: true,
        browserName: 'Safari',
        browserVersion: '17.5',
        city: null,
        country: null,
      },
      new Date(now - DAY),
    ),
    deviceOf(clerk, 'sess_user_ada', {}, new Date(now - 60_000)),
  ];
  return clerk;
}
