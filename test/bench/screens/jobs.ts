import { accountJobs } from './account-jobs.ts';
import type { Job } from './job.ts';
import { profileJobs } from './profile-jobs.ts';
import { signInJobs } from './sign-in-jobs.ts';
import { signUpJobs } from './sign-up-jobs.ts';

/** The rows of the table, in its order. */
export const JOBS: readonly Job[] = [...signInJobs, ...signUpJobs, ...accountJobs, ...profileJobs];
