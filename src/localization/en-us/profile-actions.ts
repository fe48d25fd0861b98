/** Texts of `<clerk-user-profile>` for what the user changes: the forms, and what is common to all of them. */
export const profileActions = {
  formFieldHintText__optional: 'Optional',
  formFieldLabel__firstName: 'First name',
  formFieldLabel__lastName: 'Last name',
  userProfile: {
    start: {
      emailAddressesSection: {
        detailsAction__primary: 'Complete verification',
        detailsAction__nonPrimary: 'Set as primary',
        detailsAction__unverified: 'Complete verification',
        destructiveAction: 'Remove email',
        successMessage__primary: 'Your primary email address is changed.',
      },
      phoneNumbersSection: {
        detailsAction__primary: 'Complete verification',
        detailsAction__nonPrimary: 'Set as primary',
        detailsAction__unverified: 'Complete verification',
        destructiveAction: 'Remove phone number',
        successMessage__primary: 'Your primary phone number is changed.',
      },
      web3WalletsSection: {
        detailsAction__nonPrimary: 'Set as primary',
        detailsAction__unverified: 'Complete verification',
        destructiveAction: 'Remove wallet',
        primaryMessage: 'Your primary wallet is changed.',
      },
    },
    formButtonPrimary__save: 'Save',
    formButtonPrimary__remove: 'Remove',
    formButtonReset: 'Cancel',
    removedElsewhere: 'This was removed in another tab or on another device.',
    profilePage: { title: 'Update profile', successMessage: 'Your profile is saved.' },
    usernamePage: {
      title__set: 'Set username',
      title__update: 'Update username',
      hint: '{{min}} to {{max}} letters, numbers, hyphens or underscores.',
      successMessage: 'Your username is saved.',
    },
  },
  unstable__errors: {
    form_param_nil__first_name: 'Enter your first name.',
    form_param_nil__last_name: 'Enter your last name.',
    form_param_nil__username: 'Enter a username.',
    reverification_cancelled: 'You did not confirm that it is you. Nothing was changed.',
  },
};
