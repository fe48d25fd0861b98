import { languageFor } from '../delivery/language-for.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import type { Services } from '../services.ts';
import type { Account } from '../users/account.ts';

/**
 * Returns services for the steps of a sign-in before a factor is proven, when answers must not tell whether there is an
 * account. Messages to placeholders are not sent, and no answer waits for the other messages, because the time that a
 * mail server takes would tell.
 *
 * @param account undefined when no identifier was typed; then there is nothing to hide
 */
export function withoutEnumeration(services: Services, account: Account | undefined): Services {
  if (!account?.uniform) return services;
  const { real } = account.uniform;
  const recipients = new Set([
    ...(real?.emails ?? []).map(({ email }) => email),
    ...(real?.phones ?? []).map(({ phone }) => phone),
  ]);
  return withDelivery(services, async (message, cause) => {
    if (recipients.has(message.to)) services.lateMessages.start(message, () => services.delivery.send(message, cause));
  });
}

function withDelivery(services: Services, send: Services['delivery']['send']): Services {
  return { ...services, delivery: { send } };
}

/**
 * Returns services for the steps of a sign-up, when answers must not tell whether an address has an account. The owner
 * of such an address gets a mail that says so, in place of the code. Everything else is the same.
 *
 * @param email the address of the sign-up
 */
export async function signUpWithoutEnumeration(services: Services, email: string | null): Promise<Services> {
  const { config, storage, delivery } = services;
  if (!config.enumerationProtection) return services;
  const taken = await storage.findVerifiedEmailAddress(keyOf(email ?? ''));
  return withDelivery(services, async (message, cause) => {
    services.lateMessages.start(message, async () => {
      // Asked for addresses without an owner, too: the work is the same.
      const owner = await storage.findUser(taken?.user_id ?? '');
      if (!owner || message.channel !== 'email') return delivery.send(message, cause);
      // In the language of the owner: the one of the browser is a stranger's.
      const language = languageFor(config, [owner.locale]);
      const { to } = message;
      await delivery.send({ to, channel: 'email', language, template: 'account_exists', url: config.signInUrl }, cause);
    });
  });
}
