import type { UserJSON } from '../../protocol/json/user.ts';
import { callBackendApi } from '../call-backend-api.ts';
import type { ClerkBackend } from '../create-clerk-client.ts';

export type BackendUser = UserJSON;

/** Loads a user from the Backend API. */
export async function findUser({ connection }: ClerkBackend, userId: string): Promise<BackendUser> {
  return (await callBackendApi(connection, 'GET', `/users/${encodeURIComponent(userId)}`)) as unknown as BackendUser;
}
