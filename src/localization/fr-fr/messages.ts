import { plural } from '../plural.ts';
import { addModifiers } from '../translate.ts';
import type { MessageTexts } from '../types.ts';

addModifiers({ plural });

/** French texts of mails, text messages and the pages of the server. */
export const messages: MessageTexts = {
  requester: {
    what: 'Élément',
    device: 'Appareil',
    place: 'Lieu',
    time: 'Date',
    unknownDevice: 'Inconnu',
    browserOnSystem: '{{browser}} sur {{system}}',
    cityAndCountry: '{{city}}, {{country}}',
    placeAndAddress: '{{place}} ({{address}})',
  },
  mail: {
    questions: 'Une question ? Écrivez à {{address}}.',
    code: {
      subject: '{{code}} est votre code {{name}}',
      title: 'Votre code {{name}}',
      text: 'Il est valable {{duration}} et ne sert qu’une fois. L’équipe {{name}} ne vous le demandera jamais.',
      note: 'Si vous n’avez pas demandé ce code, vous pouvez ignorer cet e-mail. Sans le code, rien ne se passera.',
    },
    resetPassword: {
      title: 'Votre code pour définir un nouveau mot de passe {{name}}',
      note: 'Si vous n’avez pas demandé ce code, vous pouvez ignorer cet e-mail. Votre mot de passe ne changera pas.',
    },
    newDevice: {
      subject: '{{code}} est votre code {{name}} pour un nouvel appareil',
      title: 'Est-ce bien vous, sur un nouvel appareil ?',
      text: 'Votre mot de passe {{name}} a été saisi sur un nouvel appareil. Si c’était vous, terminez la connexion avec ce code :',
      preview: '{{text}} {{code}}',
      button: 'Confirmer cet appareil',
      validity: 'Le code est valable {{duration}} et ne sert qu’une fois.',
      note: 'Si ce n’était pas vous, gardez ce code pour vous et modifiez votre mot de passe. Quelqu’un d’autre le connaît.',
    },
    link: {
      code: 'Ou saisissez ce code là où vous avez commencé :',
      requester: 'Origine de la demande :',
      note: 'Si cette demande ne vient pas de vous, n’ouvrez pas le lien. Sans lui, rien ne se passera.',
      sign_in: {
        subject: 'Votre lien de connexion à {{name}}',
        title: 'Se connecter à {{name}}',
        text: 'Ouvrez le lien pour vous connecter à {{name}}. Le lien et le code sont valables {{duration}} et ne servent qu’une fois.',
      },
      sign_up: {
        subject: 'Validez votre adresse e-mail pour {{name}}',
        title: 'Valider votre adresse e-mail',
        text: 'Ouvrez le lien pour terminer votre inscription à {{name}}. Le lien et le code sont valables {{duration}} et ne servent qu’une fois.',
      },
      verify_address: {
        subject: 'Validez votre adresse e-mail pour {{name}}',
        title: 'Valider votre adresse e-mail',
        text: 'Ouvrez le lien pour ajouter cette adresse à votre compte {{name}}. Le lien et le code sont valables {{duration}} et ne servent qu’une fois.',
      },
      new_device: {
        subject: 'Confirmez cet appareil pour {{name}}',
        title: 'Confirmer cet appareil',
        text: 'Ouvrez le lien pour vous connecter à {{name}} sur un nouvel appareil. Le lien et le code sont valables {{duration}} et ne servent qu’une fois.',
      },
      reverification: {
        subject: 'Confirmez votre identité pour {{name}}',
        title: 'Confirmer votre identité',
        text: 'Ouvrez le lien pour confirmer une modification de votre compte {{name}}. Le lien et le code sont valables {{duration}} et ne servent qu’une fois.',
      },
    },
    invitation: {
      subject: 'Votre invitation à rejoindre {{name}}',
      title: 'Une invitation à rejoindre {{name}} vous attend',
      text: 'Vous avez reçu une invitation à rejoindre {{name}}. Le lien permet de créer un compte avec cette adresse e-mail, que vous n’aurez pas à valider.',
      waitlistText:
        'Vous étiez sur la liste d’attente pour {{name}}, et une place s’est libérée pour vous. Le lien permet de créer un compte avec cette adresse e-mail, que vous n’aurez pas à valider.',
      button: 'Accepter l’invitation',
      validity: 'L’invitation est valable {{duration}} et vous est réservée. Ne la transmettez à personne.',
      note: 'Si vous n’attendiez pas cette invitation, vous pouvez ignorer cet e-mail.',
    },
    waitlist: {
      title: 'Vous êtes sur la liste d’attente pour {{name}}',
      text: 'Cette adresse e-mail figure sur la liste d’attente pour {{name}}. Dès qu’une place se libérera, nous y enverrons une invitation.',
      note: 'Si vous ne vous y attendiez pas, vous pouvez ignorer cet e-mail.',
    },
    accountExists: {
      title: 'Vous avez déjà un compte {{name}}',
      text: 'Quelqu’un a essayé de s’inscrire à {{name}} avec cette adresse e-mail. Elle est déjà utilisée par un compte : aucun autre n’a été créé.',
      signIn: 'Si c’était vous, connectez-vous plutôt :',
      button: 'Se connecter à {{name}}',
      note: 'Si ce n’était pas vous, vous n’avez rien à faire. Votre compte n’a pas changé.',
    },
    methodsSuspended: {
      subject: 'Votre mot de passe a été réinitialisé ({{name}})',
      title: 'Votre mot de passe a été réinitialisé',
      preview: 'Vos autres méthodes de connexion sont désactivées jusqu’à ce que vous les confirmiez.',
      text: 'Le mot de passe de votre compte {{name}} a été réinitialisé et tous les autres appareils ont été déconnectés. Les méthodes de connexion ci-dessous sont désactivées. Dans votre compte, confirmez celles qui sont à vous et supprimez les autres.',
      and: 'Et',
      more: "{{ count | plural('fr-FR', 'one=% autre', 'other=% autres') }}",
      requester: 'Origine de la réinitialisation :',
      note: 'Si ce n’était pas vous, ouvrez {{name}} comme d’habitude et réinitialisez à nouveau le mot de passe.',
      history: {
        added: '{{method}} : ajout le {{added}}',
        addedWith: '{{method}} : ajout le {{added}} avec {{device}}',
        addedAndUsed: '{{method}} : ajout le {{added}}, dernière utilisation le {{used}}',
        addedWithAndUsed: '{{method}} : ajout le {{added}} avec {{device}}, dernière utilisation le {{used}}',
      },
      kinds: {
        email_address: 'Adresse e-mail',
        phone_number: 'Numéro de téléphone',
        web3_wallet: 'Portefeuille',
        external_account: 'Compte associé',
        passkey: 'Clé d’accès',
      },
    },
    notification: {
      subject: '{{title}} ({{name}})',
      preview: '{{title}}. {{meaning}}',
      previewOfItem: '{{title}} : {{item}}. {{meaning}}',
      text: 'Ce message concerne votre compte {{name}}. {{meaning}}',
      note: 'Si ce n’était pas vous, ouvrez {{name}} comme d’habitude, vérifiez votre compte et déconnectez les appareils que vous ne connaissez pas.',
      deletedNote: 'Si ce n’était pas vous, contactez immédiatement l’équipe {{name}}.',
      account_deleted: {
        title: 'Votre compte a été supprimé',
        meaning:
          'Toutes ses données ont été effacées et tous les appareils ont été déconnectés. Le compte ne peut pas être rétabli.',
      },
      account_locked: {
        title: 'Votre compte a été verrouillé',
        meaning:
          'Il y a eu trop de tentatives incorrectes à la suite. Les mots de passe et les codes fonctionneront à nouveau dans une heure.',
      },
      backup_codes_created: {
        title: 'De nouveaux codes de secours ont été créés',
        meaning: 'Les anciens codes ne fonctionnent plus.',
      },
      backup_codes_removed: {
        title: 'Vos codes de secours ont été supprimés',
        meaning: 'Ces codes ne peuvent plus servir à se connecter.',
      },
      connected_account_added: {
        title: 'Un compte a été associé',
        meaning: 'Le compte associé peut désormais servir à se connecter.',
      },
      connected_account_removed: {
        title: 'Un compte a été dissocié',
        meaning: 'Le compte dissocié ne peut plus servir à se connecter.',
      },
      default_phone_number_changed: {
        title: 'Votre numéro pour les codes a été modifié',
        meaning: 'À la connexion, les codes sont d’abord envoyés à ce numéro.',
      },
      email_address_added: {
        title: 'Une adresse e-mail a été ajoutée',
        meaning: 'L’adresse ajoutée peut désormais servir à se connecter.',
      },
      email_address_removed: {
        title: 'Une adresse e-mail a été supprimée',
        meaning: 'L’adresse supprimée ne peut plus servir à se connecter.',
      },
      new_sign_in: {
        title: 'Connexion sur un nouvel appareil',
        meaning: 'Cet appareil n’avait encore jamais été utilisé avec votre compte.',
      },
      passkey_added: {
        title: 'Une clé d’accès a été ajoutée',
        meaning: 'Cette clé d’accès peut désormais servir à se connecter.',
      },
      passkey_removed: {
        title: 'Une clé d’accès a été supprimée',
        meaning: 'Cette clé d’accès ne peut plus servir à se connecter.',
      },
      passkey_renamed: {
        title: 'Une clé d’accès a été renommée',
        meaning: 'La connexion avec cette clé d’accès fonctionne comme avant.',
      },
      password_added: {
        title: 'Un mot de passe a été défini',
        meaning: 'Ce mot de passe peut désormais servir à se connecter.',
      },
      password_changed: {
        title: 'Votre mot de passe a été modifié',
        meaning: 'L’ancien mot de passe ne fonctionne plus.',
      },
      password_removed: {
        title: 'Votre mot de passe a été supprimé',
        meaning: 'Utilisez désormais vos autres méthodes de connexion.',
      },
      phone_number_added: {
        title: 'Un numéro de téléphone a été ajouté',
        meaning: 'Ce numéro peut désormais être utilisé avec votre compte.',
      },
      phone_number_removed: {
        title: 'Un numéro de téléphone a été supprimé',
        meaning: 'Ce numéro ne peut plus être utilisé avec votre compte.',
      },
      phone_second_factor_disabled: {
        title: 'Les codes par SMS ont été désactivés',
        meaning: 'À la connexion, aucun code n’est plus envoyé à ce numéro.',
      },
      phone_second_factor_enabled: {
        title: 'Les codes par SMS ont été activés',
        meaning: 'Un code envoyé à ce numéro est désormais demandé à la connexion.',
      },
      primary_email_address_changed: {
        title: 'Votre adresse e-mail principale a été modifiée',
        meaning: 'Les e-mails relatifs à votre compte sont désormais envoyés à la nouvelle adresse.',
      },
      primary_phone_number_changed: {
        title: 'Votre numéro de téléphone principal a été modifié',
        meaning: 'Ce numéro est utilisé en premier pour la connexion par téléphone.',
      },
      primary_wallet_changed: {
        title: 'Votre portefeuille principal a été modifié',
        meaning: 'Ce portefeuille représente désormais votre compte.',
      },
      session_revoked: {
        title: 'Un appareil a été déconnecté',
        meaning:
          'Une nouvelle connexion sera nécessaire pour utiliser votre compte sur cet appareil. Cet e-mail vaut aussi pour les appareils déconnectés dans la minute qui a suivi.',
      },
      totp_disabled: {
        title: 'L’application d’authentification a été supprimée',
        meaning: 'Les codes de cette application ne sont plus demandés à la connexion.',
      },
      totp_enabled: {
        title: 'Une application d’authentification a été ajoutée',
        meaning: 'Un code de cette application est désormais demandé à la connexion.',
      },
      username_changed: {
        title: 'Votre nom d’utilisateur a été modifié',
        meaning: 'Pour vous connecter par nom d’utilisateur, utilisez le nouveau.',
      },
      username_removed: {
        title: 'Votre nom d’utilisateur a été supprimé',
        meaning: 'Ce nom d’utilisateur ne peut plus servir à se connecter.',
      },
      wallet_added: {
        title: 'Un portefeuille a été associé',
        meaning: 'Ce portefeuille peut désormais servir à se connecter.',
      },
      wallet_removed: {
        title: 'Un portefeuille a été supprimé',
        meaning: 'Ce portefeuille ne peut plus servir à se connecter.',
      },
    },
  },
  // Every character is one of GSM 03.38: ê, ç and ’ are not.
  sms: {
    code: '{{code}} est votre code {{name}}. Il est valable {{duration}}. Ne le communiquez à personne.',
  },
  linkPage: {
    asked: 'Vous avez fait cette demande dans ce navigateur, pour {{address}}.',
    notMe: 'Ce n’était pas moi',
    match: {
      title: 'Quel nombre voyez-vous ?',
      text: 'Un autre navigateur attend une confirmation pour {{address}} sur {{name}} :',
      choose: 'Choisissez le nombre qu’il affiche.',
      warning:
        'Si quelqu’un d’autre vous a fait venir ici ou vous indique un nombre, c’est un piège : vous permettriez à cette personne de se connecter.',
    },
    sign_in: { title: 'Se connecter à {{name}} ?', button: 'Se connecter' },
    sign_up: { title: 'Validez votre adresse e-mail', button: 'Valider' },
    verify_address: { title: 'Validez votre adresse e-mail', button: 'Valider' },
    new_device: { title: 'Confirmez cet appareil', button: 'Confirmer' },
    reverification: { title: 'Confirmez votre identité', button: 'Confirmer' },
    problems: {
      unknown: {
        title: 'Ce lien ne fonctionne pas',
        text: 'Il est incomplet, ou un lien plus récent a été envoyé. Utilisez celui du dernier e-mail reçu.',
      },
      expired: {
        title: 'Ce lien a expiré',
        text: 'Revenez à la page où vous avez commencé et demandez un nouveau lien.',
      },
      used: {
        title: 'Ce lien a déjà servi',
        text: 'Il ne sert qu’une fois. Si la connexion n’a pas abouti, demandez-en un nouveau là où vous avez commencé.',
      },
      refused: {
        title: 'Ce lien ne fonctionne plus',
        text: 'Il n’a permis à personne de se connecter. Si la demande venait de vous, demandez un nouveau lien.',
      },
      mismatch: {
        title: 'Ouvrez ce lien là où vous avez commencé',
        text: 'Il ne fonctionne que dans le navigateur où il a été demandé. Il y reste valable.',
      },
      busy: {
        title: 'Trop de demandes',
        text: 'Patientez un instant, puis ouvrez à nouveau le lien.',
      },
    },
    back: 'Accéder à {{name}}',
  },
  pages: {
    titles: { waitlist: 'Rejoindre la liste d’attente', user: 'Compte' },
    originHidden:
      'Rien n’a encore été envoyé : votre navigateur n’a pas indiqué de quelle page vient ce formulaire. Vérifiez votre saisie et continuez ici.',
    leaving: { title: 'Un instant', button: 'Continuer vers {{host}}' },
    failed: 'L’opération a échoué',
    user: {
      title: 'Votre compte',
      text: 'Votre profil nécessite JavaScript. Ici, vous pouvez voir quels comptes sont connectés et vous déconnecter.',
      accounts: 'Comptes connectés dans ce navigateur',
      signOut: 'Se déconnecter',
      signOutOf: 'Se déconnecter du compte {{account}}',
      signOutAll: 'Se déconnecter de tous les comptes',
      home: 'Retour à {{name}}',
    },
    waitlist: {
      title: 'Rejoignez la liste d’attente',
      text: 'Saisissez votre adresse e-mail. Nous vous écrirons dès qu’une place se libérera.',
      label: 'Adresse e-mail',
      button: 'Rejoindre la liste d’attente',
      joinedTitle: 'Merci',
      joined: 'Votre adresse est sur la liste d’attente. Nous vous écrirons dès qu’une place se libérera.',
      none: 'Il n’y a pas de liste d’attente ici.',
      signUp: 'S’inscrire',
      signIn: 'Se connecter',
    },
  },
};
