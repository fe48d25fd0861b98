import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../support/each-storage.ts';
import { PASSWORD } from '../support/instance.ts';
import { drawPicture } from '../support/pictures.ts';
import { enrolTotp } from '../support/second-factors.ts';
import { refused, stockClient } from '../support/stock-backend.ts';
import { EVERYTHING, signUpWhole } from '../support/whole-account.ts';

onSqlite('users and what they own, as @clerk/backend manages them', (open) => {
  it('the stock client checks passwords and codes, and removes them', async () => {
    const instance = await open({ config: { secondFactors: { totp: true } } });
    const clerk = await stockClient(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, 'ada@example.com');
    assert.deepEqual(await clerk.users.verifyPassword({ userId, password: PASSWORD }), { verified: true });
    await refused(clerk.users.verifyPassword({ userId, password: 'wrong' }), 422, 'form_password_incorrect');
    const app = await enrolTotp(instance, browser);
    assert.deepEqual(await clerk.users.verifyTOTP({ userId, code: app.code() }), {
      verified: true,
      code_type: 'totp',
    });
    await refused(clerk.users.verifyTOTP({ userId, code: '000000' }), 422, 'form_code_incorrect');
    await clerk.users.deleteUserBackupCodes(userId);
    assert.equal((await clerk.users.getUser(userId)).backupCodeEnabled, false);
    await clerk.users.deleteUserTOTP(userId);
    assert.equal((await clerk.users.getUser(userId)).totpEnabled, false);
    await clerk.users.disableUserMFA(userId);
    const without = await clerk.users.removePassword(userId, { signOutOfOtherSessions: true });
    assert.equal(without.passwordEnabled, false);
    assert.equal((await clerk.sessions.getSession(sessionId)).status, 'revoked');
  });

  it('the stock client sets and removes pictures', async () => {
    const instance = await open();
    const clerk = await stockClient(instance);
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const file = new Blob([new Uint8Array(await drawPicture().png().toBuffer())], { type: 'image/png' });
    const shown = await clerk.users.updateUserProfileImage(userId, { file });
    assert.equal(shown.hasImage, true);
    assert.equal((await instance.fetch(new Request(shown.imageUrl))).headers.get('content-type'), 'image/webp');
    assert.equal((await clerk.users.deleteUserProfileImage(userId)).hasImage, false);
  });

  it('the stock client removes passkeys, wallets and connected accounts', async () => {
    const instance = await open({ config: EVERYTHING });
    const clerk = await stockClient(instance);
    const { userId, ids } = await signUpWhole(instance, instance.browser());
    const removed = [
      await clerk.users.deleteUserPasskey({ userId, passkeyIdentificationId: ids.passkey }),
      await clerk.users.deleteUserWeb3Wallet({ userId, web3WalletIdentificationId: ids.web3 }),
      await clerk.users.deleteUserExternalAccount({ userId, externalAccountId: ids.external }),
    ];
    assert.deepEqual(
      removed.map(({ id, deleted }) => [id, deleted]),
      [
        [ids.passkey, true],
        [ids.web3, true],
        [ids.external, true],
      ],
    );
    const user = await clerk.users.getUser(userId);
    assert.deepEqual([user.web3Wallets.length, user.externalAccounts.length], [0, 0]);
    await refused(
      clerk.users.deleteUserPasskey({ userId, passkeyIdentificationId: ids.passkey }),
      404,
      'resource_not_found',
    );
  });

  it('the stock client lists the organizations of a user, of which there are none', async () => {
    const instance = await open();
    const clerk = await stockClient(instance);
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const none = { data: [], totalCount: 0 };
    assert.deepEqual(await clerk.users.getOrganizationMembershipList({ userId, limit: 10 }), none);
    assert.deepEqual(await clerk.users.getOrganizationInvitationList({ userId, status: 'pending' }), none);
  });

  it('the stock client creates, reads, changes, replaces and removes email addresses and phone numbers', async () => {
    const instance = await open({ config: EVERYTHING });
    const clerk = await stockClient(instance);
    const user = await clerk.users.createUser({ emailAddress: ['ada@example.com'], password: PASSWORD });
    const { emailAddresses, phoneNumbers, users } = clerk;
    const email = await emailAddresses.createEmailAddress({ userId: user.id, emailAddress: 'new@example.com' });
    assert.equal(email.verification, null);
    const primary = await emailAddresses.updateEmailAddress(email.id, { verified: true, primary: true });
    assert.equal(primary.verification?.status, 'verified');
    assert.equal((await users.getUser(user.id)).primaryEmailAddressId, email.id);
    assert.equal((await emailAddresses.getEmailAddress(email.id)).emailAddress, 'new@example.com');
    const [first] = user.emailAddresses;
    assert.equal((await emailAddresses.deleteEmailAddress(first?.id ?? '')).deleted, true);
    const only = await users.replaceUserEmailAddress(user.id, { emailAddress: 'only@example.com' });
    assert.equal((await users.getUser(user.id)).primaryEmailAddress?.id, only.id);
    await refused(emailAddresses.getEmailAddress(email.id), 404, 'resource_not_found');

    const phone = await phoneNumbers.createPhoneNumber({
      userId: user.id,
      phoneNumber: '+12025550147',
      verified: true,
    });
    assert.deepEqual([phone.phoneNumber, phone.reservedForSecondFactor], ['+12025550147', false]);
    const reserved = await phoneNumbers.updatePhoneNumber(phone.id, { reservedForSecondFactor: true });
    assert.deepEqual([reserved.reservedForSecondFactor, reserved.defaultSecondFactor], [true, true]);
    assert.equal((await phoneNumbers.getPhoneNumber(phone.id)).phoneNumber, '+12025550147');
    const other = await users.replaceUserPhoneNumber(user.id, { phoneNumber: '+12015550123' });
    assert.equal((await users.getUser(user.id)).primaryPhoneNumberId, other.id);
    assert.equal((await phoneNumbers.deletePhoneNumber(other.id)).deleted, true);
  });
});
