/** What pages say to browsers that run no scripts. */
export const withoutScript = {
  withoutScript__methods: 'Passkeys and wallets need JavaScript. Use another method, or turn JavaScript on.',
  withoutScript__account:
    'Passkeys and wallets need JavaScript, and your account may have no other method. Turn it on, then load the page again.',
  withoutScript__link: 'I have opened the link',
  withoutScript__captcha: 'Signing up with this form needs JavaScript, because it checks that you are not a bot.',
  withoutScript__form: 'This form needs JavaScript. Turn it on, then load the page again.',
};
