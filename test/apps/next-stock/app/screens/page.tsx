'use client';

import {
  APIKeys,
  CreateOrganization,
  OAuthConsent,
  OAuthDeviceVerification,
  OrganizationList,
  OrganizationProfile,
  OrganizationSwitcher,
  PricingTable,
  TaskChooseOrganization,
  TaskResetPassword,
  TaskSetupMFA,
  UserAvatar,
  Waitlist,
} from '@clerk/nextjs';

export default function Page() {
  return (
    <>
      <UserAvatar />
      <Waitlist />
      <section id="missing">
        <OrganizationSwitcher />
        <OrganizationSwitcher />
        <OrganizationList />
        <OrganizationProfile routing="hash" />
        <CreateOrganization routing="hash" />
        <PricingTable />
        <APIKeys />
        <OAuthConsent />
        <OAuthDeviceVerification />
        <TaskChooseOrganization redirectUrlComplete="/" />
        <TaskResetPassword redirectUrlComplete="/" />
        <TaskSetupMFA redirectUrlComplete="/" />
      </section>
    </>
  );
}
