import { setExternalId } from '../../attempts/sign-up/set-external-id.ts';
import { ClientView } from '../../frontend-api/views/client-view.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { AddRoute } from '../backend-api.ts';
import type { BackendCall } from '../backend-context.ts';
import { idOf } from '../id-of.ts';

/** Sign-ups that visitors have begun. */
export function signUpRoutes(add: AddRoute, services: Services): void {
  const { storage } = services;

  add('GET /v1/sign_ups/:id', async (c, { now }) => answer(c, await requireRow(c), now));

  add('PATCH /v1/sign_ups/:id', async (c, { body, now }) => {
    body.refuseOthers(['external_id']);
    const row = await requireRow(c);
    const externalId = body.text('external_id');
    return answer(c, externalId === undefined ? row : await setExternalId(services, row, externalId), now);
  });

  async function requireRow(c: BackendCall): Promise<SignUpRow> {
    const row = await storage.findAnySignUp(idOf(c));
    if (!row) throw new ApiError('resource_not_found');
    return row;
  }

  async function answer(c: BackendCall, row: SignUpRow, now: number): Promise<Response> {
    return c.json(await new ClientView(services, { now, azp: undefined, apiVersion: null }).signUp(row));
  }
}
