import { either } from '../either-modifier.ts';
import { addModifiers } from '../translate.ts';
import type { FormTexts } from '../types.ts';

addModifiers({ either });

const haveAccount = { actionText: 'Sie haben bereits ein Konto?', actionLink: 'Anmelden' };
const resendButton = 'Kein Code? Neuen anfordern';
const codeFromEmail = 'Geben Sie den 6-stelligen Code aus unserer E-Mail ein.';
const codeFromText = 'Geben Sie den 6-stelligen Code aus unserer SMS ein.';
const confirmIdentity = 'Bestätigen Sie Ihre Identität';
const twoStep = 'Zwei-Faktor-Authentifizierung';

const emailLinkScreens = {
  subtitle: 'Öffnen Sie den Link in unserer E-Mail. Hier geht es dann automatisch weiter.',
  resendButton: 'Keine E-Mail? Neue anfordern',
  matchNumber: 'Auf einem anderen Gerät wählen Sie diese Zahl:',
  sameBrowser: 'Öffnen Sie den Link in diesem Browser.',
  codeTitle: 'Oder geben Sie den 6-stelligen Code aus derselben E-Mail ein.',
  unusable: 'Dieser Link funktioniert nicht mehr. Fordern Sie einen neuen an.',
  startAgain: 'Von vorn beginnen',
  loading: { title: 'Einen Moment', subtitle: 'Wir prüfen den Link.' },
  verifiedSwitchTab: {
    title: 'Das hat geklappt',
    subtitle: 'Machen Sie dort weiter, wo Sie begonnen haben. Diese Seite können Sie schließen.',
  },
  expired: {
    title: 'Dieser Link ist abgelaufen',
    subtitle: 'Kehren Sie zu der Seite zurück, auf der Sie begonnen haben, und fordern Sie einen neuen an.',
  },
  failed: {
    title: 'Dieser Link funktioniert nicht',
    subtitle: 'Er wurde bereits verwendet oder es gibt einen neueren. Öffnen Sie die neueste E-Mail.',
  },
  clientMismatch: {
    title: 'Öffnen Sie den Link in dem Browser, in dem Sie begonnen haben',
    subtitle: 'Er funktioniert nur dort und ist weiterhin gültig.',
  },
};

const chooseWallet = {
  title: 'Wallet auswählen',
  title__none: 'Keine Wallet gefunden',
  subtitle: 'Sie werden gebeten, eine Nachricht zu signieren. Das kostet nichts.',
  subtitle__none: 'Installieren Sie eine Wallet-Erweiterung in diesem Browser und laden Sie die Seite neu.',
  subtitle__pending: 'Falls sich Ihre Wallet nicht von selbst geöffnet hat, öffnen Sie sie und antworten Sie dort.',
  reload: 'Seite neu laden',
};

const totpMfa = {
  title: twoStep,
  subtitle: 'Geben Sie den 6-stelligen Code aus Ihrer Authenticator-App ein.',
};

const backupCodeMfa = {
  title: 'Backup-Code verwenden',
  subtitle: 'Geben Sie einen Ihrer gespeicherten Backup-Codes ein. Jeder gilt nur einmal.',
};

const alternativeMethods = {
  title: 'Andere Methode wählen',
  subtitle: 'Wählen Sie, wie Sie Ihre Identität bestätigen möchten.',
  actionText: 'Nichts davon funktioniert?',
  actionLink: 'Hilfe erhalten',
  blockButton__backupCode: 'Backup-Code verwenden',
  blockButton__emailCode: 'Code per E-Mail an {{identifier}}',
  blockButton__emailLink: 'Link per E-Mail an {{identifier}}',
  blockButton__passkey: 'Mit Passkey anmelden',
  blockButton__password: 'Mit Passwort anmelden',
  blockButton__phoneCode: 'Code per SMS an {{identifier}}',
  blockButton__totp: 'Authenticator-App verwenden',
  blockButton__web3: 'Mit Wallet anmelden',
  getHelp: {
    title: 'Hilfe erhalten',
    content: 'Schreiben Sie uns von einer E-Mail-Adresse Ihres Kontos, um wieder Zugriff zu erhalten.',
    contentWithoutSupport:
      'Wenden Sie sich an den Betreiber dieser Anwendung, um wieder Zugriff auf Ihr Konto zu erhalten.',
    blockButton__emailSupport: 'E-Mail an den Support',
  },
};

