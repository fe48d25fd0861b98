import type { Clerk } from '../../../src/client/clerk.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';

/** Signs up as Clerk's guides do, with a password and an email code. */
export async function signUpWith(instance: TestInstance, clerk: Clerk, emailAddress: string): Promise<void> {
  const created = await clerk.client!.signUp.create({ emailAddress, password: PASSWORD });
  const prepared = await created.prepareEmailAddressVerification({ strategy: 'email_code' });
  const code = instance.mailbox.lastCode(emailAddress);
  const { createdSessionId } = await prepared.attemptEmailAddressVerification({ code });
  await clerk.setActive({ session: createdSessionId });
}
