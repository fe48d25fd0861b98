import * as sdk from 'sdk';
import { Boundary } from './boundary.jsx';

/** Components of features that the server may not have. */
const NAMES = [
  'OrganizationSwitcher',
  'OrganizationList',
  'OrganizationProfile',
  'CreateOrganization',
  'PricingTable',
  'APIKeys',
  'OAuthConsent',
  'OAuthDeviceVerification',
  'TaskChooseOrganization',
  'TaskResetPassword',
  'TaskSetupMFA',
];

const OPENED = [
  'openOrganizationProfile',
  'openCreateOrganization',
  'openInviteMembers',
  '__internal_openCheckout',
  '__internal_openPlanDetails',
  '__internal_openSubscriptionDetails',
  '__internal_openEnableOrganizationsPrompt',
];

export function Missing() {
  const clerk = sdk.useClerk();
  return (
    <main>
      {NAMES.filter((name) => sdk[name]).flatMap((name) => {
        const Component = sdk[name];
        return [1, 2].map((time) => (
          <Boundary key={name + time} name={name}>
            <Component />
          </Boundary>
        ));
      })}
      <button
        onClick={() => {
          const failed = OPENED.filter((name) => {
            try {
              clerk[name]?.({ plan: {}, planId: 'plan_1' });
            } catch {
              return true;
            }
          });
          document.querySelector('#opened').append(failed.length ? failed.join() : 'nothing thrown');
        }}
      >
        Open all
      </button>
      <p id="opened" />
    </main>
  );
}
