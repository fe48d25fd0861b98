import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Device } from '../../support/device.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

describe('the environment', () => {
  async function open(config: NonNullable<Parameters<typeof getTestInstance>[0]>['config'] = {}) {
    const instance: TestInstance = await getTestInstance({ config });
    const { clerk } = await new Device(instance).open();
    await clerk.load();
    return { instance, clerk, environment: clerk.__internal_environment! };
  }

  it('has the members in camelCase beside the JSON of the API', async () => {
    const { instance, clerk, environment } = await open({
      wallets: ['metamask'],
      attributes: { web3Wallet: 'optional' },
    });
    assert.equal(environment.display_config.application_name, 'Acme Labs');
    assert.equal(environment.displayConfig?.applicationName, 'Acme Labs');
    assert.equal(environment.authConfig?.singleSessionMode, environment.auth_config.single_session_mode);
    assert.equal(environment.userSettings?.attributes['email_address']?.name, 'email_address');
    assert.deepEqual(environment.userSettings?.web3FirstFactors, ['web3_metamask_signature']);
    assert.equal(environment.userSettings?.passwordSettings.max_length, 72);
    assert.equal(environment.organizationSettings?.['enabled'], false);
    assert.equal(environment.isSingleSession?.(), environment.auth_config.single_session_mode);
    assert.notEqual(environment.isProduction?.(), environment.isDevelopmentOrStaging?.());
    assert.equal(clerk.__internal_environment, environment, 'the same object while nothing changes');
    await environment.reload?.();
    assert.equal(clerk.__internal_environment?.displayConfig?.applicationName, 'Acme Labs');
    await instance.close();
  });

  it('validatePassword says at once what a password lacks, and then how strong it is', async () => {
    const { instance, clerk } = await open({
      password: { minStrength: 3, showStrength: true, requireNumbers: true },
    });
    const { signUp } = clerk.client!;
    const check = async (password: string, last: number) => {
      const complex: boolean[] = [];
      const seen: unknown[] = [];
      await new Promise<void>((resolve) => {
        signUp.validatePassword(password, {
          onValidationComplexity: (fits) => complex.push(fits),
          onValidation: ({ complexity, strength }) => {
            seen.push([complexity, strength?.state]);
            if (seen.length === last) resolve();
          },
        });
      });
      return { complex, seen };
    };
    const complexity = { min_length: true, require_numbers: true };
    assert.deepEqual(await check('short', 2), {
      complex: [false],
      seen: [
        [complexity, undefined],
        [complexity, 'fail'],
      ],
    });
    assert.deepEqual(await check('correct horse battery staple 7', 1), { complex: [true], seen: [[{}, 'excellent']] });
    await instance.close();
  });
});
