/** Texts of the checkbox that accepts the terms. */
export const legal = {
  signUp: {
    legalConsent: {
      continue: {
        title: 'Agree to continue',
        subtitle: 'Your account needs your consent first.',
        actionText: 'Already have an account?',
        actionLink: 'Sign in',
      },
      checkbox: {
        label__onlyPrivacyPolicy: 'I agree to the {{ privacyPolicyLink || link("privacy policy") }}',
        label__onlyTermsOfService: 'I agree to the {{ termsOfServiceLink || link("terms of service") }}',
        label__termsOfServiceAndPrivacyPolicy:
          'I agree to the {{ termsOfServiceLink || link("terms of service") }} and the {{ privacyPolicyLink || link("privacy policy") }}',
      },
    },
  },
  unstable__errors: {
    form_param_nil__legal_accepted: 'Tick the box to continue.',
    legal_not_accepted: 'Tick the box to continue.',
  },
};
