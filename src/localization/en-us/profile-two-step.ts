import { wrongCode } from '../wrong-code.ts';

/** Texts of `<clerk-user-profile>` for adding, changing and removing second factors. */
export const profileTwoStep = {
  userProfile: {
    start: {
      mfaSection: {
        backupCodes: {
          title__regenerate: 'Create new backup codes?',
          subtitle__regenerate: 'The backup codes you have now stop working.',
        },
      },
    },
    mfaPage: {
      title: 'Add two-step verification',
      formHint: 'Choose what we ask you for after the first step, each time you sign in.',
      lastFactorWarning:
        'This is your only second step. Without it, one step is enough to get into your account, and your backup codes are deleted.',
      methods: {
        totp: { title: 'Authenticator app', hint: 'An app on your phone shows a new code every 30 seconds.' },
        phone_code: { title: 'Text message', hint: 'We send a code to your phone.' },
        backup_code: { title: 'Backup codes', hint: 'Ten codes to keep for when you do not have your phone.' },
      },
    },
    mfaTOTPPage: {
      title: 'Add an authenticator app',
      authenticatorApp: {
        infoText__ableToScan: 'Scan this QR code with your authenticator app.',
        infoText__unableToScan: 'Add an account in your authenticator app, and enter this key.',
        buttonAbleToScan__nonPrimary: 'Scan the QR code instead',
        buttonUnableToScan__nonPrimary: 'Can’t scan?',
        inputLabel__unableToScan1: 'If the app asks for the kind of key, choose the one based on time.',
        inputLabel__unableToScan2: 'Some apps and password managers take this link instead.',
        qrCodeLabel: 'QR code for your authenticator app',
        copyButton: 'Copy',
      },
      verifyTitle: 'Enter the code from the app',
      verifySubtitle: 'Enter the 6-digit code that your authenticator app shows now.',
      clockHint:
        'A code works for about 30 seconds. If the app’s codes keep failing, have your phone set its time automatically, or scan the QR code again.',
      backButton: 'Back to the QR code',
      successMessage: 'Your authenticator app is set up. We ask for a code from it when you sign in.',
      removeResource: {
        title: 'Remove authenticator app?',
        messageLine1: 'We stop asking for codes from this app when you sign in.',
        messageLine2: 'Your other second steps stay.',
        successMessage: 'The authenticator app is removed.',
      },
    },
    mfaPhoneCodePage: {
      title: 'Add a phone number for codes',
      subtitle__availablePhoneNumbers: 'Choose one of your phone numbers. It is then used for the second step alone.',
      subtitle__unavailablePhoneNumbers: 'Enter the phone number that we send codes to when you sign in.',
      primaryButton__addPhoneNumber: 'Use another number',
      backButton: 'Choose one of your numbers',
      resendButton: 'No code yet? Send a new one',
      successTitle: 'We send a code to this number when you sign in.',
      removeResource: {
        title: 'Stop sending codes?',
        messageLine1: 'We stop sending codes to {{identifier}} when you sign in.',
        messageLine2: 'Your other second steps stay.',
        successMessage: 'Codes are no longer sent to {{mfaPhoneCode}}.',
      },
    },
    phoneNumberPage: {
      infoText: 'We will send a code to this number in a text message. Your carrier may charge for it.',
      verifyTitle: 'Verify phone number',
      changeButton: 'Change number',
      verifySubtitle: 'Enter the 6-digit code we sent to {{identifier}}.',
    },
    backupCodePage: {
      title: 'Add backup codes',
      infoText1: 'A backup code takes the place of your second step when you do not have your phone.',
      infoText2: 'You see the codes once, so have a safe place ready.',
      title__codelist: 'Backup codes',
      successSubtitle: 'Each code works once, in place of your second step. You will not see them again.',
      subtitle__codelist: 'Keep them in a safe place, and show them to nobody.',
      successMessage: 'Your backup codes work from now on.',
      actionLabel__copy: 'Copy all',
      actionLabel__copied: 'Copied',
      actionLabel__download: 'Download .txt',
      actionLabel__print: 'Print',
      actionLabel__saved: 'I have saved them',
      copyFailed: 'The browser does not allow copying. Select the text and copy it yourself.',
    },
  },
  unstable__errors: {
    form_code_incorrect__code: wrongCode('Wrong code. Check it and try again.'),
  },
};
