import type { Administrator } from '../audit/audit.ts';
import { auditedCalls, EMBEDDING_CODE } from '../audit/audited-calls.ts';
import type { Clock } from '../clock.ts';
import type { ConfigInput, InstanceConfig } from '../config/config.ts';
import { createDelivery, type InstanceDelivery } from '../delivery/create-delivery.ts';
import { type InstanceKeys, loadKeys } from '../keys/load-keys.ts';
import { createConsoleLogger, type Logger } from '../logger.ts';
import { parseConfig } from '../config/parse-config.ts';
import { lifetimeWarning } from '../config/check-jwt-template.ts';
import { siteWarnings } from '../config/site-warnings.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { createInvitations } from '../backend-api/invitations.ts';
import { createSecretKeys } from '../backend-api/secret-keys.ts';
import { createSignInTokens } from '../backend-api/sign-in-tokens.ts';
import type { TicketParts } from '../backend-api/tickets.ts';
import type { Invitations, SecretKeys, SignInTokens } from '../backend-api/types.ts';
import { createMessageOutlet } from '../webhooks/message-outlet.ts';
import { createWebhooks } from '../webhooks/webhooks.ts';
import type { ServerOptions } from './server-options.ts';

/** An open instance. It answers no requests: the command line works on it, and `createServer` puts the app on top. */
export interface OpenInstance extends Pick<InstanceKeys, 'signer' | 'secret'> {
  readonly config: InstanceConfig;
  readonly storage: Storage;
  readonly delivery: InstanceDelivery;
  readonly invitations: Invitations;
  readonly signInTokens: SignInTokens;
  readonly secretKeys: SecretKeys;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Messages for the operator. */
  readonly warnings: string[];
  close(): Promise<void>;
}

/** NIST SP 800-63B-4, section 3.1.1.2. */
const ADVISED_LENGTH = 15;
const ADVICE_ON_LENGTH =
  `Where the password is the only factor, NIST SP 800-63B-4 advises at least ${ADVISED_LENGTH} characters. ` +
  'Set password.minLength, or switch a second factor on (secondFactors, clientTrust).';

/**
 * Checks the settings, opens the database, and loads or creates the keys.
 *
 * @param inside `keys`: keys to use instead; `by`: who calls the functions of the instance, for the audit log
 * @throws {ConfigError} that names every wrong setting and its cure
 * @throws {StorageUnavailable} when the database cannot be reached
 */
export async function openInstance(
  input: ConfigInput,
  options: ServerOptions = {},
  { keys, by = EMBEDDING_CODE }: { keys?: Omit<InstanceKeys, 'warnings'> | undefined; by?: Administrator['by'] } = {},
): Promise<OpenInstance> {
  const { env = globalThis.process?.env ?? {}, clock = { now: Date.now } } = options;
  const config = parseConfig(input);
  const logger = options.logger ?? createConsoleLogger(config.logLevel);
  const exposed: string[] = [];
  const storage = await openStorage(config.databaseUrl, (text) => exposed.push(text));
  try {
    const { signer, secret, warnings } = keys ? { ...keys, warnings: [] } : await loadKeys(config, storage, env);
    warnings.unshift(...exposed);
    warnings.push(...siteWarnings(config));
    warnings.push(...config.jwtTemplates.flatMap((template) => lifetimeWarning(template) ?? []));
    const delivery = createDelivery(config, storage, () => clock.now());
    const webhooks = createWebhooks(config, secret, signer.kid);
    const outlet = createMessageOutlet({ config, storage, clock, logger, webhooks }, delivery);
    if (config.testMode && config.instanceType === 'production') {
      warnings.push('Test mode is on: anyone can sign in as a +clerk_test address with the code 424242.');
    }
    if (isPasswordAlone(config) && config.instanceType === 'production') logger.info(ADVICE_ON_LENGTH);
    return {
      config,
      storage,
      delivery,
      ...administration({ config, storage, clock, delivery: outlet }, by),
      signer,
      secret,
      clock,
      logger,
      warnings,
      async close() {
        delivery.close();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/**
 * What the operator calls. Each change has an entry in the audit log.
 *
 * @param parts with the storage of an app, if there is one: then webhooks tell of the changes
 */
export function administration(
  parts: TicketParts,
  by: Administrator['by'],
): Pick<OpenInstance, 'invitations' | 'signInTokens' | 'secretKeys'> {
  const log = { storage: parts.storage, clock: parts.clock, by };
  const changes = ['create', 'revoke'] as const;
  return {
    invitations: auditedCalls(createInvitations(parts), { resource: 'invitations', changes }, log),
    signInTokens: auditedCalls(createSignInTokens(parts), { resource: 'sign_in_tokens', changes }, log),
    secretKeys: auditedCalls(createSecretKeys(parts), { resource: 'secret_keys', changes }, log),
  };
}

/** Whether a short password can be all that sign-in asks for. */
function isPasswordAlone({ attributes, password, secondFactors, clientTrust }: InstanceConfig): boolean {
  const hasSecond = clientTrust || Object.values(secondFactors).some(Boolean);
  return attributes.password !== 'off' && !hasSecond && password.minLength < ADVISED_LENGTH;
}