/** German texts of sign-in, sign-up and the elements that show screens of theirs. */
export const forms: FormTexts = {
  backButton: 'Zurück',
  dividerText: 'oder',
  maintenanceMode: 'Wegen Wartungsarbeiten kann die Anmeldung einige Minuten lang gestört sein.',
  lastAuthenticationStrategy: 'Zuletzt verwendet',
  socialButtonsBlockButton: 'Weiter mit {{provider|titleize}}',
  web3WalletButtons__connect: 'Weiter mit Wallet',
  walletName__unknown: 'Wallet in diesem Browser',
  openMailbox: '{{mailbox}} öffnen',
  openMailboxLabel: '{{mailbox}} öffnen (in neuem Tab)',
  footerActionLink__getHelp: 'Hilfe erhalten',
  footerActionLink__useAnotherMethod: 'Andere Methode wählen',
  identityPreviewEditButton: '{{identifier}} ändern',
  errorAction__choose: 'Konto auswählen',
  errorAction__create: 'Konto erstellen',
  errorAction__emailCode: 'Stattdessen Code per E-Mail',
  errorAction__phoneCode: 'Stattdessen Code per SMS',
  errorAction__reload: 'Seite neu laden',
  errorAction__signIn: 'Anmelden',
  errorAction__signUp: 'Registrieren',
  errorAction__support: 'E-Mail an den Support',
  formFieldAction__forgotPassword: 'Passwort vergessen?',
  formFieldHintText__capsLock: 'Feststelltaste ist aktiviert',
  formFieldHintText__optional: 'Optional',
  formFieldHintText__passwordLength: 'Mindestens {{length}} Zeichen.',
  formFieldHintText__passwordRules: 'Mindestens {{length}} Zeichen, darunter {{rules}}.',
  formFieldInputLabel__code: 'Bestätigungscode eingeben',
  formFieldLabel__backupCode: 'Backup-Code',
  formFieldLabel__emailAddress_phoneNumber: 'E-Mail oder Telefonnummer',
  formFieldLabel__emailAddress_phoneNumber_username: 'E-Mail, Telefonnummer oder Benutzername',
  formFieldLabel__firstName: 'Vorname',
  formFieldLabel__lastName: 'Nachname',
  formFieldLabel__newPassword: 'Neues Passwort',
  formFieldLabel__phoneNumber: 'Telefonnummer',
  formFieldLabel__phoneNumberCountry: 'Land der Telefonnummer',
  formFieldLabel__phoneNumber_username: 'Telefonnummer oder Benutzername',
  formFieldLabel__signOutOfOtherSessions: 'Alle anderen Geräte abmelden',
  formFieldSuccessText__rule: 'Anforderung erfüllt.',
  formFieldWarningAction__emailAddress: '{{address}} verwenden',
  formFieldWarningText__emailAddress: 'Meinten Sie {{address}}?',
  formResendCountdown: 'Erneut senden in {{time}}',
  formResendStatus: 'Eine neue Nachricht wurde gesendet.',
  ssoCallback: {
    title: 'Sie werden angemeldet',
    failed: { title: 'Anmeldung fehlgeschlagen', actionLink: 'Zurück zur Anmeldung' },
  },
  signIn: {
    start: {
      title: 'Bei {{applicationName}} anmelden',
      subtitle: 'Schön, dass Sie wieder da sind.',
      actionText: 'Neu bei {{applicationName}}?',
      actionLink: 'Registrieren',
      actionText__join_waitlist: 'Noch kein Konto?',
      actionLink__join_waitlist: 'Zur Warteliste',
      actionLink__use_email: 'E-Mail nutzen',
      actionLink__use_email_username: 'E-Mail oder Benutzername',
      actionLink__use_passkey: 'Passkey verwenden',
      actionLink__use_phone: 'Telefon nutzen',
      actionLink__use_username: 'Benutzernamen nutzen',
    },
    welcomeBack: {
      title: 'Willkommen zurück',
      subtitle: 'Weiter zu {{applicationName}}.',
      subtitle__multiple: 'Wählen Sie ein Konto für {{applicationName}}.',
      accounts: 'Konten auf diesem Gerät',
      action__continue: 'Weiter',
      action__continue__emailCode: 'Weiter mit E-Mail-Code',
      action__continue__emailLink: 'Weiter mit E-Mail-Link',
      action__continue__passkey: 'Weiter mit Passkey',
      action__continue__password: 'Weiter mit Passwort',
      action__continue__phoneCode: 'Weiter mit SMS-Code',
      action__remove: '{{identifier}} von diesem Gerät entfernen',
      action__remove__short: 'Von diesem Gerät entfernen',
      actionText: 'Nicht Ihr Konto?',
      actionLink: 'Anderes Konto verwenden',
      removed: '{{identifier}} ist nicht mehr auf diesem Gerät gespeichert.',
    },
    accountSwitcher: {
      title: 'Konto auswählen',
      subtitle: 'Weiter zu {{applicationName}} mit einem Ihrer Konten.',
      action__addAccount: 'Weiteres Konto hinzufügen',
      action__signOutAll: 'Von allen Konten abmelden',
    },
    password: { title: 'Passwort eingeben' },
    passkey: {
      title: 'Passkey verwenden',
      subtitle: 'Ihr Gerät fragt nach Fingerabdruck, Gesicht oder Bildschirmsperre.',
    },
    emailCode: { title: 'Prüfen Sie Ihre E-Mails', subtitle: codeFromEmail, resendButton },
    emailLink: { ...emailLinkScreens, title: 'Prüfen Sie Ihre E-Mails' },
    phoneCode: { title: 'Prüfen Sie Ihre SMS', subtitle: codeFromText, resendButton },
    provider: {
      title: confirmIdentity,
      subtitle: 'Bei diesem Konto melden Sie sich über {{provider|titleize}} an.',
    },
    ssoCallback: { title: 'Sie werden angemeldet' },
    chooseWallet,
    wallet: {
      title: 'Mit Ihrer Wallet signieren',
      subtitle: 'Ihre Wallet bittet Sie, eine Nachricht zu signieren. Das kostet nichts.',
    },
    totpMfa,
    phoneCodeMfa: {
      title: twoStep,
      subtitle: 'Geben Sie den 6-stelligen Code ein, den wir an {{identifier}} gesendet haben.',
      resendButton,
    },
    backupCodeMfa,
    emailCodeMfa: {
      title: 'Sind Sie das?',
      subtitle: 'Dieses Gerät kennen wir noch nicht. Geben Sie den Code ein, den wir an {{identifier}} gesendet haben.',
      resendButton,
    },
    alternativeMethods,
    forgotPasswordAlternativeMethods: {
      title: 'Passwort vergessen?',
      subtitle: 'Melden Sie sich auf andere Weise an. Ihr Passwort ändert sich dadurch nicht.',
      blockButton__resetPassword: 'Passwort mit Code an {{identifier}} zurücksetzen',
    },
    forgotPassword: {
      title: 'Passwort zurücksetzen',
      subtitle_email: codeFromEmail,
      subtitle_phone: codeFromText,
      resendButton,
    },
    resetPassword: {
      title: 'Neues Passwort festlegen',
      formButtonPrimary: 'Passwort zurücksetzen',
      successTitle: 'Ihr neues Passwort ist festgelegt',
      successMessage: 'Sie sind angemeldet.',
      suspended: {
        title: 'Andere Anmeldemethoden sind deaktiviert',
        subtitle: 'Ihr neues Passwort ist festgelegt. Bestätigen Sie diese Methoden, um sie wieder zu verwenden.',
        reviewButton: 'Jetzt prüfen',
      },
    },
    complete: { title: 'Sie sind angemeldet', subtitle: 'Sie werden weitergeleitet.' },
  },
  signUp: {
    start: {
      title: 'Konto erstellen',
      subtitle: 'Das dauert keine Minute.',
      optionalFields: 'Optionale Angaben',
      ...haveAccount,
    },
    continue: {
      title: 'Noch ein paar Angaben',
      subtitle: 'Diese Angaben fehlen noch für Ihr Konto.',
      ...haveAccount,
    },
    keptPassword: { text: 'Ihr Passwort ist festgelegt.', action: 'Ändern' },
    legalConsent: {
      continue: {
        title: 'Zustimmen und fortfahren',
        subtitle: 'Für Ihr Konto brauchen wir zuerst Ihre Zustimmung.',
        ...haveAccount,
      },
      checkbox: {
        label__onlyPrivacyPolicy: 'Ich akzeptiere die {{ privacyPolicyLink || link("Datenschutzerklärung") }}',
        label__onlyTermsOfService: 'Ich akzeptiere die {{ termsOfServiceLink || link("Nutzungsbedingungen") }}',
        label__termsOfServiceAndPrivacyPolicy:
          'Ich akzeptiere die {{ termsOfServiceLink || link("Nutzungsbedingungen") }} und die {{ privacyPolicyLink || link("Datenschutzerklärung") }}',
      },
    },
    emailCode: { title: 'E-Mail-Adresse bestätigen', subtitle: codeFromEmail, resendButton },
    emailLink: { ...emailLinkScreens, title: 'E-Mail-Adresse bestätigen' },
    phoneCode: { title: 'Telefonnummer bestätigen', subtitle: codeFromText, resendButton },
    ssoCallback: { title: 'Ihr Konto wird eingerichtet' },
    chooseWallet,
    restrictedAccess: {
      title: 'Registrierung geschlossen',
      subtitle: 'Zurzeit können keine neuen Konten erstellt werden.',
      ...haveAccount,
    },
    complete: { title: 'Ihr Konto ist bereit', subtitle: 'Sie werden weitergeleitet.' },
  },
  waitlist: {
    start: {
      title: 'In die Warteliste eintragen',
      subtitle: 'Sobald ein Platz frei ist, senden wir Ihnen eine Einladung per E-Mail.',
      formButton: 'In die Warteliste eintragen',
      ...haveAccount,
    },
    success: {
      title: 'Sie stehen auf der Liste',
      subtitle: 'Sobald ein Platz frei ist, senden wir eine Einladung an {{identifier}}.',
    },
    signedIn: { title: 'Sie sind angemeldet', subtitle: 'Sie haben bereits Zugriff.', actionLink: 'Weiter' },
    unavailable: {
      title: 'Es gibt keine Warteliste',
      subtitle: 'Sie können sich direkt registrieren.',
      subtitle__restricted: 'Für ein neues Konto brauchen Sie eine Einladung.',
      actionLink: 'Registrieren',
    },
  },
  reverification: {
    password: { title: confirmIdentity, subtitle: 'Geben Sie Ihr Passwort ein, um fortzufahren.' },
    emailCode: { title: confirmIdentity, subtitle: codeFromEmail, resendButton },
    phoneCode: { title: confirmIdentity, subtitle: codeFromText, resendButton },
    passkey: {
      title: confirmIdentity,
      subtitle: 'Ihr Gerät fragt nach Fingerabdruck, Gesicht oder Bildschirmsperre.',
      blockButton__passkey: 'Passkey verwenden',
    },
    wallet: {
      title: confirmIdentity,
      subtitle: 'Signieren Sie eine Nachricht mit der Wallet Ihres Kontos. Das kostet nichts.',
      blockButton__wallet: 'Wallet verwenden',
    },
    totpMfa,
    phoneCodeMfa: { title: twoStep, subtitle: codeFromText, resendButton },
    emailCodeMfa: { title: twoStep, subtitle: codeFromEmail, resendButton },
    backupCodeMfa,
    alternativeMethods: {
      ...alternativeMethods,
      blockButton__passkey: 'Passkey verwenden',
      blockButton__password: 'Passwort verwenden',
      blockButton__web3: 'Wallet verwenden',
      getHelp: {
        ...alternativeMethods.getHelp,
        content: 'Schreiben Sie uns von einer E-Mail-Adresse Ihres Kontos. Wir helfen Ihnen weiter.',
        contentWithoutSupport: 'Wenden Sie sich an den Betreiber dieser Anwendung.',
      },
    },
    noAvailableMethods: {
      title: 'Bestätigung hier nicht möglich',
      subtitle: 'Ihr Konto hat keine Methode zur Bestätigung Ihrer Identität.',
      message: 'Wenden Sie sich an den Betreiber dieser Anwendung.',
    },
    failed: { title: confirmIdentity, retryButton: 'Erneut versuchen' },
  },
  suspendedMethods: {
    kind__email_address: 'E-Mail-Adresse',
    kind__phone_number: 'Telefonnummer',
    kind__web3_wallet: 'Wallet',
    kind__external_account: 'Verknüpftes Konto',
    kind__passkey: 'Passkey',
    kind__password: 'Passwort',
    added: 'Hinzugefügt: {{when}}',
    lastUsed: 'Zuletzt verwendet: {{when}}',
    device: '{{browser}} auf {{device}}',
    unknownDevice: 'Unbekanntes Gerät',
  },
  unstable__errors: {
    form_code_incorrect__code:
      "{{ is_replaced | either('Es wurde ein neuerer Code gesendet. Verwenden Sie diesen.', 'Falscher Code. Prüfen Sie ihn und versuchen Sie es erneut.') }}",
    form_identifier_exists__phone_number:
      'Mit dieser Telefonnummer gibt es bereits ein Konto. Melden Sie sich stattdessen an.',
    form_param_format_invalid__phone_number: 'Prüfen Sie Land und Ziffern der Telefonnummer.',
    form_param_nil__backup_code: 'Geben Sie einen Backup-Code ein.',
    form_param_nil__code: 'Geben Sie den 6-stelligen Code ein.',
    form_param_nil__legal_accepted: 'Setzen Sie das Häkchen, um fortzufahren.',
    form_param_nil__new_password: 'Geben Sie ein neues Passwort ein.',
    form_param_nil__password: 'Geben Sie ein Passwort ein.',
    form_param_nil__phone_number: 'Geben Sie Ihre Telefonnummer ein.',
    form_param_nil__username: 'Geben Sie einen Benutzernamen ein.',
    form_param_value_invalid__phone_number:
      'An diese Nummer können keine SMS gesendet werden. Verwenden Sie eine andere.',
    legal_not_accepted: 'Setzen Sie das Häkchen, um fortzufahren.',
    passwordComplexity: {
      requireLowercase: 'ein Kleinbuchstabe',
      requireUppercase: 'ein Großbuchstabe',
      requireNumbers: 'eine Ziffer',
      requireSpecialCharacter: 'ein Sonderzeichen',
    },
    zxcvbn: {
      notEnough: 'Zu leicht zu erraten.',
      couldBeStronger: 'Ausreichend, könnte aber stärker sein.',
      goodPassword: 'Ein starkes Passwort.',
      warnings: {
        common: 'Dieses Passwort ist weit verbreitet.',
        commonNames: 'Häufige Namen sind leicht zu erraten.',
        dates: 'Datumsangaben sind leicht zu erraten.',
        extendedRepeat: 'Wiederholungen wie abcabc sind leicht zu erraten.',
        keyPattern: 'Kurze Tastaturmuster sind leicht zu erraten.',
        namesByThemselves: 'Namen allein sind leicht zu erraten.',
        pwned: 'Dieses Passwort ist aus einem Datenleck bekannt.',
        recentYears: 'Aktuelle Jahreszahlen sind leicht zu erraten.',
        sequences: 'Folgen wie abc sind leicht zu erraten.',
        similarToCommon: 'Das ähnelt einem häufigen Passwort.',
        simpleRepeat: 'Wiederholungen wie aaa sind leicht zu erraten.',
        straightRow: 'Tastenreihen sind leicht zu erraten.',
        topHundred: 'Das ist eines der 100 häufigsten Passwörter.',
        topTen: 'Das ist eines der 10 häufigsten Passwörter.',
        userInputs: 'Lassen Sie Ihren Namen und den dieser Website weg.',
        wordByItself: 'Ein einzelnes Wort ist leicht zu erraten.',
      },
      suggestions: {
        allUppercase: 'Verwenden Sie auch Kleinbuchstaben.',
        anotherWord: 'Fügen Sie ein selteneres Wort hinzu.',
        associatedYears: 'Vermeiden Sie Jahre aus Ihrem Leben.',
        capitalization: 'Setzen Sie Großbuchstaben ins Wortinnere.',
        dates: 'Vermeiden Sie persönliche Datumsangaben.',
        l33t: '@ statt a genügt nicht.',
        longerKeyboardPattern: 'Verwenden Sie ein längeres Muster.',
        noNeed: 'Mehrere Wörter schützen gut.',
        pwned: 'Ändern Sie es auch anderswo.',
        recentYears: 'Vermeiden Sie aktuelle Jahreszahlen.',
        repeated: 'Wiederholen Sie keine Wörter.',
        reverseWords: 'Rückwärts geschriebene Wörter helfen nicht.',
        sequences: 'Vermeiden Sie gängige Folgen.',
        useWords: 'Verwenden Sie mehrere Wörter.',
      },
    },
  },
};
