import type { MiddlewareHandler } from 'hono';
import type { AppEnv, RequestInfo } from '../http/app-env.ts';
import { ApiError } from '../http/errors.ts';
import { readIp } from '../http/middleware/client-ip.ts';
import { readActor } from '../http/middleware/read-actor.ts';
import type { Services } from '../services.ts';
import { authenticateKey } from './authenticate-key.ts';

/**
 * Reads the address of the visitor for whom a proxy of the application calls. The proxy shows by `Clerk-Secret-Key` that
 * it is one, and writes the address into `X-Forwarded-For`; proxies between it and the server add theirs behind.
 */
export function vouchForVisitor(services: Services): MiddlewareHandler<AppEnv> {
  let isWarned = false;
  return async function vouchForVisitor(c, next) {
    const { headers } = c.req.raw;
    const key = headers.get('clerk-secret-key');
    if (key !== null && (await isKey(services, headers, c.env.info, key))) {
      const ip = headers.get('x-forwarded-for')?.split(',', 1)[0];
      c.env.visitorIp = readIp({ clientIpHeader: null }, headers, ip === undefined ? {} : { ip }) ?? undefined;
    } else if (key !== null && !isWarned) {
      isWarned = true;
      services.logger.warn(
        'A proxy sent a secret key that is none of this instance, so its visitors share the limits of its own address.',
      );
    }
    await next();
  };
}

/** A wrong key vouches for nothing. The request goes on as one of whoever sent it. */
async function isKey(services: Services, headers: Headers, info: RequestInfo, key: string): Promise<boolean> {
  const ip = readIp(services.config, headers, info);
  try {
    await authenticateKey(services, readActor(headers, { now: services.clock.now(), ip }), key);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}
