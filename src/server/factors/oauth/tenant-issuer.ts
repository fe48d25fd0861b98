import { decodeJwt } from 'jose';
import type { AuthorizationServer } from 'oauth4webapi';

const PLACEHOLDER = '{tenantid}';
const TENANT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Returns metadata with the issuer that the ID token in an answer must have. Where one provider serves many directories
 * (Microsoft's `common` and `organizations`), the issuer in its metadata has a placeholder, and the token names the
 * directory. It returns the metadata of other providers unchanged.
 *
 * @param response the answer of the token endpoint; it can still be read afterwards
 */
export async function withTenant(server: AuthorizationServer, response: Response): Promise<AuthorizationServer> {
  if (!server.issuer.includes(PLACEHOLDER)) return server;
  const body = (await response.clone().json()) as { id_token?: unknown };
  const { tid } = decodeJwt(String(body.id_token));
  if (typeof tid !== 'string' || !TENANT.test(tid)) throw new Error('The ID token names no directory');
  return { ...server, issuer: server.issuer.replace(PLACEHOLDER, tid) };
}

/**
 * Removes `iss` from the parameters of a callback when such a provider may send it. Any other `iss` stays, and is
 * refused later. The token tells which directory it was.
 */
export function dropTenantIssuer({ issuer }: AuthorizationServer, callback: URLSearchParams): URLSearchParams {
  const [start = '', end] = issuer.split(PLACEHOLDER);
  const iss = callback.get('iss');
  if (end === undefined || iss === null || !iss.startsWith(start) || !iss.endsWith(end)) return callback;
  if (!TENANT.test(iss.slice(start.length, iss.length - end.length))) return callback;
  const rest = new URLSearchParams(callback);
  rest.delete('iss');
  return rest;
}
