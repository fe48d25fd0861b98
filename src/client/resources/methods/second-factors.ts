import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { BackupCodesJSON, TotpJSON } from '../../../protocol/json/user.ts';
import { camelize } from '../camelize.ts';
import type { UserResource } from '../types/user.ts';
import type { BackupCodeResource, TOTPResource } from '../types/user-factors.ts';
import type { UserParts } from '../resource-context.ts';

/** Authenticator app, backup codes and password of the user. */
export const secondFactorsOfUser = {
  /** Begins to set up an authenticator app. Only this answer has `secret` and `uri`. */
  createTOTP: async (parts: UserParts) => parseTotp(await post<TotpJSON>(parts, '/totp')),
  /**
   * Switches the authenticator app on with a code from it. For the first second factor, the answer has `backupCodes`.
   */
  verifyTOTP: async (parts: UserParts, { code }: { code: string }) =>
    parseTotp(await post<TotpJSON>(parts, '/totp/attempt_verification', { code })),
  disableTOTP: ({ context, sessionId, path }: UserParts) =>
    context.call<DeletedJSON>(`${path}/totp`, { method: 'DELETE', sessionId }),
  /** Creates new backup codes. The old ones stop working. */
  async createBackupCode(parts: UserParts): Promise<BackupCodeResource> {
    const answer = await post<BackupCodesJSON>(parts, '/backup_codes/');
    return Object.freeze({ ...camelize(answer), codes: Object.freeze(answer.codes) });
  },
  updatePassword: (
    parts: UserParts,
    params: { currentPassword?: string; newPassword: string; signOutOfOtherSessions?: boolean },
  ) => change(parts, '/change_password', params),
  removePassword: (parts: UserParts, params: { currentPassword?: string } = {}) =>
    change(parts, '/remove_password', params),
};

function post<T>({ context, sessionId, path }: UserParts, below: string, body?: object): Promise<T> {
  return context.call<T>(path + below, { method: 'POST', body, sessionId });
}

/** Changes the password. The answer carries the client, so the newest user is already published. */
async function change(parts: UserParts, below: string, body: object): Promise<UserResource> {
  await post(parts, below, body);
  const { context, sessionId } = parts;
  const session = context.client()?.sessions.find(({ id }) => id === sessionId);
  return session?.user as UserResource;
}

function parseTotp(json: TotpJSON): TOTPResource {
  return Object.freeze(camelize(json));
}
