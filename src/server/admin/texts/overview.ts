import { number } from '../texts.ts';

/** The texts of the overview. */
export const OVERVIEW_TEXTS = {
  title: 'Overview',
  figures: 'Figures',
  users: 'Users',
  newUsers: 'Signed up this week',
  activeToday: 'Active today',
  sessions: 'Live sessions',
  failed: 'Failed deliveries',
  sinceMonday: 'since Monday, UTC',
  sinceMidnight: 'since midnight, UTC',
  ofWebhooks: 'given up in 30 days',
  signedIn: 'signed-in browsers',
  inAll: 'in all',
  plot: 'Sign-ups and active users',
  meaning:
    'A user is active in a period in which they signed in or used a session. Days begin at midnight UTC, weeks on Monday, and the last one is not over yet.',
  period: 'Period',
  days: '30 days',
  weeks: '12 weeks',
  signUps: 'Sign-ups',
  active: 'Active users',
  asTable: 'Show as table',
  caption: { day: 'Sign-ups and active users of each day', week: 'Sign-ups and active users of each week' },
  day: 'Day',
  week: 'Week from',
  soFar: 'so far',
  summary: (period: string, signUps: number, most: number, at: string) =>
    `${period}: ${number(signUps)} sign-ups in all, and at most ${number(most)} active users (${at}). The table below has every number.`,
  mark: (label: string, signUps: number, active: number) =>
    `${label}: ${number(signUps)} sign-ups, ${number(active)} active users`,
  none: 'Nobody has signed up yet. Open the sign-up page of the application, or create a user.',
} as const;
