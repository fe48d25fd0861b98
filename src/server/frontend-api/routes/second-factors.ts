import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { createTotp, deleteTotp, verifyTotp } from '../../account/authenticator-app.ts';
import { renewBackupCodes } from '../../account/switch-second-factor.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { newId } from '../../ids.ts';
import { totpUri } from '../../factors/totp/totp-code.ts';
import { presentBackupCodes, presentTotp } from '../presenters/present-identifications.ts';
import { presentPublicUserData } from '../presenters/present-user.ts';
import { withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import { parseCode } from '../parse-factor-input.ts';
import { respond, respondDeleted } from '../respond.ts';

/** Authenticator app and backup codes of the signed-in user. */
export function secondFactorRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const { config } = services;
  const limit = limitRate(services, 'attempt');
  const path = '/v1/me/totp';

  app.post(path, authenticated, limit, async (c) => {
    const { row, seed } = await createTotp(services, c.get('signedIn'));
    return respond(c, services, async (view) => {
      const user = await view.user(row.user_id);
      const account = (user && presentPublicUserData(user).identifier) || row.user_id;
      return presentTotp(row, { secret: seed, uri: totpUri(seed, config.applicationName, account) });
    });
  });
  app.post(`${path}/attempt_verification`, authenticated, limit, async (c) => {
    const code = parseCode(c.get('context').params);
    const { row, backupCodes } = await verifyTotp(services, c.get('signedIn'), code);
    return respond(c, services, async () => presentTotp(row, { backupCodes }));
  });
  app.delete(path, authenticated, async (c) => {
    const id = await deleteTotp(services, c.get('signedIn'));
    return respondDeleted(c, services, 'totp', id);
  });
  app.post('/v1/me/backup_codes', authenticated, limit, async (c) => {
    const codes = await renewBackupCodes(services, c.get('signedIn'));
    return respond(c, services, async () => presentBackupCodes(newId('bc'), codes, c.get('context').now));
  });
}
