import { after, before, describe } from 'node:test';
import { type AppSite, startAppSite } from '../support/app-site.ts';
import { describeSdk } from '../support/sdk-matrix.ts';
import { tellSdkStory } from '../support/sdk-story.ts';

describe('a Vue app with stock @clerk/vue and nothing but our key', () => {
  let app: AppSite;
  before(async () => {
    app = await startAppSite({ name: 'vue-stock' });
  });
  after(() => app?.close());

  describeSdk('@clerk/vue', 'vue-stock', (row) =>
    tellSdkStory({
      row,
      origin: () => app.origin,
      missing: [
        'OrganizationSwitcher',
        'OrganizationList',
        'OrganizationProfile',
        'CreateOrganization',
        'PricingTable',
        'APIKeys',
        'OAuthConsent',
        'OAuthDeviceVerification',
      ],
      hasChangingLook: true,
      hasChangingProps: true,
    }),
  );
});
