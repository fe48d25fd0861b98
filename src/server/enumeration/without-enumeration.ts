import { keyOf } from '../identifiers/identifier-key.ts';
import type { Services } from '../services.ts';
import type { Account } from '../factors/factor.ts';

/**
 * Services for the steps before anything was proven, when answers must not tell whether there is an account: messages
 * to decoys are not sent, and nobody waits for the others, since how long a mail server takes would tell.
 *
 * @param account undefined when nobody is named, and then there is nothing to hide
 */
export function withoutEnumeration(services: Services, account: Account | undefined): Services {
  if (!account?.disguise) return services;
  const { real } = account.disguise;
  const recipients = new Set([
    ...(real?.emails ?? []).map(({ email }) => email),
    ...(real?.phones ?? []).map(({ phone }) => phone),
  ]);
  return withDelivery(services, async (message) => {
    if (recipients.has(message.to)) sendLater(services, message);
  });
}

/** The same services with another way to send. */
function withDelivery(services: Services, send: Services['delivery']['send']): Services {
  return { ...services, delivery: { send } };
}

/** Sends without anybody waiting for it. A failure is logged; whoever waits for the message asks for another one. */
function sendLater({ delivery, logger }: Services, message: Parameters<Services['delivery']['send']>[0]): void {
  delivery.send(message).catch((error: unknown) => {
    logger.error('A message could not be sent.', { template: message.template, error: String(error) });
  });
}

/**
 * Services for the steps of a sign-up, when answers must not tell whether an address has an account: its owner gets a
 * mail that says so, in place of the code that anybody else would get. Everything else is the same.
 *
 * @param email address of the sign-up
 */
export async function signUpWithoutEnumeration(services: Services, email: string | null): Promise<Services> {
  const { config, storage } = services;
  if (!config.enumerationProtection) return services;
  const taken = await storage.findVerifiedEmailAddress(keyOf(email ?? ''));
  return withDelivery(services, async (message) => {
    const isForOwner = taken !== undefined && message.channel === 'email';
    const { to } = message;
    sendLater(
      services,
      isForOwner ? { to, channel: 'email', template: 'account_exists', url: config.signInUrl } : message,
    );
  });
}
