/** Texts of the field for a phone number. */
export const phone = {
  formFieldLabel__phoneNumber: 'Phone number',
  formFieldLabel__phoneNumberCountry: 'Country of the phone number',
  unstable__errors: {
    form_param_nil__phone_number: 'Enter your phone number.',
    form_param_format_invalid__phone_number: 'Check the country and the digits of the phone number.',
    form_param_value_invalid__phone_number: 'Text messages cannot be sent to this number. Use another one.',
    form_identifier_exists__phone_number: 'An account with this phone number already exists. Sign in instead.',
  },
};
