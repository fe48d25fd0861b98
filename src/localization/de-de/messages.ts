import { plural } from '../plural.ts';
import { addModifiers } from '../translate.ts';
import type { MessageTexts } from '../types.ts';

addModifiers({ plural });

export const messages: MessageTexts = {
  requester: {
    what: 'Was',
    device: 'Gerät',
    place: 'Ort',
    time: 'Zeit',
    unknownDevice: 'Unbekannt',
    browserOnSystem: '{{browser}} auf {{system}}',
    cityAndCountry: '{{city}}, {{country}}',
    placeAndAddress: '{{place}} ({{address}})',
  },
  mail: {
    questions: 'Fragen? Schreiben Sie an {{address}}.',
    code: {
      subject: '{{code}} ist Ihr Code für {{name}}',
      title: 'Ihr Code für {{name}}',
      text: 'Er ist {{duration}} gültig und kann einmal verwendet werden. Niemand von {{name}} wird Sie je danach fragen.',
      note: 'Wenn Sie diesen Code nicht angefordert haben, können Sie diese E-Mail ignorieren. Ohne den Code geschieht nichts.',
    },
    resetPassword: {
      title: 'Ihr Code für ein neues Passwort bei {{name}}',
      note: 'Wenn Sie diesen Code nicht angefordert haben, können Sie diese E-Mail ignorieren. Ihr Passwort bleibt, wie es ist.',
    },
    newDevice: {
      subject: '{{code}} ist Ihr Code für {{name}} auf einem neuen Gerät',
      title: 'Sind Sie das, auf einem neuen Gerät?',
      text: 'Jemand hat Ihr Passwort für {{name}} auf einem neuen Gerät eingegeben. Wenn Sie das waren, schließen Sie die Anmeldung mit diesem Code ab:',
      preview: '{{text}} {{code}}',
      button: 'Dieses Gerät bestätigen',
      validity: 'Er ist {{duration}} gültig und funktioniert einmal.',
      note: 'Wenn Sie das nicht waren, geben Sie den Code nicht weiter und ändern Sie Ihr Passwort. Jemand anderes kennt es.',
    },
    link: {
      code: 'Oder geben Sie diesen Code dort ein, wo Sie begonnen haben:',
      requester: 'Die Anfrage kam von hier:',
      note: 'Wenn Sie das nicht waren, öffnen Sie den Link nicht. Ohne ihn geschieht nichts.',
      sign_in: {
        subject: 'Ihr Anmeldelink für {{name}}',
        title: 'Bei {{name}} anmelden',
        text: 'Öffnen Sie den Link, um sich bei {{name}} anzumelden. Der Link und der Code sind {{duration}} gültig und funktionieren einmal.',
      },
      sign_up: {
        subject: 'Bestätigen Sie Ihre Adresse für {{name}}',
        title: 'Adresse bestätigen',
        text: 'Öffnen Sie den Link, um die Registrierung bei {{name}} abzuschließen. Der Link und der Code sind {{duration}} gültig und funktionieren einmal.',
      },
      verify_address: {
        subject: 'Bestätigen Sie Ihre Adresse für {{name}}',
        title: 'Adresse bestätigen',
        text: 'Öffnen Sie den Link, um diese Adresse zu Ihrem Konto bei {{name}} hinzuzufügen. Der Link und der Code sind {{duration}} gültig und funktionieren einmal.',
      },
      new_device: {
        subject: 'Bestätigen Sie dieses Gerät für {{name}}',
        title: 'Gerät bestätigen',
        text: 'Öffnen Sie den Link, um sich auf einem neuen Gerät bei {{name}} anzumelden. Der Link und der Code sind {{duration}} gültig und funktionieren einmal.',
      },
      reverification: {
        subject: 'Bestätigen Sie bei {{name}}, dass Sie es sind',
        title: 'Bestätigen, dass Sie es sind',
        text: 'Öffnen Sie den Link, um eine Änderung an Ihrem Konto bei {{name}} zu bestätigen. Der Link und der Code sind {{duration}} gültig und funktionieren einmal.',
      },
    },
    invitation: {
      subject: 'Ihre Einladung zu {{name}}',
      title: 'Sie sind zu {{name}} eingeladen',
      text: 'Sie sind zu {{name}} eingeladen. Über den Link erstellen Sie ein Konto mit dieser Adresse, die nicht weiter bestätigt werden muss.',
      waitlistText:
        'Sie haben auf {{name}} gewartet, und jetzt ist ein Platz für Sie frei. Über den Link erstellen Sie ein Konto mit dieser Adresse, die nicht weiter bestätigt werden muss.',
      button: 'Einladung annehmen',
      validity: 'Die Einladung ist {{duration}} gültig und nur für Sie bestimmt. Geben Sie sie nicht weiter.',
      note: 'Wenn Sie keine Einladung erwartet haben, können Sie diese E-Mail ignorieren.',
    },
    waitlist: {
      title: 'Sie stehen auf der Warteliste von {{name}}',
      text: 'Diese Adresse steht auf der Warteliste von {{name}}. Sobald ein Platz frei ist, erhalten Sie eine Einladung an diese Adresse.',
      note: 'Wenn Sie das nicht erwartet haben, können Sie diese E-Mail ignorieren.',
    },
    accountExists: {
      title: 'Sie haben bereits ein Konto bei {{name}}',
      text: 'Jemand wollte sich mit dieser Adresse bei {{name}} registrieren. Zu ihr gibt es bereits ein Konto, deshalb wurde kein neues erstellt.',
      signIn: 'Wenn Sie das waren, melden Sie sich stattdessen an:',
      button: 'Bei {{name}} anmelden',
      note: 'Wenn Sie das nicht waren, müssen Sie nichts tun. An Ihrem Konto hat sich nichts geändert.',
    },
    methodsSuspended: {
      subject: 'Ihr Passwort wurde zurückgesetzt ({{name}})',
      title: 'Ihr Passwort wurde zurückgesetzt',
      preview: 'Ihre anderen Anmeldemethoden sind ausgeschaltet, bis Sie sie bestätigen.',
      text: 'Das Passwort Ihres Kontos bei {{name}} wurde zurückgesetzt, und alle anderen Geräte wurden abgemeldet. Die folgenden Anmeldemethoden sind ausgeschaltet. Bestätigen Sie in Ihrem Konto diejenigen, die Ihnen gehören, und entfernen Sie die anderen.',
      and: 'Und',
      more: "{{ count | plural('de-DE', 'one=% weitere', 'other=% weitere') }}",
      requester: 'Das Passwort wurde hier zurückgesetzt:',
      note: 'Wenn Sie das nicht waren, öffnen Sie {{name}} auf Ihrem gewohnten Weg und setzen Sie das Passwort noch einmal zurück.',
      history: {
        added: '{{method}}: hinzugefügt am {{added}}',
        addedWith: '{{method}}: hinzugefügt am {{added}} mit {{device}}',
        addedAndUsed: '{{method}}: hinzugefügt am {{added}}, zuletzt verwendet am {{used}}',
        addedWithAndUsed: '{{method}}: hinzugefügt am {{added}} mit {{device}}, zuletzt verwendet am {{used}}',
      },
      kinds: {
        email_address: 'E-Mail-Adresse',
        phone_number: 'Telefonnummer',
        web3_wallet: 'Wallet',
        external_account: 'Verknüpftes Konto',
        passkey: 'Passkey',
      },
    },
    notification: {
      subject: '{{title}} ({{name}})',
      preview: '{{title}}. {{meaning}}',
      previewOfItem: '{{title}}: {{item}}. {{meaning}}',
      text: 'Es geht um Ihr Konto bei {{name}}. {{meaning}}',
      note: 'Wenn Sie das nicht waren, öffnen Sie {{name}} auf Ihrem gewohnten Weg, prüfen Sie Ihr Konto und melden Sie Geräte ab, die Sie nicht kennen.',
      deletedNote: 'Wenn Sie das nicht waren, wenden Sie sich sofort an den Betreiber von {{name}}.',
      account_deleted: {
        title: 'Ihr Konto wurde gelöscht',
        meaning:
          'Alle Daten sind entfernt, und alle Geräte wurden abgemeldet. Das Konto kann nicht wiederhergestellt werden.',
      },
      account_locked: {
        title: 'Ihr Konto wurde gesperrt',
        meaning:
          'Es gab zu viele falsche Versuche hintereinander. Passwörter und Codes funktionieren in einer Stunde wieder.',
      },
      backup_codes_created: {
        title: 'Neue Backup-Codes wurden erstellt',
        meaning: 'Die alten Codes funktionieren nicht mehr.',
      },
      backup_codes_removed: {
        title: 'Ihre Backup-Codes wurden entfernt',
        meaning: 'Sie können nicht mehr zur Anmeldung verwendet werden.',
      },
      connected_account_added: {
        title: 'Ein Konto wurde verknüpft',
        meaning: 'Es kann ab jetzt zur Anmeldung verwendet werden.',
      },
      connected_account_removed: {
        title: 'Ein verknüpftes Konto wurde entfernt',
        meaning: 'Es kann nicht mehr zur Anmeldung verwendet werden.',
      },
      default_phone_number_changed: {
        title: 'Ihre Telefonnummer für Codes wurde geändert',
        meaning: 'Beim Anmelden gehen Codes zuerst an diese Nummer.',
      },
      email_address_added: {
        title: 'Eine E-Mail-Adresse wurde hinzugefügt',
        meaning: 'Sie kann ab jetzt zur Anmeldung verwendet werden.',
      },
      email_address_removed: {
        title: 'Eine E-Mail-Adresse wurde entfernt',
        meaning: 'Sie kann nicht mehr zur Anmeldung verwendet werden.',
      },
      new_sign_in: {
        title: 'Anmeldung auf einem neuen Gerät',
        meaning: 'Dieses Gerät wurde mit Ihrem Konto bisher nicht verwendet.',
      },
      passkey_added: {
        title: 'Ein Passkey wurde hinzugefügt',
        meaning: 'Er kann ab jetzt zur Anmeldung verwendet werden.',
      },
      passkey_removed: {
        title: 'Ein Passkey wurde entfernt',
        meaning: 'Er kann nicht mehr zur Anmeldung verwendet werden.',
      },
      passkey_renamed: {
        title: 'Ein Passkey wurde umbenannt',
        meaning: 'Die Anmeldung mit ihm funktioniert wie bisher.',
      },
      password_added: {
        title: 'Ein Passwort wurde festgelegt',
        meaning: 'Es kann ab jetzt zur Anmeldung verwendet werden.',
      },
      password_changed: {
        title: 'Ihr Passwort wurde geändert',
        meaning: 'Das alte Passwort funktioniert nicht mehr.',
      },
      password_removed: {
        title: 'Ihr Passwort wurde entfernt',
        meaning: 'Verwenden Sie ab jetzt Ihre anderen Anmeldemethoden.',
      },
      phone_number_added: {
        title: 'Eine Telefonnummer wurde hinzugefügt',
        meaning: 'Sie kann ab jetzt mit Ihrem Konto verwendet werden.',
      },
      phone_number_removed: {
        title: 'Eine Telefonnummer wurde entfernt',
        meaning: 'Sie kann nicht mehr mit Ihrem Konto verwendet werden.',
      },
      phone_second_factor_disabled: {
        title: 'Codes per SMS wurden ausgeschaltet',
        meaning: 'Beim Anmelden werden keine Codes mehr an diese Nummer gesendet.',
      },
      phone_second_factor_enabled: {
        title: 'Codes per SMS wurden eingeschaltet',
        meaning: 'Beim Anmelden wird ab jetzt ein Code verlangt, der an diese Nummer gesendet wird.',
      },
      primary_email_address_changed: {
        title: 'Ihre primäre E-Mail-Adresse wurde geändert',
        meaning: 'E-Mails zu Ihrem Konto gehen jetzt an diese Adresse.',
      },
      primary_phone_number_changed: {
        title: 'Ihre primäre Telefonnummer wurde geändert',
        meaning: 'Sie kommt zuerst, wenn Sie sich mit einer Telefonnummer anmelden.',
      },
      primary_wallet_changed: {
        title: 'Ihre primäre Wallet wurde geändert',
        meaning: 'Sie steht ab jetzt für Ihr Konto.',
      },
      session_revoked: {
        title: 'Ein Gerät wurde abgemeldet',
        meaning:
          'Um Ihr Konto zu verwenden, muss es sich neu anmelden. Diese E-Mail gilt auch für Geräte, die innerhalb einer Minute danach abgemeldet wurden.',
      },
      totp_disabled: {
        title: 'Die Authentifizierungs-App wurde entfernt',
        meaning: 'Beim Anmelden werden keine Codes dieser App mehr verlangt.',
      },
      totp_enabled: {
        title: 'Eine Authentifizierungs-App wurde hinzugefügt',
        meaning: 'Beim Anmelden werden ab jetzt Codes dieser App verlangt.',
      },
      username_changed: {
        title: 'Ihr Benutzername wurde geändert',
        meaning: 'Nur der neue Benutzername kann zur Anmeldung verwendet werden.',
      },
      username_removed: {
        title: 'Ihr Benutzername wurde entfernt',
        meaning: 'Er kann nicht mehr zur Anmeldung verwendet werden.',
      },
      wallet_added: {
        title: 'Eine Wallet wurde hinzugefügt',
        meaning: 'Sie kann ab jetzt zur Anmeldung verwendet werden.',
      },
      wallet_removed: {
        title: 'Eine Wallet wurde entfernt',
        meaning: 'Sie kann nicht mehr zur Anmeldung verwendet werden.',
      },
    },
  },
  sms: {
    code: '{{code}} ist Ihr Code für {{name}}. Er ist {{duration}} gültig. Geben Sie ihn nicht weiter.',
  },
  linkPage: {
    asked: 'Sie haben das in diesem Browser angefordert, für {{address}}.',
    notMe: 'Das war ich nicht',
    match: {
      title: 'Welche Zahl sehen Sie?',
      text: 'Ein anderer Browser wartet bei {{name}} auf die Bestätigung von {{address}}:',
      choose: 'Wählen Sie die Zahl, die er anzeigt.',
      warning:
        'Wenn jemand anderes Sie hierher geschickt hat oder Ihnen eine Zahl nennt, ist das ein Trick: Sie würden diese Person anmelden.',
    },
    sign_in: { title: 'Bei {{name}} anmelden?', button: 'Anmelden' },
    sign_up: { title: 'Adresse bestätigen', button: 'Bestätigen' },
    verify_address: { title: 'Adresse bestätigen', button: 'Bestätigen' },
    new_device: { title: 'Gerät bestätigen', button: 'Bestätigen' },
    reverification: { title: 'Bestätigen, dass Sie es sind', button: 'Bestätigen' },
    problems: {
      unknown: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Er ist unvollständig, oder es wurde ein neuerer gesendet. Verwenden Sie den Link in der neuesten E-Mail.',
      },
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Gehen Sie dorthin zurück, wo Sie begonnen haben, und fordern Sie einen neuen an.',
      },
      used: {
        title: 'Dieser Link wurde bereits verwendet',
        text: 'Er funktioniert einmal. Wenn Sie nicht angemeldet sind, fordern Sie dort, wo Sie begonnen haben, einen neuen an.',
      },
      refused: {
        title: 'Der Link funktioniert nicht mehr',
        text: 'Niemand wurde damit angemeldet. Wenn Sie das selbst begonnen haben, fordern Sie einen neuen an.',
      },
      mismatch: {
        title: 'Öffnen Sie den Link dort, wo Sie begonnen haben',
        text: 'Er funktioniert nur in dem Browser, in dem er angefordert wurde. Dort ist er noch gültig.',
      },
      busy: {
        title: 'Zu viele Anfragen',
        text: 'Warten Sie einen Moment und öffnen Sie den Link dann noch einmal.',
      },
    },
    back: 'Zu {{name}}',
  },
  pages: {
    titles: { waitlist: 'Warteliste', user: 'Konto' },
    originHidden:
      'Es wurde noch nichts gesendet: Ihr Browser hat nicht mitgeteilt, von welcher Seite dieses Formular stammt. Prüfen Sie Ihre Eingaben und fahren Sie hier fort.',
    leaving: { title: 'Einen Moment', button: 'Weiter zu {{host}}' },
    failed: 'Das hat nicht funktioniert',
    user: {
      title: 'Ihr Konto',
      text: 'Ihr Profil benötigt JavaScript. Hier sehen Sie, wer angemeldet ist, und können sich abmelden.',
      accounts: 'In diesem Browser angemeldet',
      signOut: 'Abmelden',
      signOutOf: '{{account}} abmelden',
      signOutAll: 'Von allen Konten abmelden',
      home: 'Zurück zu {{name}}',
    },
    waitlist: {
      title: 'Auf die Warteliste setzen',
      text: 'Geben Sie Ihre E-Mail-Adresse ein. Wir schreiben Ihnen, wenn ein Platz frei ist.',
      label: 'E-Mail-Adresse',
      button: 'Auf die Warteliste',
      joinedTitle: 'Vielen Dank',
      joined: 'Ihre Adresse steht auf der Warteliste. Wir schreiben Ihnen, wenn ein Platz frei ist.',
      none: 'Hier gibt es keine Warteliste.',
      signUp: 'Registrieren',
      signIn: 'Anmelden',
    },
  },
};
