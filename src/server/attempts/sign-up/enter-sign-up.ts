import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { refuseSecondSession } from '../step.ts';

/** Finds an attempt of this browser. @throws {ApiError} 404 when it has none with this id */
export async function findSignUp({ storage }: Services, { client }: Browser, id: string): Promise<SignUpRow> {
  const row = client && isId(id) ? await storage.findSignUp(client.id, id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

/**
 * Finds an attempt of this browser that can be continued.
 *
 * @throws {ApiError} 404 when the browser has none with this id, `client_state_invalid` when it is over
 */
export async function enterSignUp(services: Services, browser: Browser, id: string): Promise<SignUpRow> {
  const row = await findSignUp(services, browser, id);
  if (row.status === 'complete') throw new ApiError('verification_already_verified');
  if (row.status !== 'missing_requirements' || isOver(row.abandon_at, browser.now)) {
    throw new ApiError('client_state_invalid');
  }
  await refuseSecondSession(services, browser, null);
  return row;
}
