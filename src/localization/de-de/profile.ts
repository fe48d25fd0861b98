import { either } from '../either-modifier.ts';
import { addModifiers } from '../translate.ts';
import type { ProfileTexts } from '../types.ts';

addModifiers({ either });

const resendButton = 'Kein Code? Neuen anfordern';
const verified = '{{identifier}} ist bestätigt.';
const enterCode = 'Geben Sie den 6-stelligen Code ein, den wir an {{identifier}} gesendet haben.';
const textMessageInfo =
  'Wir senden einen Code per SMS an diese Nummer. Dafür können Gebühren Ihres Mobilfunkanbieters anfallen.';
const removed = '{{identifier}} wird aus Ihrem Konto entfernt.';
const noSignIn = 'Sie können sich dann nicht mehr damit anmelden.';
const otherFactorsStay = 'Ihre anderen zweiten Faktoren bleiben bestehen.';

/** German texts of `<clerk-user-profile>`. */
export const profile: ProfileTexts = {
  badge__default: 'Standard',
  badge__enterprise: 'Mit Ihrer Organisation verknüpft',
  badge__linkedTo: 'Mit {{provider}} verknüpft',
  badge__otherImpersonatorDevice: 'Stellvertretend',
  badge__primary: 'Primär',
  badge__requiresAction: 'Aktion erforderlich',
  badge__secondFactor: 'Zwei-Faktor-Authentifizierung',
  badge__thisDevice: 'Dieses Gerät',
  badge__unverified: 'Nicht bestätigt',
  dates: {
    sameDay: "Heute um {{ date | timeString('de-DE') }} Uhr",
    lastDay: "Gestern um {{ date | timeString('de-DE') }} Uhr",
    previous6Days: "{{ date | weekday('de-DE', 'long') }} um {{ date | timeString('de-DE') }} Uhr",
    numeric: "{{ date | shortDate('de-DE') }}",
  },
  formFieldHintText__optional: 'Optional',
  formFieldInputPlaceholder__confirmDeletionUserAccount: 'Konto löschen',
  formFieldLabel__confirmDeletion: 'Bestätigung',
  formFieldLabel__currentPassword: 'Aktuelles Passwort',
  formFieldLabel__firstName: 'Vorname',
  formFieldLabel__lastName: 'Nachname',
  formFieldLabel__passkeyName: 'Name des Passkeys',
  walletName__unknown: 'Wallet in diesem Browser',
  signUp: { phoneCode: { resendButton } },
  userProfile: {
    mobileButton__menu: 'Menü',
    rowMenuButton: 'Mehr',
    retryButton: 'Erneut versuchen',
    formButtonPrimary__add: 'Hinzufügen',
    formButtonPrimary__save: 'Speichern',
    formButtonPrimary__remove: 'Entfernen',
    formButtonReset: 'Abbrechen',
    removedElsewhere: 'Das wurde in einem anderen Tab oder auf einem anderen Gerät entfernt.',
    navbar: { title: 'Konto', account: 'Profil', security: 'Sicherheit' },
    start: {
      headerTitle__account: 'Profilangaben',
      headerTitle__security: 'Sicherheit',
      profileSection: {
        title: 'Profil',
        primaryButton: 'Profil bearbeiten',
        pictureButton: 'Profilbild ändern',
      },
      usernameSection: {
        title: 'Benutzername',
        empty: 'Noch kein Benutzername',
        primaryButton__setUsername: 'Benutzernamen festlegen',
        primaryButton__updateUsername: 'Benutzernamen ändern',
      },
      emailAddressesSection: {
        title: 'E-Mail-Adressen',
        empty: 'Noch keine E-Mail-Adresse',
        primaryButton: 'E-Mail-Adresse hinzufügen',
        detailsAction__primary: 'Bestätigung abschließen',
        detailsAction__nonPrimary: 'Als primär festlegen',
        detailsAction__unverified: 'Bestätigung abschließen',
        destructiveAction: 'E-Mail-Adresse entfernen',
        successMessage__primary: 'Ihre primäre E-Mail-Adresse wurde geändert.',
      },
      phoneNumbersSection: {
        title: 'Telefonnummern',
        empty: 'Noch keine Telefonnummer',
        primaryButton: 'Telefonnummer hinzufügen',
        detailsAction__primary: 'Bestätigung abschließen',
        detailsAction__nonPrimary: 'Als primär festlegen',
        detailsAction__unverified: 'Bestätigung abschließen',
        destructiveAction: 'Telefonnummer entfernen',
        successMessage__primary: 'Ihre primäre Telefonnummer wurde geändert.',
      },
      connectedAccountsSection: {
        title: 'Verknüpfte Konten',
        empty: 'Noch kein Konto verknüpft',
        primaryButton: 'Konto verknüpfen',
        destructiveActionTitle: 'Trennen',
        actionLabel__connectionFailed: 'Erneut verknüpfen',
        actionLabel__reauthorize: 'Für Zugriff erneut verknüpfen',
        subtitle__disconnected: 'Sie können sich mit diesem Konto erst wieder anmelden, wenn Sie es erneut verknüpfen.',
        subtitle__reauthorize: 'Diese Anwendung braucht mehr Zugriff auf dieses Konto, als Sie ihr gegeben haben.',
      },
      enterpriseAccountsSection: {
        title: 'Unternehmenskonten',
        badge__active: 'Aktiv',
        badge__inactive: 'Inaktiv',
      },
      web3WalletsSection: {
        title: 'Wallets',
        empty: 'Noch keine Wallet verbunden',
        primaryButton: 'Wallet verbinden',
        detailsAction__nonPrimary: 'Als primär festlegen',
        detailsAction__unverified: 'Bestätigung abschließen',
        destructiveAction: 'Wallet entfernen',
        primaryMessage: 'Ihre primäre Wallet wurde geändert.',
      },
      dangerSection: { title: 'Konto löschen', deleteAccountButton: 'Konto löschen' },
      suspendedMethodsSection: {
        title: 'Nicht bestätigt',
        text: 'Ihr Passwort wurde zurückgesetzt. Bestätigen Sie diese Methoden, um sich wieder damit anzumelden. Entfernen Sie alle, die nicht Ihnen gehören.',
        confirmButton: 'Bestätigen',
        removeButton: 'Entfernen',
        successMessage: 'Der Passkey kann wieder verwendet werden.',
      },
      passwordSection: {
        title: 'Passwort',
        empty: 'Noch kein Passwort',
        isSet: 'Passwort ist festgelegt',
        primaryButton__setPassword: 'Passwort festlegen',
        primaryButton__updatePassword: 'Passwort ändern',
        menuAction__destructive: 'Passwort entfernen',
      },
      passkeysSection: {
        title: 'Passkeys',
        empty: 'Noch kein Passkey',
        created: 'Erstellt: {{when}}',
        lastUsed: 'Zuletzt verwendet: {{when}}',
        neverUsed: 'Noch nicht verwendet',
        suspended:
          'Seit dem Zurücksetzen des Passworts deaktiviert. Bestätigen Sie ihn oben auf dieser Seite oder entfernen Sie ihn.',
        primaryButton: 'Passkey hinzufügen',
        menuAction__rename: 'Umbenennen',
        menuAction__destructive: 'Entfernen',
      },
      mfaSection: {
        title: 'Zwei-Faktor-Authentifizierung',
        empty: 'Noch nicht eingerichtet',
        primaryButton: 'Zweiten Faktor hinzufügen',
        totp: { headerTitle: 'Authenticator-App', destructiveActionTitle: 'Entfernen' },
        phoneCode: {
          headerTitle: 'SMS',
          actionLabel__setDefault: 'Als Standard festlegen',
          successMessage__setDefault: 'Die Standardnummer wurde geändert.',
          destructiveActionLabel: 'Entfernen',
        },
        backupCodes: {
          headerTitle: 'Backup-Codes',
          actionLabel__regenerate: 'Neue Codes erstellen',
          title__regenerate: 'Neue Backup-Codes erstellen?',
          subtitle__regenerate: 'Ihre bisherigen Backup-Codes gelten dann nicht mehr.',
        },
      },
      activeDevicesSection: {
        title: 'Aktive Geräte',
        browser: '{{name}} {{version}}',
        device: '{{browser}} auf {{device}}',
        unknownDevice: 'Unbekanntes Gerät',
        lastActive: 'Zuletzt aktiv: {{when}}',
        actor: 'Angemeldet durch {{actor}}',
        destructiveAction: 'Abmelden',
        destructiveAction__others: 'Alle anderen Geräte abmelden',
        confirmTitle: 'Dieses Gerät abmelden?',
        confirmText:
          'Es verliert innerhalb einer Minute den Zugriff. Um es wieder zu verwenden, melden Sie sich dort erneut an.',
        successMessage: 'Das Gerät wurde abgemeldet.',
        confirmTitle__others: 'Alle anderen Geräte abmelden?',
        confirmText__others: 'Die Geräte verlieren innerhalb einer Minute den Zugriff. Hier bleiben Sie angemeldet.',
        successMessage__others: 'Alle anderen Geräte wurden abgemeldet.',
        left: 'Nicht alle Geräte konnten abgemeldet werden. Noch angemeldet: {{count}}.',
      },
    },
    profilePage: {
      title: 'Profil bearbeiten',
      successMessage: 'Ihr Profil wurde gespeichert.',
      imageFormTitle: 'Profilbild',
      imageFormSubtitle: 'Hochladen',
      imageFormDestructiveActionSubtitle: 'Entfernen',
      fileDropAreaHint: 'PNG, JPEG, WebP, GIF oder AVIF, bis 10 MB und 50 Megapixel.',
      imageDropHint: 'Sie können eine Datei auch hierher ziehen.',
      imageCropLabel: 'Sichtbarer Bildausschnitt',
      imageCropHint: 'Ziehen Sie das Bild in die richtige Position.',
      imageCropKeys: 'Pfeiltasten verschieben es, Plus und Minus zoomen.',
      imageZoomLabel: 'Zoom',
      imageChooseAnother: 'Anderes wählen',
      imageSuccessMessage: 'Ihr Profilbild wurde gespeichert.',
      imageRemovedMessage: 'Ihr Profilbild wurde entfernt.',
    },
    usernamePage: {
      title__set: 'Benutzernamen festlegen',
      title__update: 'Benutzernamen ändern',
      hint: '{{min}} bis {{max}} Buchstaben, Ziffern, Binde- oder Unterstriche.',
      successMessage: 'Ihr Benutzername wurde gespeichert.',
    },
    emailAddressPage: {
      title: 'E-Mail-Adresse hinzufügen',
      verifyTitle: 'E-Mail-Adresse bestätigen',
      changeButton: 'Adresse ändern',
      emailCode: {
        formHint: 'Wir senden einen Code an diese Adresse.',
        formSubtitle: enterCode,
        resendButton,
        successMessage: verified,
      },
      emailLink: {
        formHint: 'Wir senden einen Link an diese Adresse.',
        formSubtitle:
          'Öffnen Sie den Link, den wir an {{identifier}} gesendet haben. Hier geht es dann automatisch weiter.',
        resendButton: 'Keine E-Mail? Neue anfordern',
        successMessage: verified,
        showProfile: 'Profil anzeigen',
      },
      enterpriseSSOLink: {
        formSubtitle:
          'Melden Sie sich in einem neuen Tab als {{identifier}} bei Ihrer Organisation an. Hier geht es dann automatisch weiter.',
        formButton: 'Dort anmelden',
      },
      removeResource: {
        title: 'E-Mail-Adresse entfernen?',
        messageLine1: removed,
        messageLine2: noSignIn,
        successMessage: '{{emailAddress}} wurde entfernt.',
      },
    },
    phoneNumberPage: {
      title: 'Telefonnummer hinzufügen',
      infoText: textMessageInfo,
      verifyTitle: 'Telefonnummer bestätigen',
      changeButton: 'Nummer ändern',
      verifySubtitle: enterCode,
      successMessage: verified,
      removeResource: {
        title: 'Telefonnummer entfernen?',
        messageLine1: removed,
        messageLine2: noSignIn,
        messageLine2__secondFactor: 'Sie können sie dann nicht mehr für die Zwei-Faktor-Authentifizierung verwenden.',
        successMessage: '{{phoneNumber}} wurde entfernt.',
      },
    },
    connectedAccountPage: {
      title: 'Konto verknüpfen',
      formHint: 'Wählen Sie, wo Sie ein Konto haben. Sie melden sich dort an und kehren dann hierher zurück.',
      socialButtonsBlockButton: '{{provider}}',
      opening: '{{provider}} wird geöffnet …',
      successMessage: '{{provider}} ist verknüpft.',
      removeResource: {
        title: '{{provider}} trennen?',
        messageLine1: '{{identifier}} ist dann nicht mehr mit Ihrem Konto verknüpft.',
        messageLine2: noSignIn,
        successMessage: '{{connectedAccount}} wurde getrennt.',
      },
    },
    web3WalletPage: {
      title: 'Wallet verbinden',
      subtitle__availableWallets: 'Ihre Wallet bittet Sie, eine Nachricht zu signieren. Das kostet nichts.',
      subtitle__unavailableWallets:
        'In diesem Browser gibt es keine Wallet. Installieren Sie eine Wallet-Erweiterung und laden Sie die Seite neu.',
      subtitle__pending: 'Falls sich Ihre Wallet nicht von selbst geöffnet hat, öffnen Sie sie und antworten Sie dort.',
      reload: 'Seite neu laden',
      successMessage: 'Ihre Wallet ist verbunden.',
      removeResource: {
        title: 'Wallet entfernen?',
        messageLine1: removed,
        messageLine2: noSignIn,
        successMessage: '{{web3Wallet}} wurde entfernt.',
      },
    },
    passwordPage: {
      title__set: 'Passwort festlegen',
      title__update: 'Passwort ändern',
      successMessage__set: 'Ihr Passwort wurde festgelegt.',
      successMessage__update: 'Ihr Passwort wurde geändert.',
      successMessage__signOutOfOtherSessions: 'Ihr Passwort wurde geändert und alle anderen Geräte wurden abgemeldet.',
      removeResource: {
        title: 'Passwort entfernen?',
        messageLine1: 'Sie können sich dann nicht mehr damit anmelden. Ihre anderen Anmeldemethoden bleiben bestehen.',
        successMessage: 'Ihr Passwort wurde entfernt.',
      },
    },
    passkeyScreen: {
      title__add: 'Passkey hinzufügen',
      subtitle__add: 'Ihr Browser fragt, wie Sie ihn speichern möchten. Folgen Sie den Anweisungen.',
      title__rename: 'Passkey umbenennen',
      subtitle__rename: 'Ein Name, der den Speicherort nennt, hilft Ihnen beim Wiederfinden.',
      cancelled: 'Es wurde kein Passkey erstellt: Der Dialog wurde geschlossen oder es hat zu lange gedauert.',
      notSupported:
        'Dieser Browser oder dieses Gerät kann keine Passkeys erstellen. Versuchen Sie es mit einem Smartphone oder einem anderen Browser.',
      exists: 'Auf diesem Gerät gibt es bereits einen Passkey für Ihr Konto.',
      closeButton: 'Schließen',
      successMessage__add: 'Der Passkey wurde hinzugefügt.',
      successMessage__rename: 'Der Passkey wurde umbenannt.',
      removeResource: {
        title: 'Passkey entfernen?',
        messageLine1:
          '{{name}} wird aus Ihrem Konto entfernt. In der Liste Ihres Geräts kann der Passkey stehen bleiben, bis Sie ihn dort löschen.',
        successMessage: 'Der Passkey wurde entfernt.',
      },
    },
    mfaPage: {
      title: 'Zweiten Faktor hinzufügen',
      formHint: 'Wählen Sie, was wir bei jeder Anmeldung nach dem ersten Schritt abfragen.',
      lastFactorWarning:
        'Das ist Ihr einziger zweiter Faktor. Ohne ihn genügt ein Schritt, um auf Ihr Konto zuzugreifen, und Ihre Backup-Codes werden gelöscht.',
      methods: {
        totp: {
          title: 'Authenticator-App',
          hint: 'Eine App auf Ihrem Smartphone zeigt alle 30 Sekunden einen neuen Code.',
        },
        phone_code: { title: 'SMS', hint: 'Wir senden einen Code an Ihr Telefon.' },
        backup_code: { title: 'Backup-Codes', hint: 'Zehn Codes für den Fall, dass Sie Ihr Telefon nicht dabeihaben.' },
      },
    },
    mfaTOTPPage: {
      title: 'Authenticator-App hinzufügen',
      authenticatorApp: {
        infoText__ableToScan: 'Scannen Sie diesen QR-Code mit Ihrer Authenticator-App.',
        infoText__unableToScan:
          'Fügen Sie in Ihrer Authenticator-App ein Konto hinzu und geben Sie diesen Schlüssel ein.',
        buttonAbleToScan__nonPrimary: 'Stattdessen QR-Code scannen',
        buttonUnableToScan__nonPrimary: 'Scannen nicht möglich?',
        inputLabel__unableToScan1: 'Falls die App nach der Art des Schlüssels fragt, wählen Sie „zeitbasiert“.',
        inputLabel__unableToScan2: 'Manche Apps und Passwortmanager verwenden stattdessen diesen Link.',
        qrCodeLabel: 'QR-Code für Ihre Authenticator-App',
        copyButton: 'Kopieren',
      },
      verifyTitle: 'Code aus der App eingeben',
      verifySubtitle: 'Geben Sie den 6-stelligen Code ein, den Ihre Authenticator-App gerade anzeigt.',
      clockHint:
        'Ein Code gilt etwa 30 Sekunden. Wenn die Codes der App weiterhin nicht funktionieren, lassen Sie Ihr Smartphone die Uhrzeit automatisch einstellen oder scannen Sie den QR-Code noch einmal.',
      backButton: 'Zurück zum QR-Code',
      successMessage:
        'Ihre Authenticator-App ist eingerichtet. Bei der Anmeldung fragen wir künftig nach einem Code daraus.',
      removeResource: {
        title: 'Authenticator-App entfernen?',
        messageLine1: 'Bei der Anmeldung fragen wir dann nicht mehr nach Codes aus dieser App.',
        messageLine2: otherFactorsStay,
        successMessage: 'Die Authenticator-App wurde entfernt.',
      },
    },
    mfaPhoneCodePage: {
      title: 'Telefonnummer für Codes hinzufügen',
      subtitle__availablePhoneNumbers:
        'Wählen Sie eine Ihrer Telefonnummern. Sie dient dann nur noch als zweiter Faktor.',
      subtitle__unavailablePhoneNumbers:
        'Geben Sie die Telefonnummer ein, an die wir bei der Anmeldung Codes senden sollen.',
      primaryButton__addPhoneNumber: 'Andere Nummer verwenden',
      backButton: 'Eine Ihrer Nummern wählen',
      resendButton,
      successTitle: 'Bei der Anmeldung senden wir künftig einen Code an diese Nummer.',
      removeResource: {
        title: 'Keine Codes mehr senden?',
        messageLine1: 'Bei der Anmeldung senden wir dann keine Codes mehr an {{identifier}}.',
        messageLine2: otherFactorsStay,
        successMessage: 'An {{mfaPhoneCode}} werden keine Codes mehr gesendet.',
      },
    },
    backupCodePage: {
      title: 'Backup-Codes hinzufügen',
      infoText1: 'Ein Backup-Code ersetzt Ihren zweiten Faktor, wenn Sie Ihr Telefon nicht dabeihaben.',
      infoText2: 'Die Codes werden nur einmal angezeigt. Halten Sie einen sicheren Ort dafür bereit.',
      title__codelist: 'Backup-Codes',
      successSubtitle: 'Jeder Code ersetzt einmal Ihren zweiten Faktor. Die Codes werden nicht noch einmal angezeigt.',
      subtitle__codelist: 'Bewahren Sie die Codes sicher auf und zeigen Sie sie niemandem.',
      successMessage: 'Ihre Backup-Codes gelten ab jetzt.',
      actionLabel__copy: 'Alle kopieren',
      actionLabel__copied: 'Kopiert',
      actionLabel__download: '.txt herunterladen',
      actionLabel__print: 'Drucken',
      actionLabel__saved: 'Ich habe sie gespeichert',
      copyFailed: 'Der Browser erlaubt das Kopieren nicht. Markieren und kopieren Sie den Text selbst.',
    },
    deletePage: {
      title: 'Konto löschen?',
      messageLine1: 'Ihr Konto mit allem, was es enthält, wird gelöscht und Sie werden auf allen Geräten abgemeldet.',
      messageLine2: 'Das lässt sich nicht rückgängig machen.',
      actionDescription: 'Geben Sie zur Bestätigung „{{text}}“ ein.',
      confirm: 'Konto löschen',
      successMessage: 'Das Konto wurde gelöscht.',
    },
  },
  unstable__errors: {
    avatar_file_size_exceeded: 'Dieses Bild ist zu groß. Wählen Sie eines mit bis zu 10 MB und 50 Megapixeln.',
    avatar_file_type_invalid:
      'Diese Datei kann nicht als Bild verwendet werden. Wählen Sie PNG, JPEG, WebP, GIF oder AVIF.',
    external_account_exists: 'Ein Konto bei diesem Anbieter ist bereits verknüpft.',
    external_account_exists__claimed:
      'Dieses {{provider}}-Konto ist hier bereits mit einem anderen Konto verknüpft. Es wurde nichts geändert.',
    external_account_exists__reconnect:
      'Sie haben ein anderes {{provider}}-Konto gewählt. Versuchen Sie es erneut mit dem Konto, das hier bereits verknüpft war.',
    form_code_incorrect__code:
      "{{ is_replaced | either('Es wurde ein neuerer Code gesendet. Verwenden Sie diesen.', 'Falscher Code. Prüfen Sie ihn und versuchen Sie es erneut.') }}",
    form_identifier_exists__email_address:
      'Diese E-Mail-Adresse wird bereits verwendet, in Ihrem oder einem anderen Konto.',
    form_identifier_exists__phone_number:
      'Diese Telefonnummer wird bereits verwendet, in Ihrem oder einem anderen Konto.',
    form_identifier_exists__web3_wallet: 'Diese Wallet ist bereits mit einem Konto verbunden.',
    form_param_format_invalid__email_address: 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
    form_param_nil__current_password: 'Geben Sie Ihr aktuelles Passwort ein.',
    form_param_nil__delete_confirmation: 'Geben Sie zur Bestätigung die Wörter oben ein.',
    form_param_nil__email_address: 'Geben Sie eine E-Mail-Adresse ein.',
    form_param_nil__first_name: 'Geben Sie Ihren Vornamen ein.',
    form_param_nil__last_name: 'Geben Sie Ihren Nachnamen ein.',
    form_param_nil__name: 'Geben Sie einen Namen für den Passkey ein.',
    form_param_nil__phone_number: 'Geben Sie eine Telefonnummer ein.',
    form_param_nil__username: 'Geben Sie einen Benutzernamen ein.',
    form_param_value_invalid__delete_confirmation: 'Das stimmt nicht überein. Geben Sie „{{text}}“ ein.',
    oauth_access_denied: 'Sie haben den Zugriff bei {{provider}} nicht erlaubt.',
    oauth_access_denied__scopes:
      '{{provider}} hat nicht den gesamten Zugriff gewährt, den diese Anwendung angefragt hat.',
    reverification_cancelled: 'Sie haben Ihre Identität nicht bestätigt. Es wurde nichts geändert.',
    web3_signature_invalid:
      'Ihre Wallet hat mit einem anderen Konto signiert als angegeben. Wählen Sie in der Wallet ein Konto und versuchen Sie es erneut.',
  },
};
