import { either } from '../either-modifier.ts';
import type { AllErrorTexts } from '../en-us/errors.ts';
import { addModifiers } from '../translate.ts';
import { wait } from '../wait-modifier.ts';

addModifiers({ either, wait });

const enterEmailAddress = 'Saisissez votre adresse e-mail.';
const enterEmailAddressOrUsername = 'Saisissez votre adresse e-mail ou votre nom d’utilisateur.';
const enterPhoneNumber = 'Saisissez votre numéro de téléphone.';
const enterUsername = 'Saisissez votre nom d’utilisateur.';
const enterPassword = 'Saisissez votre mot de passe.';
const enterFirstName = 'Saisissez votre prénom.';
const enterLastName = 'Saisissez votre nom.';

/** French texts for every error code. */
export const errors: { unstable__errors: AllErrorTexts } = {
  unstable__errors: {
    form_param_nil: 'Vérifiez ce champ pour continuer.',
    network_error: 'Connexion au serveur impossible. Vérifiez votre réseau, puis réessayez.',
    // Sign-in
    form_identifier_not_found: 'Aucun compte ne correspond à ces informations. Vérifiez l’orthographe.',
    form_password_incorrect: 'Ce mot de passe est incorrect. Vérifiez-le, puis réessayez.',
    form_password_or_identifier_incorrect:
      'Ces informations ne correspondent à aucun compte. Vérifiez-les, puis réessayez.',
    form_code_incorrect:
      "{{ is_replaced | either('Un code plus récent a été envoyé. Utilisez celui-là.', 'Code incorrect. Utilisez le plus récent.') }}",
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
    form_param_format_invalid__code: 'Le code comporte 6 chiffres.',
    too_many_requests:
      "Trop de tentatives en peu de temps. {{ retryAfter | wait('fr-FR', 'Réessayez %.', 'Patientez un instant, puis réessayez.') }}",
    user_locked:
      "Ce compte est verrouillé après un trop grand nombre de tentatives. {{ retryAfter | wait('fr-FR', 'Réessayez %.', 'Réessayez plus tard.') }}",
    verification_expired: 'Ce code a expiré. Demandez-en un nouveau.',
    verification_failed: 'Trop de codes incorrects. Demandez-en un nouveau.',
    // Access
    authentication_invalid: 'Votre connexion n’est plus valide. Connectez-vous à nouveau.',
    signed_out: 'Votre session est fermée. Connectez-vous à nouveau.',
    authorization_invalid: 'Seule la personne à qui appartient ce compte peut faire cela.',
    session_reverification_missing: 'Le délai est dépassé. Recommencez.',
    session_reverification_required: 'Connectez-vous à nouveau pour confirmer votre identité, puis réessayez.',
    client_not_found: 'Ce navigateur n’a pas été reconnu. Actualisez la page, puis réessayez.',
    resource_not_found: 'Cet élément n’existe plus. Actualisez la page, puis réessayez.',
    method_not_allowed: 'Le serveur ne propose pas cette action.',
    host_invalid: 'Cette adresse n’appartient pas à l’application.',
    origin_invalid: 'La connexion n’est pas autorisée sur cette page.',
    origin_missing: 'Le navigateur n’a pas indiqué quelle page fait la demande. Essayez un autre navigateur.',
    unsupported_content_type: 'Le serveur n’a pas pu lire la demande.',
    request_body_too_large: 'Le texte est trop long.',
    request_body_invalid: 'Le serveur n’a pas pu lire la demande.',
    // Forms
    form_identifier_exists: 'Cet identifiant est déjà pris. Utilisez-en un autre.',
    form_identifier_exists__email_address: 'Un compte existe déjà avec cette adresse e-mail.',
    form_identifier_exists__username: 'Ce nom d’utilisateur est déjà pris. Essayez-en un autre.',
    form_password_pwned: 'Ce mot de passe figure dans une fuite de données. Choisissez-en un autre.',
    form_password_length_too_short: 'Ce mot de passe est trop court. Allongez-le.',
    form_password_length_too_long: 'Ce mot de passe est trop long. Raccourcissez-le.',
    form_password_size_in_bytes_exceeded: 'Ce mot de passe est trop long. Raccourcissez-le.',
    form_password_no_lowercase: 'Ajoutez une minuscule au mot de passe.',
    form_password_no_uppercase: 'Ajoutez une majuscule au mot de passe.',
    form_password_no_number: 'Ajoutez un chiffre au mot de passe.',
    form_password_no_special_char: 'Ajoutez un caractère spécial au mot de passe.',
    form_password_not_strong_enough: 'Ce mot de passe est facile à deviner. Choisissez-en un plus long.',
    form_password_matches_identifier:
      'Le mot de passe est identique à votre adresse e-mail ou à votre nom d’utilisateur. Choisissez-en un autre.',
    form_username_invalid_character: 'Utilisez seulement des lettres, des chiffres, des tirets et des tirets bas.',
    form_username_invalid_length: 'Ce nom d’utilisateur est trop court ou trop long.',
    form_username_needs_non_number_char: 'Ajoutez au moins une lettre au nom d’utilisateur.',
    form_param_missing: 'Remplissez ce champ pour continuer.',
    form_param_format_invalid: 'Vérifiez le format, puis réessayez.',
    form_param_format_invalid__email_address: 'Saisissez une adresse e-mail comme nom@example.com.',
    form_param_value_invalid: 'Cette valeur n’est pas acceptée ici.',
    form_param_type_invalid: 'Cette valeur n’est pas acceptée ici.',
    form_param_duplicate: 'Cette information a été donnée plusieurs fois.',
    form_param_max_length_exceeded: 'Le texte est trop long. Raccourcissez-le.',
    form_conditional_param_disallowed: 'Ce champ n’est pas accepté ici.',
    // Sign-in and sign-up
    strategy_for_user_invalid: 'Ce compte ne permet pas de se connecter ainsi. Utilisez une autre méthode.',
    session_exists: 'Votre session est déjà ouverte.',
    identifier_already_signed_in: 'Une session est déjà ouverte avec ce compte.',
    identification_quota_exceeded: 'Le maximum par compte est atteint. Supprimez d’abord un élément.',
    session_quota_exceeded: 'Ce navigateur a déjà 10 comptes. Déconnectez-vous d’abord de l’un d’eux.',
    client_state_invalid: 'Cette étape n’est plus valide. Recommencez.',
    user_banned: 'Ce compte est bloqué. Contactez l’assistance.',
    // Verification
    verification_missing: 'Aucun code n’a été demandé. Demandez-en un.',
    verification_not_sent:
      'Cette adresse ou ce numéro ne peut pas recevoir de messages. Essayez avec une autre adresse ou un autre numéro.',
    verification_already_verified: 'La validation est déjà faite.',
    verification_strategy_invalid: 'La validation n’est pas possible de cette façon.',
    verification_code_too_many_requests:
      "Trop de codes incorrects. {{ retryAfter | wait('fr-FR', 'Réessayez %.', 'Patientez un peu, puis demandez-en un nouveau.') }}",
    // Account
    identification_deletion_failed:
      'C’est votre seule méthode de connexion. Ajoutez-en une autre avant de la supprimer.',
    avatar_file_size_exceeded: 'Cette image est trop grande. Choisissez-en une plus petite.',
    avatar_file_type_invalid:
      'Ce fichier ne peut pas servir d’image. Choisissez un fichier PNG, JPEG, WebP, GIF ou AVIF.',
    user_delete_self_not_enabled: 'Les comptes ne peuvent pas être supprimés ici.',
    // Further methods
    account_transfer_invalid: 'Il n’y a rien à transférer. Recommencez.',
    identification_claimed: 'Un autre compte utilise déjà cet identifiant. Essayez-en un autre.',
    no_second_factors: 'La validation en deux étapes n’est pas configurée pour ce compte.',
    not_allowed_access: 'Vous n’avez pas accès à cette application. Contactez son éditeur.',
    sign_up_mode_restricted: 'L’inscription nécessite une invitation. Ouvrez le lien de la vôtre pour continuer.',
    sign_up_restricted_waitlist:
      'L’inscription passe par la liste d’attente. Rejoignez-la pour recevoir une invitation.',
    captcha_invalid: 'La vérification anti-robot a échoué. Réessayez ou actualisez la page.',
    captcha_not_enabled: 'La vérification anti-robot est désactivée ici. Actualisez la page.',
    captcha_missing_token: 'La vérification anti-robot n’a pas abouti. Réessayez ou actualisez la page.',
    requires_captcha: 'Effectuez d’abord la vérification anti-robot.',
    legal_not_accepted: 'Acceptez les conditions pour continuer.',
    verification_link_token_invalid: 'Ce lien n’est pas valide. Demandez-en un nouveau.',
    verification_link_token_expired: 'Ce lien a expiré. Demandez-en un nouveau.',
    sign_in_email_link_not_same_client: 'Ouvrez le lien dans le navigateur où vous avez commencé.',
    ticket_invalid_code: 'Ce lien n’est pas valide. Demandez-en un nouveau.',
    ticket_expired_code: 'Ce lien a expiré. Demandez-en un nouveau.',
    sign_in_token_already_used_code: 'Ce lien a déjà servi. Demandez-en un nouveau.',
    sign_in_token_revoked_code: 'Ce lien a été annulé. Demandez-en un nouveau.',
    invitation_account_not_exists:
      'Aucun compte n’existe encore pour cette invitation. Utilisez-la pour vous inscrire.',
    invitation_account_exists: 'Vous avez déjà un compte. Connectez-vous.',
    invitation_already_accepted: 'Cette invitation a déjà été acceptée. Connectez-vous.',
    revoked_invitation: 'Cette invitation a été annulée. Demandez-en une nouvelle.',
    external_account_not_found: 'Cette identité n’est encore associée à aucun compte.',
    external_account_exists: 'Cette identité est déjà associée à un compte.',
    external_account_email_address_verification_required:
      'Votre compte chez le fournisseur n’a pas d’adresse e-mail validée. Validez-la là-bas, puis réessayez.',
    oauth_access_denied:
      'Vous n’avez pas autorisé l’accès chez le fournisseur. Réessayez ou utilisez une autre méthode.',
    oauth_token_exchange_error: 'Le fournisseur n’a pas pu terminer l’opération. Réessayez.',
    oauth_fetch_user_error: 'Le fournisseur n’a pas indiqué qui vous êtes. Réessayez.',
    oauth_config_missing: 'Cette méthode de connexion n’est pas disponible ici.',
    authorization_state_invalid:
      'Cette connexion a pris trop de temps ou a commencé dans un autre navigateur. Recommencez.',
    totp_already_enabled: 'Une application d’authentification est déjà configurée. Supprimez-la d’abord.',
    backup_codes_not_available: 'Configurez d’abord la validation en deux étapes.',
    no_password_set: 'Ce compte n’a pas de mot de passe.',
    password_required: 'Un mot de passe est nécessaire ici.',
    form_new_password_matches_current: 'C’est votre mot de passe actuel. Choisissez-en un autre.',
    passkey_already_exists: 'Cette clé d’accès est déjà enregistrée.',
    passkey_not_registered: 'Cette clé d’accès n’est pas connue ici. Utilisez-en une autre ou une autre méthode.',
    passkey_invalid: 'La clé d’accès n’a pas pu être vérifiée. Réessayez.',
    verification_expired__public_key_credential: 'Le délai est dépassé. Réessayez.',
    web3_signature_invalid: 'La signature ne correspond pas à ce portefeuille. Réessayez.',
    form_param_value_disabled: 'Cette possibilité est désactivée ici.',
    form_email_address_blocked: 'Cette adresse e-mail n’est pas acceptée ici. Utilisez-en une autre.',
    form_password_compromised:
      'D’autres personnes connaissent peut-être ce mot de passe. Définissez-en un nouveau pour continuer.',
    unsupported_country_code: 'Les numéros de ce pays ne sont pas acceptés ici.',
    waitlist_not_accepting_entries: 'La liste d’attente est fermée.',
    // Other
    feature_not_enabled: 'Cette fonction est désactivée pour l’application.',
    maintenance_mode: 'Une maintenance est en cours. Réessayez dans quelques minutes.',
    service_unavailable:
      "Le serveur est très sollicité. {{ retryAfter | wait('fr-FR', 'Réessayez %.', 'Réessayez dans un instant.') }}",
    internal_clerk_error: 'Une erreur s’est produite sur le serveur. Réessayez dans un instant.',
    // Raised by the browser
    web3_missing_identifier:
      'Ce portefeuille n’est pas dans ce navigateur. Installez-en un ou utilisez une autre méthode.',
    web3_signature_request_rejected: 'Vous avez refusé la demande dans votre portefeuille. Réessayez pour continuer.',
    web3_request_pending: 'Une autre demande est ouverte dans votre portefeuille. Répondez-y d’abord.',
    web3_request_aborted: 'La demande à votre portefeuille a été interrompue. Réessayez.',
    web3_wallet_unavailable: 'Votre portefeuille ne répond pas à cette page. Déverrouillez-le, puis réessayez.',
    web3_wallet_unsupported: 'Ce portefeuille ne peut pas signer de messages. Utilisez-en un autre.',
    web3_wallet_failed: 'Le portefeuille n’a pas répondu comme prévu. Réessayez.',
    captcha_unavailable:
      'La vérification anti-robot ne peut pas s’exécuter dans ce navigateur. Autorisez son script ou essayez un autre navigateur.',
    unexpected: 'Une erreur s’est produite. Réessayez dans un instant.',
    attempt_expired: 'L’opération a pris trop de temps ou s’est terminée ailleurs. Recommencez.',
    factor_not_found: 'Cette méthode n’est pas disponible ici. Utilisez-en une autre.',
    sign_in_step_unsupported: 'Ce compte nécessite une étape impossible ici.',
    sign_up_step_unsupported: 'Ce compte nécessite une étape impossible ici.',
    reverification_cancelled: 'Vous n’avez pas confirmé votre identité. Rien n’a été modifié.',
    sso_callback_missing: 'Ce formulaire ne peut pas ouvrir la page d’un fournisseur. Utilisez une autre méthode.',
    provider_url_missing: 'Le fournisseur est injoignable. Réessayez ou utilisez une autre méthode.',
    popup_blocked:
      'Le navigateur n’a pas ouvert de fenêtre. Autorisez les fenêtres pop-up pour ce site, puis réessayez.',
    popup_closed: 'La fenêtre a été fermée avant la fin. Réessayez.',
    passkey_not_supported: 'Ce navigateur ne peut pas utiliser de clé d’accès ici. Utilisez une autre méthode.',
    passkey_invalid_rpID_or_domain: 'Les clés d’accès ne fonctionnent pas à cette adresse. Utilisez une autre méthode.',
    passkey_operation_aborted: 'La demande de clé d’accès a été interrompue. Réessayez.',
    passkey_registration_cancelled:
      'Aucune clé d’accès n’a été créée : la fenêtre a été fermée ou le délai a été dépassé.',
    passkey_registration_failed: 'Le navigateur n’a pas pu créer de clé d’accès. Réessayez.',
    passkey_retrieval_cancelled:
      'Aucune clé d’accès n’a été utilisée : la fenêtre a été fermée ou le délai a été dépassé.',
    passkey_retrieval_failed:
      'Le navigateur n’a pas pu utiliser de clé d’accès. Réessayez ou utilisez une autre méthode.',
    clerk_offline: 'Vous êtes hors connexion. Connectez-vous à Internet, puis réessayez.',
    cookies_blocked:
      'Ce navigateur n’a pas gardé le cookie nécessaire à la connexion. Autorisez les cookies pour ce site ou utilisez un autre navigateur, puis recommencez.',
    frame_cookies_blocked:
      'Ce navigateur ne garde pas de cookies pour une page intégrée à un autre site. Ouvrez cette page dans son propre onglet, puis recommencez.',
    restricted_frame: 'La connexion est impossible dans cette vue intégrée. Ouvrez cette page dans son propre onglet.',
    not_loaded: 'La page n’a pas fini de se charger. Patientez un instant, puis réessayez.',
    session_not_found: 'Ce compte n’est plus connecté ici.',
    components_missing: 'Cette page ne peut pas afficher ce formulaire.',
    feature_unavailable: 'Cette fonction n’est pas disponible ici.',
    api_unreachable: 'Le serveur de connexion est injoignable. Vérifiez votre réseau, puis réessayez.',
  },
};
