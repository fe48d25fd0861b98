import { either } from '../either-modifier.ts';
import { addModifiers } from '../translate.ts';
import type { ProfileTexts } from '../types.ts';

addModifiers({ either });

const resendButton = 'Pas de code ? En renvoyer un';
const textMessageInfo = 'Nous enverrons un code par SMS à ce numéro. Votre opérateur peut vous facturer ce message.';
const codeToNumber = 'Saisissez le code à 6 chiffres envoyé au {{identifier}}.';
const noSignIn = 'Vous ne pourrez plus l’utiliser pour vous connecter.';
const otherStepsStay = 'Vos autres méthodes de validation restent actives.';

/** French texts of `<clerk-user-profile>`. */
export const profile: ProfileTexts = {
  badge__default: 'Par défaut',
  badge__enterprise: 'Associé à votre organisation',
  badge__linkedTo: 'Associé à {{provider}}',
  badge__otherImpersonatorDevice: 'Agit à votre place',
  badge__primary: 'Principal',
  badge__requiresAction: 'Action requise',
  badge__secondFactor: 'Validation en deux étapes',
  badge__thisDevice: 'Cet appareil',
  badge__unverified: 'À valider',
  dates: {
    sameDay: "aujourd’hui à {{ date | timeString('fr-FR') }}",
    lastDay: "hier à {{ date | timeString('fr-FR') }}",
    previous6Days: "{{ date | weekday('fr-FR', 'long') }} dernier à {{ date | timeString('fr-FR') }}",
    numeric: "{{ date | shortDate('fr-FR') }}",
  },
  formFieldHintText__optional: 'Facultatif',
  formFieldInputPlaceholder__confirmDeletionUserAccount: 'Supprimer le compte',
  formFieldLabel__confirmDeletion: 'Confirmation',
  formFieldLabel__currentPassword: 'Mot de passe actuel',
  formFieldLabel__firstName: 'Prénom',
  formFieldLabel__lastName: 'Nom',
  formFieldLabel__passkeyName: 'Nom de la clé d’accès',
  walletName__unknown: 'Portefeuille de ce navigateur',
  signUp: { phoneCode: { resendButton } },
  userProfile: {
    mobileButton__menu: 'Menu',
    rowMenuButton: 'Plus',
    retryButton: 'Réessayer',
    formButtonPrimary__add: 'Ajouter',
    formButtonPrimary__save: 'Enregistrer',
    formButtonPrimary__remove: 'Supprimer',
    formButtonReset: 'Annuler',
    removedElsewhere: 'Cet élément a été supprimé dans un autre onglet ou sur un autre appareil.',
    navbar: { title: 'Compte', account: 'Profil', security: 'Sécurité' },
    start: {
      headerTitle__account: 'Informations du profil',
      headerTitle__security: 'Sécurité',
      profileSection: {
        title: 'Profil',
        primaryButton: 'Modifier le profil',
        pictureButton: 'Changer la photo de profil',
      },
      usernameSection: {
        title: 'Nom d’utilisateur',
        empty: 'Pas encore de nom d’utilisateur',
        primaryButton__setUsername: 'Définir un nom d’utilisateur',
        primaryButton__updateUsername: 'Modifier le nom d’utilisateur',
      },
      emailAddressesSection: {
        title: 'Adresses e-mail',
        empty: 'Pas encore d’adresse e-mail',
        primaryButton: 'Ajouter une adresse e-mail',
        detailsAction__primary: 'Terminer la validation',
        detailsAction__nonPrimary: 'Définir comme principale',
        detailsAction__unverified: 'Terminer la validation',
        destructiveAction: 'Supprimer l’adresse e-mail',
        successMessage__primary: 'Votre adresse e-mail principale a été modifiée.',
      },
      phoneNumbersSection: {
        title: 'Numéros de téléphone',
        empty: 'Pas encore de numéro de téléphone',
        primaryButton: 'Ajouter un numéro de téléphone',
        detailsAction__primary: 'Terminer la validation',
        detailsAction__nonPrimary: 'Définir comme principal',
        detailsAction__unverified: 'Terminer la validation',
        destructiveAction: 'Supprimer le numéro',
        successMessage__primary: 'Votre numéro de téléphone principal a été modifié.',
      },
      connectedAccountsSection: {
        title: 'Comptes associés',
        empty: 'Pas encore de compte associé',
        primaryButton: 'Associer un compte',
        destructiveActionTitle: 'Dissocier',
        actionLabel__connectionFailed: 'Associer à nouveau',
        actionLabel__reauthorize: 'Réassocier pour donner l’accès',
        subtitle__disconnected: 'Pour vous connecter avec ce compte, associez-le à nouveau.',
        subtitle__reauthorize:
          'Cette application a besoin d’un accès plus large à ce compte que celui que vous lui avez donné.',
      },
      enterpriseAccountsSection: {
        title: 'Comptes d’entreprise',
        badge__active: 'Actif',
        badge__inactive: 'Inactif',
      },
      web3WalletsSection: {
        title: 'Portefeuilles',
        empty: 'Pas encore de portefeuille associé',
        primaryButton: 'Associer un portefeuille',
        detailsAction__nonPrimary: 'Définir comme principal',
        detailsAction__unverified: 'Terminer la validation',
        destructiveAction: 'Supprimer le portefeuille',
        primaryMessage: 'Votre portefeuille principal a été modifié.',
      },
      dangerSection: { title: 'Supprimer le compte', deleteAccountButton: 'Supprimer le compte' },
      suspendedMethodsSection: {
        title: 'À confirmer',
        text: 'Votre mot de passe a été réinitialisé. Confirmez ces méthodes pour vous connecter à nouveau avec elles. Supprimez celles qui ne sont pas à vous.',
        confirmButton: 'Confirmer',
        removeButton: 'Supprimer',
        successMessage: 'La clé d’accès est à nouveau utilisable.',
      },
      passwordSection: {
        title: 'Mot de passe',
        empty: 'Pas encore de mot de passe',
        isSet: 'Mot de passe défini',
        primaryButton__setPassword: 'Définir un mot de passe',
        primaryButton__updatePassword: 'Modifier le mot de passe',
        menuAction__destructive: 'Supprimer le mot de passe',
      },
      passkeysSection: {
        title: 'Clés d’accès',
        empty: 'Pas encore de clé d’accès',
        created: 'Création : {{when}}',
        lastUsed: 'Dernière utilisation : {{when}}',
        neverUsed: 'Jamais utilisée',
        suspended:
          'Désactivée par la réinitialisation du mot de passe. Confirmez-la en haut de cette page ou supprimez-la.',
        primaryButton: 'Ajouter une clé d’accès',
        menuAction__rename: 'Renommer',
        menuAction__destructive: 'Supprimer',
      },
      mfaSection: {
        title: 'Validation en deux étapes',
        empty: 'Pas encore configurée',
        primaryButton: 'Ajouter une deuxième étape',
        totp: { headerTitle: 'Application d’authentification', destructiveActionTitle: 'Supprimer' },
        phoneCode: {
          headerTitle: 'SMS',
          actionLabel__setDefault: 'Définir par défaut',
          successMessage__setDefault: 'Le numéro par défaut a été modifié.',
          destructiveActionLabel: 'Supprimer',
        },
        backupCodes: {
          headerTitle: 'Codes de secours',
          actionLabel__regenerate: 'Créer de nouveaux codes',
          title__regenerate: 'Créer de nouveaux codes de secours ?',
          subtitle__regenerate: 'Vos codes de secours actuels ne fonctionneront plus.',
        },
      },
      activeDevicesSection: {
        title: 'Appareils actifs',
        browser: '{{name}} {{version}}',
        device: '{{browser}} sur {{device}}',
        unknownDevice: 'Appareil inconnu',
        lastActive: 'Dernière activité : {{when}}',
        actor: 'Connexion effectuée par {{actor}}',
        destructiveAction: 'Déconnecter',
        destructiveAction__others: 'Déconnecter tous les autres appareils',
        confirmTitle: 'Déconnecter cet appareil ?',
        confirmText:
          'Il perdra l’accès en moins d’une minute. Vous devrez vous y reconnecter pour l’utiliser à nouveau.',
        successMessage: 'L’appareil a été déconnecté.',
        confirmTitle__others: 'Déconnecter tous les autres appareils ?',
        confirmText__others: 'Ils perdront l’accès en moins d’une minute. Votre session reste ouverte ici.',
        successMessage__others: 'Tous les autres appareils ont été déconnectés.',
        left: 'Certains appareils n’ont pas pu être déconnectés. Encore connectés : {{count}}.',
      },
    },
    profilePage: {
      title: 'Modifier le profil',
      successMessage: 'Votre profil a été enregistré.',
      imageFormTitle: 'Photo de profil',
      imageFormSubtitle: 'Importer',
      imageFormDestructiveActionSubtitle: 'Supprimer',
      fileDropAreaHint: 'PNG, JPEG, WebP, GIF ou AVIF, jusqu’à 10 Mo et 50 mégapixels.',
      imageDropHint: 'Vous pouvez aussi déposer un fichier ici.',
      imageCropLabel: 'Partie visible de la photo',
      imageCropHint: 'Faites glisser la photo pour la placer.',
      imageCropKeys: 'Les flèches la déplacent, plus et moins règlent le zoom.',
      imageZoomLabel: 'Zoom',
      imageChooseAnother: 'En choisir une autre',
      imageSuccessMessage: 'Votre photo de profil a été enregistrée.',
      imageRemovedMessage: 'Votre photo de profil a été supprimée.',
    },
    usernamePage: {
      title__set: 'Définir un nom d’utilisateur',
      title__update: 'Modifier le nom d’utilisateur',
      hint: 'De {{min}} à {{max}} lettres, chiffres, tirets ou tirets bas.',
      successMessage: 'Votre nom d’utilisateur a été enregistré.',
    },
    emailAddressPage: {
      title: 'Ajouter une adresse e-mail',
      verifyTitle: 'Valider l’adresse e-mail',
      changeButton: 'Modifier l’adresse',
      emailCode: {
        formHint: 'Nous enverrons un code à cette adresse.',
        formSubtitle: 'Saisissez le code à 6 chiffres envoyé à {{identifier}}.',
        resendButton,
        successMessage: 'L’adresse {{identifier}} est validée.',
      },
      emailLink: {
        formHint: 'Nous enverrons un lien à cette adresse.',
        formSubtitle: 'Ouvrez le lien envoyé à {{identifier}}. La suite s’affichera ici automatiquement.',
        resendButton: 'Pas d’e-mail ? En renvoyer un',
        successMessage: 'L’adresse {{identifier}} est validée.',
        showProfile: 'Afficher le profil',
      },
      enterpriseSSOLink: {
        formSubtitle:
          'Connectez-vous en tant que {{identifier}} auprès de votre organisation, dans un nouvel onglet. La suite s’affichera ici automatiquement.',
        formButton: 'Se connecter',
      },
      removeResource: {
        title: 'Supprimer l’adresse e-mail ?',
        messageLine1: 'L’adresse {{identifier}} sera supprimée de votre compte.',
        messageLine2: noSignIn,
        successMessage: 'L’adresse {{emailAddress}} a été supprimée.',
      },
    },
    phoneNumberPage: {
      title: 'Ajouter un numéro de téléphone',
      infoText: textMessageInfo,
      verifyTitle: 'Valider le numéro de téléphone',
      changeButton: 'Modifier le numéro',
      verifySubtitle: codeToNumber,
      successMessage: 'Le numéro {{identifier}} est validé.',
      removeResource: {
        title: 'Supprimer le numéro ?',
        messageLine1: 'Le numéro {{identifier}} sera supprimé de votre compte.',
        messageLine2: noSignIn,
        messageLine2__secondFactor: 'Vous ne pourrez plus l’utiliser pour la validation en deux étapes.',
        successMessage: 'Le numéro {{phoneNumber}} a été supprimé.',
      },
    },
    connectedAccountPage: {
      title: 'Associer un compte',
      formHint: 'Choisissez où vous avez un compte. Vous vous y connecterez, puis vous reviendrez ici.',
      socialButtonsBlockButton: '{{provider}}',
      opening: 'Ouverture de {{provider}}…',
      successMessage: 'Le compte {{provider}} est associé.',
      removeResource: {
        title: 'Dissocier {{provider}} ?',
        messageLine1: '{{identifier}} ne sera plus associé à votre compte.',
        messageLine2: noSignIn,
        successMessage: 'Le compte {{connectedAccount}} a été dissocié.',
      },
    },
    web3WalletPage: {
      title: 'Associer un portefeuille',
      subtitle__availableWallets: 'Votre portefeuille vous demandera de signer un message. C’est gratuit.',
      subtitle__unavailableWallets:
        'Ce navigateur n’a aucun portefeuille. Installez une extension de portefeuille, puis actualisez la page.',
      subtitle__pending: 'Si votre portefeuille ne s’est pas ouvert tout seul, ouvrez-le pour répondre.',
      reload: 'Actualiser la page',
      successMessage: 'Votre portefeuille est associé.',
      removeResource: {
        title: 'Supprimer le portefeuille ?',
        messageLine1: 'Le portefeuille {{identifier}} sera supprimé de votre compte.',
        messageLine2: noSignIn,
        successMessage: 'Le portefeuille {{web3Wallet}} a été supprimé.',
      },
    },
    passwordPage: {
      title__set: 'Définir un mot de passe',
      title__update: 'Modifier le mot de passe',
      successMessage__set: 'Votre mot de passe a été défini.',
      successMessage__update: 'Votre mot de passe a été modifié.',
      successMessage__signOutOfOtherSessions:
        'Votre mot de passe a été modifié et tous les autres appareils ont été déconnectés.',
      removeResource: {
        title: 'Supprimer le mot de passe ?',
        messageLine1:
          'Vous ne pourrez plus l’utiliser pour vous connecter. Vos autres méthodes de connexion restent actives.',
        successMessage: 'Votre mot de passe a été supprimé.',
      },
    },
    passkeyScreen: {
      title__add: 'Ajouter une clé d’accès',
      subtitle__add: 'Votre navigateur vous demande comment l’enregistrer : suivez ses instructions.',
      title__rename: 'Renommer la clé d’accès',
      subtitle__rename: 'Un nom qui indique où elle se trouve aide à la reconnaître.',
      cancelled: 'Aucune clé d’accès n’a été créée : la fenêtre a été fermée ou le délai a été dépassé.',
      notSupported:
        'Ce navigateur ou cet appareil ne peut pas créer de clé d’accès. Essayez avec un téléphone ou un autre navigateur.',
      exists: 'Cet appareil a déjà une clé d’accès pour votre compte.',
      closeButton: 'Fermer',
      successMessage__add: 'La clé d’accès a été ajoutée.',
      successMessage__rename: 'La clé d’accès a été renommée.',
      removeResource: {
        title: 'Supprimer la clé d’accès ?',
        messageLine1:
          'La clé « {{name}} » sera supprimée de votre compte. Elle peut rester dans la liste de votre appareil tant que vous ne l’y supprimez pas.',
        successMessage: 'La clé d’accès a été supprimée.',
      },
    },
    mfaPage: {
      title: 'Ajouter une deuxième étape',
      formHint: 'Choisissez ce que nous vous demanderons à chaque connexion, après la première étape.',
      lastFactorWarning:
        'C’est votre seule deuxième étape. Sans elle, une seule étape suffira pour accéder à votre compte et vos codes de secours seront supprimés.',
      methods: {
        totp: {
          title: 'Application d’authentification',
          hint: 'Une application sur votre téléphone affiche un nouveau code toutes les 30 secondes.',
        },
        phone_code: { title: 'SMS', hint: 'Nous envoyons un code à votre téléphone.' },
        backup_code: {
          title: 'Codes de secours',
          hint: 'Dix codes à garder pour quand vous n’avez pas votre téléphone.',
        },
      },
    },
    mfaTOTPPage: {
      title: 'Ajouter une application d’authentification',
      authenticatorApp: {
        infoText__ableToScan: 'Scannez ce code QR avec votre application d’authentification.',
        infoText__unableToScan: 'Ajoutez un compte dans votre application d’authentification et saisissez cette clé.',
        buttonAbleToScan__nonPrimary: 'Scanner plutôt le code QR',
        buttonUnableToScan__nonPrimary: 'Impossible de scanner ?',
        inputLabel__unableToScan1: 'Si l’application demande le type de clé, choisissez « basée sur l’heure ».',
        inputLabel__unableToScan2:
          'Certaines applications et certains gestionnaires de mots de passe utilisent plutôt ce lien.',
        qrCodeLabel: 'Code QR pour votre application d’authentification',
        copyButton: 'Copier',
      },
      verifyTitle: 'Saisir le code de l’application',
      verifySubtitle: 'Saisissez le code à 6 chiffres que votre application d’authentification affiche en ce moment.',
      clockHint:
        'Un code est valable environ 30 secondes. Si les codes de l’application échouent toujours, réglez l’heure de votre téléphone sur automatique ou scannez à nouveau le code QR.',
      backButton: 'Retour au code QR',
      successMessage:
        'Votre application d’authentification est configurée. Nous vous demanderons un de ses codes à la connexion.',
      removeResource: {
        title: 'Supprimer l’application d’authentification ?',
        messageLine1: 'Nous ne demanderons plus de code de cette application à la connexion.',
        messageLine2: otherStepsStay,
        successMessage: 'L’application d’authentification a été supprimée.',
      },
    },
    mfaPhoneCodePage: {
      title: 'Ajouter un numéro pour les codes',
      subtitle__availablePhoneNumbers:
        'Choisissez un de vos numéros de téléphone. Il ne servira plus qu’à la deuxième étape.',
      subtitle__unavailablePhoneNumbers:
        'Saisissez le numéro de téléphone auquel nous enverrons les codes à la connexion.',
      primaryButton__addPhoneNumber: 'Utiliser un autre numéro',
      backButton: 'Choisir un de vos numéros',
      resendButton,
      successTitle: 'Nous enverrons un code à ce numéro à chaque connexion.',
      removeResource: {
        title: 'Ne plus envoyer de codes ?',
        messageLine1: 'Nous n’enverrons plus de codes au {{identifier}} à la connexion.',
        messageLine2: otherStepsStay,
        successMessage: 'Les codes ne sont plus envoyés au {{mfaPhoneCode}}.',
      },
    },
    backupCodePage: {
      title: 'Ajouter des codes de secours',
      infoText1: 'Un code de secours remplace votre deuxième étape quand vous n’avez pas votre téléphone.',
      infoText2: 'Les codes ne s’affichent qu’une fois : prévoyez un endroit sûr pour les garder.',
      title__codelist: 'Codes de secours',
      successSubtitle: 'Chaque code remplace une fois votre deuxième étape. Les codes ne s’afficheront plus.',
      subtitle__codelist: 'Gardez-les dans un endroit sûr et ne les montrez à personne.',
      successMessage: 'Vos codes de secours sont maintenant actifs.',
      actionLabel__copy: 'Tout copier',
      actionLabel__copied: 'Copié',
      actionLabel__download: 'Télécharger .txt',
      actionLabel__print: 'Imprimer',
      actionLabel__saved: 'Je les ai enregistrés',
      copyFailed: 'Le navigateur ne permet pas la copie. Sélectionnez le texte et copiez-le vous-même.',
    },
    deletePage: {
      title: 'Supprimer votre compte ?',
      messageLine1: 'Votre compte et tout son contenu seront supprimés, et tous vos appareils seront déconnectés.',
      messageLine2: 'Cette action est irréversible.',
      actionDescription: 'Saisissez « {{text}} » pour confirmer.',
      confirm: 'Supprimer le compte',
      successMessage: 'Le compte a été supprimé.',
    },
  },
  unstable__errors: {
    avatar_file_size_exceeded: 'Cette image est trop grande. Choisissez-en une de 10 Mo et 50 mégapixels au plus.',
    avatar_file_type_invalid:
      'Ce fichier ne peut pas servir d’image. Choisissez un fichier PNG, JPEG, WebP, GIF ou AVIF.',
    external_account_exists: 'Un compte de ce fournisseur est déjà associé.',
    external_account_exists__claimed:
      'Ce compte {{provider}} est déjà associé à un autre compte ici. Rien n’a été modifié.',
    external_account_exists__reconnect:
      'Vous avez choisi un autre compte {{provider}}. Réessayez en choisissant celui que vous aviez associé ici.',
    form_code_incorrect__code:
      "{{ is_replaced | either('Un code plus récent a été envoyé. Utilisez celui-là.', 'Code incorrect. Vérifiez-le, puis réessayez.') }}",
    form_identifier_exists__email_address:
      'Cette adresse e-mail est déjà utilisée, dans votre compte ou dans un autre.',
    form_identifier_exists__phone_number:
      'Ce numéro de téléphone est déjà utilisé, dans votre compte ou dans un autre.',
    form_identifier_exists__web3_wallet: 'Ce portefeuille est déjà associé à un compte.',
    form_param_format_invalid__email_address: 'Saisissez une adresse e-mail comme nom@example.com.',
    form_param_nil__current_password: 'Saisissez votre mot de passe actuel.',
    form_param_nil__delete_confirmation: 'Saisissez les mots ci-dessus pour confirmer.',
    form_param_nil__email_address: 'Saisissez une adresse e-mail.',
    form_param_nil__first_name: 'Saisissez votre prénom.',
    form_param_nil__last_name: 'Saisissez votre nom.',
    form_param_nil__name: 'Saisissez un nom pour la clé d’accès.',
    form_param_nil__phone_number: 'Saisissez un numéro de téléphone.',
    form_param_nil__username: 'Saisissez un nom d’utilisateur.',
    form_param_value_invalid__delete_confirmation: 'Le texte ne correspond pas. Saisissez « {{text}} ».',
    oauth_access_denied: 'Vous n’avez pas autorisé l’accès chez {{provider}}.',
    oauth_access_denied__scopes: '{{provider}} n’a pas donné tous les accès que cette application a demandés.',
    reverification_cancelled: 'Vous n’avez pas confirmé votre identité. Rien n’a été modifié.',
    web3_signature_invalid:
      'Votre portefeuille a signé avec un autre compte que celui annoncé. Choisissez un compte dans le portefeuille, puis réessayez.',
  },
};
