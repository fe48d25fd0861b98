import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBrowserPlatform } from '../../../src/client/platform/browser-platform.ts';
import type { ResourceContext } from '../../../src/client/resources/resource-context.ts';
import { externalAccountMembers } from '../../../src/client/members/owned-members.ts';
import { userMembers } from '../../../src/client/members/user-members.ts';
import { createView } from '../../../src/client/resources/live-view.ts';
import { parseUser } from '../../../src/client/resources/parse-user.ts';
import type { ClientResource } from '../../../src/client/resources/types/client.ts';
import type { UserJSON } from '../../../src/protocol/json/user.ts';

const context = {
  platform: createBrowserPlatform(),
  client: () => ({ pathRoot: '/client' }) as ClientResource,
  get members() {
    return { '/me': userMembers, '/me/external_accounts': externalAccountMembers(context) };
  },
} as Partial<ResourceContext> as ResourceContext;
const verified = { status: 'verified' };

test('a user has the getters of clerk-js', () => {
  const snapshot = parseUser(
    {
      id: 'user_1',
      created_at: 1,
      updated_at: 1,
      primary_email_address_id: 'idn_mail',
      primary_phone_number_id: 'idn_phone',
      primary_web3_wallet_id: null,
      email_addresses: [{ id: 'idn_mail', email_address: 'ada@acme.example', verification: verified }],
      phone_numbers: [{ id: 'idn_phone', phone_number: '+12015550100', verification: { status: 'unverified' } }],
      web3_wallets: [{ id: 'idn_wallet', web3_wallet: '0xabc', verification: verified }],
      external_accounts: [
        {
          id: 'eac_1',
          provider: 'oauth_github',
          username: '',
          email_address: 'ada@hub.example',
          verification: verified,
        },
        { id: 'eac_2', provider: 'oauth_google', verification: null },
      ],
      enterprise_accounts: [
        { id: 'ent_1', enterprise_connection: { id: 'con_1', logo_public_url: null }, last_authenticated_at: 2 },
      ],
    } as unknown as UserJSON,
    undefined,
    'sess_1',
    context,
  );
  const user = createView(context)(snapshot);
  assert.equal(user.primaryEmailAddress?.emailAddress, 'ada@acme.example');
  assert.equal(user.primaryPhoneNumber, user.phoneNumbers[0]);
  assert.equal(user.primaryWeb3Wallet, null);
  assert.equal(user.hasVerifiedEmailAddress, true);
  assert.equal(user.hasVerifiedPhoneNumber, false);
  assert.deepEqual(
    user.verifiedWeb3Wallets.map(({ id }) => id),
    ['idn_wallet'],
  );
  assert.deepEqual(
    user.verifiedExternalAccounts.map(({ provider }) => provider),
    ['github'],
  );
  assert.deepEqual(
    user.unverifiedExternalAccounts.map(({ id }) => id),
    ['eac_2'],
  );
  const [hub] = user.externalAccounts;
  assert.deepEqual(
    [hub?.providerSlug(), hub?.providerTitle(), hub?.accountIdentifier()],
    ['github', 'Github Account', 'ada@hub.example'],
  );
  const [company] = user.enterpriseAccounts;
  assert.deepEqual(company?.enterpriseConnection, { id: 'con_1', logoPublicUrl: null });
  assert.equal(company?.lastAuthenticatedAt?.getTime(), 2);
  assert.equal(user.isPrimaryIdentification({ id: 'idn_phone' }), true);
  assert.equal(user.isPrimaryIdentification({ id: 'idn_wallet' }), false);
});
