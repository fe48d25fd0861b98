import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROWSER_API } from '../../../build/browser-api-page.ts';
import { readMembers } from '../../../build/read-members.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD } from '../../support/instance.ts';

/** Members that are there only for some accounts and instances, or at Clerk's hosted API. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  PublicUserData: ['banned', 'deprovisioned'],
  Session: ['currentTask'],
  DisplayConfig: [
    'captchaHeartbeatIntervalMs',
    'emailSender',
    'googleOneTapClientId',
    'googleOneTapNonce',
    'helpUrl',
    'ownTheme',
  ],
  Verification: ['channel'],
  SignUpVerification: ['channel'],
};

describe('the browser API that the types declare', () => {
  it('is there when load() has resolved', async () => {
    const instance = await getTestInstance();
    const { clerk } = await new Device(instance).open();
    await clerk.load();
    const client = clerk.client!;
    const { signIn, signUp } = client;
    await signUp.create({ emailAddress: 'all@example.com', password: PASSWORD });
    await signUp.prepareEmailAddressVerification();
    await signUp.attemptEmailAddressVerification({ code: instance.mailbox.lastCode('all@example.com') });
    await clerk.setActive({ session: signUp.createdSessionId });
    const user = clerk.user!;
    const [address] = user.emailAddresses;
    const objects: Record<string, object | null | undefined> = {
      Clerk: clerk,
      Client: client,
      SignIn: signIn,
      SignUp: signUp,
      SignUpVerifications: signUp.verifications,
      SignUpVerification: signUp.verifications.emailAddress,
      Session: clerk.session,
      Token: clerk.session?.lastActiveToken,
      PublicUserData: clerk.session?.publicUserData,
      SessionWithActivities: (await user.getSessions())[0],
      User: user,
      EmailAddress: address,
      Verification: address?.verification,
      Environment: clerk.__internal_environment,
      AuthConfig: clerk.__internal_environment?.authConfig,
      DisplayConfig: clerk.__internal_environment?.displayConfig,
      UserSettings: clerk.__internal_environment?.userSettings,
    };
    const declared = readMembers([BROWSER_API])[0] ?? [];
    const missing = declared.flatMap(({ name, members }) => {
      const object = objects[name];
      if (!object) return [];
      return members
        .filter((member) => !OPTIONAL[name]?.includes(member.name) && !isThere(object, member.name))
        .map((member) => `${name}.${member.name}`);
    });
    assert.deepEqual(missing, []);
    await instance.close();
  });
});

/** Live views read members that their snapshots lack, and `in` sees only the snapshots. */
function isThere(object: object, name: string): boolean {
  return name in object || Reflect.get(object, name) !== undefined;
}
