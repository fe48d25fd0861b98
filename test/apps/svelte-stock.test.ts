import { after, before, describe } from 'node:test';
import { type AppSite, startAppSite } from '../support/app-site.ts';
import { describeSdk } from '../support/sdk-matrix.ts';
import { tellSdkStory } from '../support/sdk-story.ts';

describe('a SvelteKit app with stock svelte-clerk and nothing but our key', () => {
  let app: AppSite;
  before(async () => {
    app = await startAppSite({ name: 'svelte-stock' });
  });
  after(() => app?.close());

  describeSdk('svelte-clerk', 'svelte-stock', (row) =>
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
      ],
      hasChangingLook: true,
      hasChangingProps: true,
      hasNewerFlow: true,
    }),
  );
});
