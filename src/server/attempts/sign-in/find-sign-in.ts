import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { findClient } from '../../sessions/open-client.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { RequestContext } from '../../http/request-context.ts';

/** The attempt, if this client made it. @throws {ApiError} 404 otherwise */
export async function findSignIn(services: Services, context: RequestContext, id: string): Promise<SignInRow> {
  const client = await findClient(services, context);
  const row = client && isId(id) ? await services.storage.findSignIn(client.id, id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}
