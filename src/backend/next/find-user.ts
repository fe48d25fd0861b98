import { BackendApiError } from '../api/backend-api-error.ts';
import type { BackendUser } from '../api/resources.ts';
import { clerkOfEnvironment } from './clerk-of-environment.ts';

/**
 * Loads a user from the Backend API.
 *
 * @returns null when the user was deleted: the token of a session outlives it for up to a minute
 */
export async function findUser(userId: string): Promise<BackendUser | null> {
  try {
    return await clerkOfEnvironment().users.getUser(userId);
  } catch (error) {
    if (error instanceof BackendApiError && error.status === 404) return null;
    throw error;
  }
}
