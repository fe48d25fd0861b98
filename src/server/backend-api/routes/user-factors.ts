import type { DeletedJSON } from '../../../protocol/json/client.ts';
import { setPasswordCompromised } from '../../account/administer-user.ts';
import { deletePassword } from '../../account/change-password.ts';
import { disableBackupCodes, disableSecondFactors, disableTotp } from '../../account/disable-second-factors.ts';
import { deleteExternalAccount } from '../../account/external-account.ts';
import { type ForUser, forUser } from '../../account/for-user.ts';
import { deletePasskey } from '../../account/passkey.ts';
import { verifyUserCode, verifyUserPassword } from '../../account/verify-secret.ts';
import { deleteWeb3Wallet } from '../../account/web3-wallet.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';
import { BackendUserView } from '../backend-user-view.ts';
import { idOf } from '../id-of.ts';
import { Query } from '../query.ts';
import type { BackendRoute } from '../scopes.ts';

/** Longer texts are no codes. */
const MAX_CODE = 64;
const INVITATION_STATUSES = ['pending', 'accepted', 'revoked', 'expired'];

/** What one user signs in with: checks of it, and its removal. */
export function userFactorRoutes(add: AddRoute, services: Services): void {
  add('POST /v1/users/:id/verify_password', async (c, context) => {
    context.body.refuseOthers(['password']);
    await verifyUserPassword(services, context, idOf(c), context.body.requiredRaw('password'));
    return c.json({ verified: true });
  });
  add('POST /v1/users/:id/verify_totp', async (c, context) => {
    context.body.refuseOthers(['code']);
    const kind = await verifyUserCode(services, context, idOf(c), context.body.required('code', MAX_CODE));
    return c.json({ verified: true, code_type: kind });
  });
  add('POST /v1/users/:id/remove_password', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers(['sign_out_of_other_sessions']);
    const endsSessions = body.boolean('sign_out_of_other_sessions') ?? false;
    await deletePassword(services, await forUser(services, context, idOf(c)), { endsSessions });
    return c.json(await new BackendUserView(services, now).backendUser(idOf(c)));
  });

  for (const [route, compromised] of [
    ['POST /v1/users/:id/password/set_compromised', true],
    ['POST /v1/users/:id/password/unset_compromised', false],
  ] as const) {
    add(route, async (c, context) => {
      const { body, now } = context;
      body.refuseOthers(compromised ? ['revoke_all_sessions'] : []);
      const endsSessions = body.boolean('revoke_all_sessions') ?? false;
      await setPasswordCompromised(services, context, idOf(c), { compromised, endsSessions });
      return c.json(await new BackendUserView(services, now).backendUser(idOf(c)));
    });
  }

  /** Adds a route that switches off a kind of second factor. */
  const addDisable = (route: BackendRoute, disable: (services: Services, by: ForUser) => Promise<void>): void => {
    add(route, async (c, context) => {
      context.body.refuseOthers([]);
      const by = await forUser(services, context, idOf(c));
      await disable(services, by);
      return c.json({ user_id: by.user.id });
    });
  };
  addDisable('DELETE /v1/users/:id/mfa', disableSecondFactors);
  addDisable('DELETE /v1/users/:id/totp', disableTotp);
  addDisable('DELETE /v1/users/:id/backup_code', disableBackupCodes);

  /** Adds a route that removes one sign-in method. */
  const addRemoval = (
    route: BackendRoute,
    object: DeletedJSON['object'],
    remove: (services: Services, by: ForUser, id: string) => Promise<void>,
  ): void => {
    add(route, async (c, context) => {
      context.body.refuseOthers([]);
      const id = idOf(c, 'owned');
      await remove(services, await forUser(services, context, idOf(c)), id);
      return c.json({ object, id, deleted: true } satisfies DeletedJSON);
    });
  };
  addRemoval('DELETE /v1/users/:id/passkeys/:owned', 'passkey', deletePasskey);
  addRemoval('DELETE /v1/users/:id/web3_wallets/:owned', 'web3_wallet', deleteWeb3Wallet);
  addRemoval('DELETE /v1/users/:id/external_accounts/:owned', 'external_account', deleteExternalAccount);

  // There are no organizations on this server, so nobody is in one.
  for (const list of ['memberships', 'invitations'] as const) {
    add(`GET /v1/users/:id/organization_${list}`, async (c, context) => {
      const query = new Query(context.query, ['limit', 'offset', ...(list === 'invitations' ? ['status'] : [])]);
      query.page();
      const status = query.text('status');
      if (status !== undefined && !INVITATION_STATUSES.includes(status)) {
        throw new ApiError('form_param_value_invalid', { param: 'status' });
      }
      await forUser(services, context, idOf(c));
      return c.json({ data: [], total_count: 0 });
    });
  }
}
