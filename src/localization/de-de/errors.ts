import { either } from '../either-modifier.ts';
import type { AllErrorTexts } from '../en-us/errors.ts';
import { addModifiers } from '../translate.ts';
import { wait } from '../wait-modifier.ts';

addModifiers({ either, wait });

const enterEmailAddress = 'Geben Sie Ihre E-Mail-Adresse ein.';
const enterEmailAddressOrUsername = 'Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein.';
const enterPhoneNumber = 'Geben Sie Ihre Telefonnummer ein.';
const enterUsername = 'Geben Sie Ihren Benutzernamen ein.';
const enterPassword = 'Geben Sie Ihr Passwort ein.';
const enterFirstName = 'Geben Sie Ihren Vornamen ein.';
const enterLastName = 'Geben Sie Ihren Nachnamen ein.';

/** German texts for every error code. */
export const errors: { unstable__errors: AllErrorTexts } = {
  unstable__errors: {
    form_param_nil: 'Prüfen Sie dieses Feld, um fortzufahren.',
    network_error: 'Keine Verbindung zum Server. Prüfen Sie Ihr Netzwerk und versuchen Sie es erneut.',
    // Sign-in
    form_identifier_not_found: 'Zu diesen Angaben gibt es kein Konto. Prüfen Sie die Schreibweise.',
    form_password_incorrect: 'Dieses Passwort stimmt nicht. Prüfen Sie es und versuchen Sie es erneut.',
    form_password_or_identifier_incorrect:
      'Diese Angaben passen zu keinem Konto. Prüfen Sie beides und versuchen Sie es erneut.',
    form_code_incorrect:
      "{{ is_replaced | either('Es wurde ein neuerer Code gesendet. Verwenden Sie diesen.', 'Falscher Code. Verwenden Sie den neuesten.') }}",
    form_param_nil__email_address: enterEmailAddress,
    form_param_nil__email_address_username: enterEmailAddressOrUsername,
    form_param_nil__phone_number: enterPhoneNumber,
    form_param_nil__username: enterUsername,
    form_param_nil__password: enterPassword,
    form_param_nil__first_name: enterFirstName,
    form_param_nil__last_name: enterLastName,
    form_param_missing__email_address: enterEmailAddress,
    form_param_missing__email_address_username: enterEmailAddressOrUsername,
    form_param_missing__phone_number: enterPhoneNumber,
    form_param_missing__username: enterUsername,
    form_param_missing__password: enterPassword,
    form_param_missing__first_name: enterFirstName,
    form_param_missing__last_name: enterLastName,
    form_param_format_invalid__code: 'Der Code hat 6 Ziffern.',
    too_many_requests:
      "Zu viele Versuche in kurzer Zeit. {{ retryAfter | wait('de-DE', 'Versuchen Sie es % erneut.', 'Warten Sie einen Moment und versuchen Sie es erneut.') }}",
    user_locked:
      "Dieses Konto ist nach zu vielen Versuchen gesperrt. {{ retryAfter | wait('de-DE', 'Versuchen Sie es % erneut.', 'Versuchen Sie es später erneut.') }}",
    verification_expired: 'Dieser Code ist abgelaufen. Fordern Sie einen neuen an.',
    verification_failed: 'Zu viele falsche Codes. Fordern Sie einen neuen an.',
    // Access
    authentication_invalid: 'Ihre Anmeldung ist nicht mehr gültig. Melden Sie sich noch einmal an.',
    signed_out: 'Sie sind abgemeldet. Melden Sie sich wieder an.',
    authorization_invalid: 'Das kann nur die Person tun, der dieses Konto gehört.',
    session_reverification_missing: 'Das hat zu lange gedauert. Beginnen Sie von vorn.',
    session_reverification_required:
      'Melden Sie sich noch einmal an, um Ihre Identität zu bestätigen, und versuchen Sie es erneut.',
    client_not_found: 'Dieser Browser wurde nicht erkannt. Laden Sie die Seite neu und versuchen Sie es erneut.',
    resource_not_found: 'Das gibt es nicht mehr. Laden Sie die Seite neu und versuchen Sie es erneut.',
    method_not_allowed: 'Der Server bietet diese Aktion nicht an.',
    host_invalid: 'Diese Adresse gehört nicht zur Anwendung.',
    origin_invalid: 'Auf dieser Seite ist keine Anmeldung erlaubt.',
    origin_missing:
      'Der Browser hat nicht mitgeteilt, welche Seite anfragt. Versuchen Sie es mit einem anderen Browser.',
    unsupported_content_type: 'Der Server konnte die Anfrage nicht lesen.',
    request_body_too_large: 'Das ist zu viel Text.',
    request_body_invalid: 'Der Server konnte die Anfrage nicht lesen.',
    // Forms
    form_identifier_exists: 'Das ist bereits vergeben. Verwenden Sie etwas anderes.',
    form_identifier_exists__email_address: 'Mit dieser E-Mail-Adresse gibt es bereits ein Konto.',
    form_identifier_exists__username: 'Dieser Benutzername ist vergeben. Versuchen Sie einen anderen.',
    form_password_pwned: 'Dieses Passwort ist aus einem Datenleck bekannt. Wählen Sie ein anderes.',
    form_password_length_too_short: 'Dieses Passwort ist zu kurz. Wählen Sie ein längeres.',
    form_password_length_too_long: 'Dieses Passwort ist zu lang. Wählen Sie ein kürzeres.',
    form_password_size_in_bytes_exceeded: 'Dieses Passwort ist zu lang. Wählen Sie ein kürzeres.',
    form_password_no_lowercase: 'Ergänzen Sie im Passwort einen Kleinbuchstaben.',
    form_password_no_uppercase: 'Ergänzen Sie im Passwort einen Großbuchstaben.',
    form_password_no_number: 'Ergänzen Sie im Passwort eine Ziffer.',
    form_password_no_special_char: 'Ergänzen Sie im Passwort ein Sonderzeichen.',
    form_password_not_strong_enough: 'Dieses Passwort ist leicht zu erraten. Wählen Sie ein längeres.',
    form_password_matches_identifier:
      'Das Passwort entspricht Ihrer E-Mail-Adresse oder Ihrem Benutzernamen. Wählen Sie ein anderes.',
    form_username_invalid_character: 'Verwenden Sie nur Buchstaben, Ziffern, Binde- und Unterstriche.',
    form_username_invalid_length: 'Dieser Benutzername ist zu kurz oder zu lang.',
    form_username_needs_non_number_char: 'Ergänzen Sie im Benutzernamen mindestens einen Buchstaben.',
    form_param_missing: 'Füllen Sie dieses Feld aus, um fortzufahren.',
    form_param_format_invalid: 'Prüfen Sie das Format und versuchen Sie es erneut.',
    form_param_format_invalid__email_address: 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
    form_param_value_invalid: 'Dieser Wert ist hier nicht zulässig.',
    form_param_type_invalid: 'Dieser Wert ist hier nicht zulässig.',
    form_param_duplicate: 'Das wurde mehr als einmal angegeben.',
    form_param_max_length_exceeded: 'Das ist zu lang. Kürzen Sie es.',
    form_conditional_param_disallowed: 'Dieses Feld ist hier nicht erlaubt.',
    // Sign-in and sign-up
    strategy_for_user_invalid:
      'Mit diesem Konto ist diese Art der Anmeldung nicht möglich. Wählen Sie eine andere Methode.',
    session_exists: 'Sie sind bereits angemeldet.',
    identifier_already_signed_in: 'Sie sind bereits mit diesem Konto angemeldet.',
    identification_quota_exceeded: 'Die Höchstzahl pro Konto ist erreicht. Entfernen Sie zuerst einen Eintrag.',
    session_quota_exceeded: 'In diesem Browser sind bereits 10 Konten angemeldet. Melden Sie sich zuerst von einem ab.',
    client_state_invalid: 'Dieser Schritt ist nicht mehr gültig. Beginnen Sie von vorn.',
    user_banned: 'Dieses Konto ist gesperrt. Wenden Sie sich an den Support.',
    // Verification
    verification_missing: 'Es wurde kein Code angefordert. Fordern Sie einen an.',
    verification_not_sent:
      'An diese Adresse oder Nummer können keine Nachrichten gesendet werden. Verwenden Sie eine andere.',
    verification_already_verified: 'Das ist bereits bestätigt.',
    verification_strategy_invalid: 'Das lässt sich auf diese Weise nicht bestätigen.',
    verification_code_too_many_requests:
      "Zu viele falsche Codes. {{ retryAfter | wait('de-DE', 'Versuchen Sie es % erneut.', 'Warten Sie eine Weile und fordern Sie dann einen neuen an.') }}",
    // Account
    identification_deletion_failed:
      'Das ist Ihre einzige Anmeldemethode. Fügen Sie eine andere hinzu, bevor Sie diese entfernen.',
    avatar_file_size_exceeded: 'Dieses Bild ist zu groß. Wählen Sie ein kleineres.',
    avatar_file_type_invalid:
      'Diese Datei kann nicht als Bild verwendet werden. Wählen Sie PNG, JPEG, WebP, GIF oder AVIF.',
    user_delete_self_not_enabled: 'Konten können hier nicht gelöscht werden.',
    // Further methods
    account_transfer_invalid: 'Es gibt nichts zu übertragen. Beginnen Sie von vorn.',
    identification_claimed: 'Das gehört bereits zu einem anderen Konto. Verwenden Sie etwas anderes.',
    no_second_factors: 'Für dieses Konto ist keine Zwei-Faktor-Authentifizierung eingerichtet.',
    not_allowed_access: 'Sie haben keinen Zugriff auf diese Anwendung. Wenden Sie sich an den Betreiber.',
    sign_up_mode_restricted:
      'Für ein neues Konto brauchen Sie eine Einladung. Öffnen Sie den Link darin, um fortzufahren.',
    sign_up_restricted_waitlist:
      'Neue Konten werden über die Warteliste vergeben. Tragen Sie sich ein, um eine Einladung zu erhalten.',
    captcha_invalid: 'Die Bot-Prüfung ist fehlgeschlagen. Versuchen Sie es erneut oder laden Sie die Seite neu.',
    captcha_not_enabled: 'Die Bot-Prüfung ist hier deaktiviert. Laden Sie die Seite neu.',
    captcha_missing_token:
      'Die Bot-Prüfung wurde nicht abgeschlossen. Versuchen Sie es erneut oder laden Sie die Seite neu.',
    requires_captcha: 'Schließen Sie zuerst die Bot-Prüfung ab.',
    legal_not_accepted: 'Akzeptieren Sie die Bedingungen, um fortzufahren.',
    verification_link_token_invalid: 'Dieser Link ist ungültig. Fordern Sie einen neuen an.',
    verification_link_token_expired: 'Dieser Link ist abgelaufen. Fordern Sie einen neuen an.',
    sign_in_email_link_not_same_client: 'Öffnen Sie den Link in dem Browser, in dem Sie begonnen haben.',
    ticket_invalid_code: 'Dieser Link ist ungültig. Fordern Sie einen neuen an.',
    ticket_expired_code: 'Dieser Link ist abgelaufen. Fordern Sie einen neuen an.',
    sign_in_token_already_used_code: 'Dieser Link wurde bereits verwendet. Fordern Sie einen neuen an.',
    sign_in_token_revoked_code: 'Dieser Link wurde zurückgezogen. Fordern Sie einen neuen an.',
    invitation_account_not_exists: 'Zu dieser Einladung gibt es noch kein Konto. Registrieren Sie sich damit.',
    invitation_account_exists: 'Sie haben bereits ein Konto. Melden Sie sich stattdessen an.',
    invitation_already_accepted: 'Diese Einladung wurde bereits angenommen. Melden Sie sich stattdessen an.',
    revoked_invitation: 'Diese Einladung wurde zurückgezogen. Bitten Sie um eine neue.',
    external_account_not_found: 'Diese Identität ist noch mit keinem Konto verknüpft.',
    external_account_exists: 'Diese Identität ist bereits mit einem Konto verknüpft.',
    external_account_email_address_verification_required:
      'Ihr Konto beim Anbieter hat keine bestätigte E-Mail-Adresse. Bestätigen Sie sie dort und versuchen Sie es erneut.',
    oauth_access_denied:
      'Sie haben den Zugriff beim Anbieter nicht erlaubt. Versuchen Sie es erneut oder wählen Sie eine andere Methode.',
    oauth_token_exchange_error: 'Der Anbieter konnte den Vorgang nicht abschließen. Versuchen Sie es erneut.',
    oauth_fetch_user_error: 'Der Anbieter hat nicht mitgeteilt, wer Sie sind. Versuchen Sie es erneut.',
    oauth_config_missing: 'Diese Anmeldemethode ist hier nicht verfügbar.',
    authorization_state_invalid:
      'Diese Anmeldung hat zu lange gedauert oder wurde in einem anderen Browser gestartet. Beginnen Sie von vorn.',
    totp_already_enabled: 'Eine Authenticator-App ist bereits eingerichtet. Entfernen Sie sie zuerst.',
    backup_codes_not_available: 'Richten Sie zuerst die Zwei-Faktor-Authentifizierung ein.',
    no_password_set: 'Dieses Konto hat kein Passwort.',
    password_required: 'Hier ist ein Passwort erforderlich.',
    form_new_password_matches_current: 'Das ist Ihr aktuelles Passwort. Wählen Sie ein anderes.',
    passkey_already_exists: 'Dieser Passkey ist bereits registriert.',
    passkey_not_registered:
      'Dieser Passkey ist hier nicht bekannt. Verwenden Sie einen anderen oder eine andere Methode.',
    passkey_invalid: 'Der Passkey konnte nicht überprüft werden. Versuchen Sie es erneut.',
    verification_expired__public_key_credential: 'Das hat zu lange gedauert. Versuchen Sie es erneut.',
    web3_signature_invalid: 'Die Signatur passt nicht zu dieser Wallet. Versuchen Sie es erneut.',
    form_param_value_disabled: 'Das ist hier deaktiviert.',
    form_email_address_blocked: 'Diese E-Mail-Adresse ist hier nicht zulässig. Verwenden Sie eine andere.',
    form_password_compromised:
      'Dieses Passwort könnte anderen bekannt sein. Legen Sie ein neues fest, um fortzufahren.',
    unsupported_country_code: 'Nummern aus diesem Land sind hier nicht zulässig.',
    waitlist_not_accepting_entries: 'Die Warteliste ist geschlossen.',
    // Other
    feature_not_enabled: 'Das ist für diese Anwendung deaktiviert.',
    maintenance_mode: 'Zurzeit finden Wartungsarbeiten statt. Versuchen Sie es in ein paar Minuten erneut.',
    service_unavailable:
      "Der Server ist ausgelastet. {{ retryAfter | wait('de-DE', 'Versuchen Sie es % erneut.', 'Versuchen Sie es gleich erneut.') }}",
    internal_clerk_error: 'Auf dem Server ist ein Fehler aufgetreten. Versuchen Sie es gleich erneut.',
    // Raised by the browser
    web3_missing_identifier:
      'Diese Wallet gibt es in diesem Browser nicht. Installieren Sie eine Wallet oder wählen Sie eine andere Methode.',
    web3_signature_request_rejected:
      'Sie haben die Anfrage in Ihrer Wallet abgelehnt. Versuchen Sie es erneut, um fortzufahren.',
    web3_request_pending: 'In Ihrer Wallet ist noch eine andere Anfrage offen. Beantworten Sie diese zuerst.',
    web3_request_aborted: 'Die Anfrage an Ihre Wallet wurde abgebrochen. Versuchen Sie es erneut.',
    web3_wallet_unavailable:
      'Ihre Wallet antwortet dieser Seite nicht. Entsperren Sie sie und versuchen Sie es erneut.',
    web3_wallet_unsupported: 'Diese Wallet kann keine Nachrichten signieren. Verwenden Sie eine andere.',
    web3_wallet_failed: 'Die Wallet hat nicht wie erwartet geantwortet. Versuchen Sie es erneut.',
    captcha_unavailable:
      'Die Bot-Prüfung kann in diesem Browser nicht ausgeführt werden. Lassen Sie das Skript der Prüfung zu oder versuchen Sie es mit einem anderen Browser.',
    unexpected: 'Etwas ist schiefgelaufen. Versuchen Sie es gleich erneut.',
    attempt_expired: 'Das hat zu lange gedauert oder wurde anderswo abgeschlossen. Beginnen Sie von vorn.',
    factor_not_found: 'Diese Methode ist hier nicht verfügbar. Wählen Sie eine andere.',
    sign_in_step_unsupported: 'Für dieses Konto ist ein Schritt nötig, der hier nicht möglich ist.',
    sign_up_step_unsupported: 'Für dieses Konto ist ein Schritt nötig, der hier nicht möglich ist.',
    reverification_cancelled: 'Sie haben Ihre Identität nicht bestätigt. Es wurde nichts geändert.',
    sso_callback_missing:
      'Dieses Formular kann die Seite eines Anbieters nicht öffnen. Wählen Sie eine andere Methode.',
    provider_url_missing:
      'Der Anbieter ist nicht erreichbar. Versuchen Sie es erneut oder wählen Sie eine andere Methode.',
    popup_blocked:
      'Der Browser hat kein Fenster geöffnet. Erlauben Sie Pop-ups für diese Website und versuchen Sie es erneut.',
    popup_closed: 'Das Fenster wurde geschlossen, bevor Sie fertig waren. Versuchen Sie es erneut.',
    passkey_not_supported: 'Dieser Browser kann hier keine Passkeys verwenden. Wählen Sie eine andere Methode.',
    passkey_invalid_rpID_or_domain:
      'Unter dieser Adresse können keine Passkeys verwendet werden. Wählen Sie eine andere Methode.',
    passkey_operation_aborted: 'Die Passkey-Anfrage wurde abgebrochen. Versuchen Sie es erneut.',
    passkey_registration_cancelled:
      'Es wurde kein Passkey erstellt: Der Dialog wurde geschlossen oder es hat zu lange gedauert.',
    passkey_registration_failed: 'Der Browser konnte keinen Passkey erstellen. Versuchen Sie es erneut.',
    passkey_retrieval_cancelled:
      'Es wurde kein Passkey verwendet: Der Dialog wurde geschlossen oder es hat zu lange gedauert.',
    passkey_retrieval_failed:
      'Der Browser konnte keinen Passkey verwenden. Versuchen Sie es erneut oder wählen Sie eine andere Methode.',
    clerk_offline: 'Sie sind offline. Stellen Sie eine Internetverbindung her und versuchen Sie es erneut.',
    cookies_blocked:
      'Dieser Browser hat das für die Anmeldung nötige Cookie nicht gespeichert. Erlauben Sie Cookies für diese Website oder verwenden Sie einen anderen Browser und beginnen Sie von vorn.',
    frame_cookies_blocked:
      'Dieser Browser speichert keine Cookies für eine Seite, die in eine andere Website eingebettet ist. Öffnen Sie diese Seite in einem eigenen Tab und beginnen Sie von vorn.',
    restricted_frame:
      'In dieser eingebetteten Ansicht ist keine Anmeldung möglich. Öffnen Sie diese Seite in einem eigenen Tab.',
    not_loaded: 'Die Seite ist noch nicht fertig geladen. Warten Sie einen Moment und versuchen Sie es erneut.',
    session_not_found: 'Dieses Konto ist hier nicht mehr angemeldet.',
    components_missing: 'Diese Seite kann das Formular nicht anzeigen.',
    feature_unavailable: 'Das ist hier nicht verfügbar.',
    api_unreachable: 'Der Anmeldeserver ist nicht erreichbar. Prüfen Sie Ihr Netzwerk und versuchen Sie es erneut.',
  },
};
