import { plural } from '../plural.ts';
import { addModifiers } from '../translate.ts';
import type { MessageTexts } from '../types.ts';

addModifiers({ plural });

/** Spanish of Spain: texts of mails, text messages and the pages of the server. */
export const messages: MessageTexts = {
  requester: {
    what: 'Elemento',
    device: 'Dispositivo',
    place: 'Lugar',
    time: 'Fecha',
    unknownDevice: 'Desconocido',
    browserOnSystem: '{{browser}} en {{system}}',
    cityAndCountry: '{{city}}, {{country}}',
    placeAndAddress: '{{place}} ({{address}})',
  },
  mail: {
    questions: '¿Tienes alguna pregunta? Escribe a {{address}}.',
    code: {
      subject: '{{code}} es tu código de {{name}}',
      title: 'Tu código de {{name}}',
      text: 'Es válido durante {{duration}} y solo se puede usar una vez. Nadie de {{name}} te lo pedirá nunca.',
      note: 'Si no has pedido este código, puedes ignorar este correo. Sin el código no pasará nada.',
    },
    resetPassword: {
      title: 'Tu código para elegir una contraseña nueva en {{name}}',
      note: 'Si no has pedido este código, puedes ignorar este correo. Tu contraseña no cambiará.',
    },
    newDevice: {
      subject: '{{code}} es tu código de {{name}} para un dispositivo nuevo',
      title: '¿Eres tú, en un dispositivo nuevo?',
      text: 'Alguien ha introducido tu contraseña de {{name}} en un dispositivo nuevo. Si has sido tú, termina de iniciar sesión con este código:',
      preview: '{{text}} {{code}}',
      button: 'Confirmar este dispositivo',
      validity: 'El código es válido durante {{duration}} y solo se puede usar una vez.',
      note: 'Si no has sido tú, no compartas el código y cambia tu contraseña. Otra persona la conoce.',
    },
    link: {
      code: 'O introduce este código donde empezaste:',
      requester: 'La solicitud se hizo desde aquí:',
      note: 'Si no has sido tú, no abras el enlace. Sin él no pasará nada.',
      sign_in: {
        subject: 'Tu enlace para iniciar sesión en {{name}}',
        title: 'Iniciar sesión en {{name}}',
        text: 'Abre el enlace para iniciar sesión en {{name}}. El enlace y el código son válidos durante {{duration}} y solo se pueden usar una vez.',
      },
      sign_up: {
        subject: 'Verifica tu correo electrónico para {{name}}',
        title: 'Verificar correo electrónico',
        text: 'Abre el enlace para terminar de crear tu cuenta en {{name}}. El enlace y el código son válidos durante {{duration}} y solo se pueden usar una vez.',
      },
      verify_address: {
        subject: 'Verifica tu correo electrónico para {{name}}',
        title: 'Verificar correo electrónico',
        text: 'Abre el enlace para añadir esta dirección de correo a tu cuenta de {{name}}. El enlace y el código son válidos durante {{duration}} y solo se pueden usar una vez.',
      },
      new_device: {
        subject: 'Confirma este dispositivo para {{name}}',
        title: 'Confirmar este dispositivo',
        text: 'Abre el enlace para iniciar sesión en {{name}} con un dispositivo nuevo. El enlace y el código son válidos durante {{duration}} y solo se pueden usar una vez.',
      },
      reverification: {
        subject: 'Confirma que eres tú en {{name}}',
        title: 'Confirmar que eres tú',
        text: 'Abre el enlace para confirmar un cambio en tu cuenta de {{name}}. El enlace y el código son válidos durante {{duration}} y solo se pueden usar una vez.',
      },
    },
    invitation: {
      subject: 'Tu invitación a {{name}}',
      title: 'Te han invitado a {{name}}',
      text: 'Te han invitado a {{name}}. El enlace te permite crear una cuenta con esta dirección de correo, que no tendrás que verificar.',
      waitlistText:
        'Estabas en la lista de espera de {{name}} y ya hay sitio para ti. El enlace te permite crear una cuenta con esta dirección de correo, que no tendrás que verificar.',
      button: 'Aceptar invitación',
      validity: 'La invitación es válida durante {{duration}} y es solo para ti, así que no la compartas.',
      note: 'Si no esperabas esta invitación, puedes ignorar este correo.',
    },
    waitlist: {
      title: 'Estás en la lista de espera de {{name}}',
      text: 'Esta dirección de correo está en la lista de espera de {{name}}. Cuando haya sitio, recibirás aquí una invitación.',
      note: 'Si no lo esperabas, puedes ignorar este correo.',
    },
    accountExists: {
      title: 'Ya tienes una cuenta en {{name}}',
      text: 'Alguien ha intentado crear una cuenta en {{name}} con esta dirección de correo. Ya existe una cuenta con ella, así que no se ha creado otra.',
      signIn: 'Si has sido tú, solo tienes que iniciar sesión:',
      button: 'Iniciar sesión en {{name}}',
      note: 'Si no has sido tú, no tienes que hacer nada. Tu cuenta no ha cambiado.',
    },
    methodsSuspended: {
      subject: 'Se ha restablecido tu contraseña ({{name}})',
      title: 'Se ha restablecido tu contraseña',
      preview: 'Tus otros métodos de inicio de sesión están desactivados hasta que los confirmes.',
      text: 'Se ha restablecido la contraseña de tu cuenta de {{name}} y se ha cerrado la sesión en los demás dispositivos. Los siguientes métodos de inicio de sesión están desactivados. En tu cuenta, confirma los que sean tuyos y elimina los demás.',
      and: 'Y',
      more: "{{ count | plural('es-ES', 'other=% más') }}",
      requester: 'La contraseña se restableció desde aquí:',
      note: 'Si no has sido tú, abre {{name}} como haces siempre y restablece la contraseña otra vez.',
      history: {
        added: '{{method}}: se añadió el {{added}}',
        addedWith: '{{method}}: se añadió el {{added}} con {{device}}',
        addedAndUsed: '{{method}}: se añadió el {{added}}, último uso el {{used}}',
        addedWithAndUsed: '{{method}}: se añadió el {{added}} con {{device}}, último uso el {{used}}',
      },
      kinds: {
        email_address: 'Correo electrónico',
        phone_number: 'Teléfono',
        web3_wallet: 'Monedero',
        external_account: 'Cuenta conectada',
        passkey: 'Llave de acceso',
      },
    },
    notification: {
      subject: '{{title}} ({{name}})',
      preview: '{{title}}. {{meaning}}',
      previewOfItem: '{{title}}: {{item}}. {{meaning}}',
      text: 'Este aviso es sobre tu cuenta de {{name}}. {{meaning}}',
      note: 'Si no has sido tú, abre {{name}} como haces siempre, revisa tu cuenta y cierra sesión en los dispositivos que no conozcas.',
      deletedNote: 'Si no has sido tú, contacta de inmediato con los responsables de {{name}}.',
      account_deleted: {
        title: 'Se ha eliminado tu cuenta',
        meaning:
          'Se han eliminado todos sus datos y se ha cerrado la sesión en todos los dispositivos. La cuenta no se puede recuperar.',
      },
      account_locked: {
        title: 'Se ha bloqueado tu cuenta',
        meaning:
          'Ha habido demasiados intentos incorrectos seguidos. Las contraseñas y los códigos volverán a funcionar dentro de una hora.',
      },
      backup_codes_created: {
        title: 'Se han creado códigos de respaldo nuevos',
        meaning: 'Los códigos anteriores ya no funcionan.',
      },
      backup_codes_removed: {
        title: 'Se han eliminado tus códigos de respaldo',
        meaning: 'Esos códigos ya no sirven para iniciar sesión.',
      },
      connected_account_added: {
        title: 'Se ha conectado una cuenta',
        meaning: 'A partir de ahora, la cuenta conectada sirve para iniciar sesión.',
      },
      connected_account_removed: {
        title: 'Se ha desconectado una cuenta',
        meaning: 'La cuenta desconectada ya no sirve para iniciar sesión.',
      },
      default_phone_number_changed: {
        title: 'Se ha cambiado tu teléfono para los códigos',
        meaning: 'Al iniciar sesión, los códigos se envían primero a este teléfono.',
      },
      email_address_added: {
        title: 'Se ha añadido un correo electrónico a tu cuenta',
        meaning: 'A partir de ahora, el correo añadido sirve para iniciar sesión.',
      },
      email_address_removed: {
        title: 'Se ha eliminado un correo electrónico de tu cuenta',
        meaning: 'El correo eliminado ya no sirve para iniciar sesión.',
      },
      new_sign_in: {
        title: 'Inicio de sesión en un dispositivo nuevo',
        meaning: 'Este dispositivo no se había usado antes con tu cuenta.',
      },
      passkey_added: {
        title: 'Se ha añadido una llave de acceso',
        meaning: 'A partir de ahora, esta llave de acceso sirve para iniciar sesión.',
      },
      passkey_removed: {
        title: 'Se ha eliminado una llave de acceso',
        meaning: 'Esta llave de acceso ya no sirve para iniciar sesión.',
      },
      passkey_renamed: {
        title: 'Se ha cambiado el nombre de una llave de acceso',
        meaning: 'La llave de acceso sigue funcionando como antes.',
      },
      password_added: {
        title: 'Se ha creado una contraseña',
        meaning: 'A partir de ahora, se puede iniciar sesión con contraseña.',
      },
      password_changed: {
        title: 'Se ha cambiado tu contraseña',
        meaning: 'La contraseña anterior ya no funciona.',
      },
      password_removed: {
        title: 'Se ha eliminado tu contraseña',
        meaning: 'A partir de ahora, usa tus otros métodos de inicio de sesión.',
      },
      phone_number_added: {
        title: 'Se ha añadido un teléfono a tu cuenta',
        meaning: 'A partir de ahora, este teléfono se puede usar con tu cuenta.',
      },
      phone_number_removed: {
        title: 'Se ha eliminado un teléfono de tu cuenta',
        meaning: 'Este teléfono ya no se puede usar con tu cuenta.',
      },
      phone_second_factor_disabled: {
        title: 'Se han desactivado los códigos por SMS',
        meaning: 'Al iniciar sesión, ya no se envían códigos a este teléfono.',
      },
      phone_second_factor_enabled: {
        title: 'Se han activado los códigos por SMS',
        meaning: 'A partir de ahora, al iniciar sesión se pide un código enviado a este teléfono.',
      },
      primary_email_address_changed: {
        title: 'Se ha cambiado tu correo electrónico principal',
        meaning: 'A partir de ahora, los mensajes sobre tu cuenta se envían al nuevo correo.',
      },
      primary_phone_number_changed: {
        title: 'Se ha cambiado tu teléfono principal',
        meaning: 'Este teléfono es el primero que se usa al iniciar sesión por teléfono.',
      },
      primary_wallet_changed: {
        title: 'Se ha cambiado tu monedero principal',
        meaning: 'A partir de ahora, este monedero representa tu cuenta.',
      },
      session_revoked: {
        title: 'Se ha cerrado la sesión en un dispositivo',
        meaning:
          'Para volver a usar tu cuenta en ese dispositivo, hay que iniciar sesión en él. Este correo vale también para los dispositivos en los que se cerró la sesión en el minuto siguiente.',
      },
      totp_disabled: {
        title: 'Se ha eliminado la app de autenticación',
        meaning: 'Al iniciar sesión, ya no se piden códigos de esta app.',
      },
      totp_enabled: {
        title: 'Se ha añadido una app de autenticación',
        meaning: 'A partir de ahora, al iniciar sesión se pide un código de esta app.',
      },
      username_changed: {
        title: 'Se ha cambiado tu nombre de usuario',
        meaning: 'Para iniciar sesión con nombre de usuario, usa el nuevo.',
      },
      username_removed: {
        title: 'Se ha eliminado tu nombre de usuario',
        meaning: 'Ese nombre de usuario ya no sirve para iniciar sesión.',
      },
      wallet_added: {
        title: 'Se ha conectado un monedero',
        meaning: 'A partir de ahora, este monedero sirve para iniciar sesión.',
      },
      wallet_removed: {
        title: 'Se ha eliminado un monedero',
        meaning: 'Este monedero ya no sirve para iniciar sesión.',
      },
    },
  },
  // Every character is one of GSM 03.38. The ó of “código” is not, and would make two segments of one.
  sms: {
    code: '{{code}} sirve para continuar en {{name}}. Caduca en {{duration}}. No lo compartas con nadie.',
  },
  linkPage: {
    asked: 'Lo has pedido en este navegador, para {{address}}.',
    notMe: 'No he sido yo',
    match: {
      title: '¿Qué número ves?',
      text: 'Otro navegador espera la confirmación de {{address}} en {{name}}:',
      choose: 'Elige el número que muestra.',
      warning: 'Si otra persona te ha enviado aquí o te dice un número, es un engaño: le permitirías iniciar sesión.',
    },
    sign_in: { title: '¿Iniciar sesión en {{name}}?', button: 'Iniciar sesión' },
    sign_up: { title: 'Verifica tu correo electrónico', button: 'Verificar' },
    verify_address: { title: 'Verifica tu correo electrónico', button: 'Verificar' },
    new_device: { title: 'Confirma este dispositivo', button: 'Confirmar' },
    reverification: { title: 'Confirma que eres tú', button: 'Confirmar' },
    problems: {
      unknown: {
        title: 'Este enlace no funciona',
        text: 'Está incompleto o te hemos enviado otro. Usa el enlace del correo más reciente.',
      },
      expired: {
        title: 'Este enlace ha caducado',
        text: 'Vuelve a la página donde empezaste y pide otro.',
      },
      used: {
        title: 'Este enlace ya se ha usado',
        text: 'Solo funciona una vez. Si no has iniciado sesión, pide otro donde empezaste.',
      },
      refused: {
        title: 'Este enlace ya no funciona',
        text: 'Nadie ha iniciado sesión con él. Si la solicitud era tuya, pide otro.',
      },
      mismatch: {
        title: 'Abre este enlace donde empezaste',
        text: 'Solo funciona en el navegador desde el que se pidió. Allí sigue siendo válido.',
      },
      busy: {
        title: 'Demasiadas solicitudes',
        text: 'Espera un momento y vuelve a abrir el enlace.',
      },
    },
    back: 'Ir a {{name}}',
  },
  pages: {
    titles: { waitlist: 'Apuntarse a la lista de espera', user: 'Cuenta' },
    originHidden:
      'Aún no se ha enviado nada: tu navegador no ha indicado de qué página procede este formulario. Revisa lo que has escrito y continúa aquí.',
    leaving: { title: 'Un momento', button: 'Continuar a {{host}}' },
    failed: 'No ha funcionado',
    user: {
      title: 'Tu cuenta',
      text: 'Tu perfil necesita JavaScript. Aquí puedes ver qué sesiones están abiertas y cerrarlas.',
      accounts: 'Sesiones abiertas en este navegador',
      signOut: 'Cerrar sesión',
      signOutOf: 'Cerrar sesión en {{account}}',
      signOutAll: 'Cerrar sesión en todas las cuentas',
      home: 'Volver a {{name}}',
    },
    waitlist: {
      title: 'Apúntate a la lista de espera',
      text: 'Introduce tu correo electrónico. Te escribiremos cuando haya sitio.',
      label: 'Correo electrónico',
      button: 'Apuntarse a la lista',
      joinedTitle: 'Gracias',
      joined: 'Tu correo electrónico está en la lista de espera. Te escribiremos cuando haya sitio.',
      none: 'Aquí no hay lista de espera.',
      signUp: 'Crear cuenta',
      signIn: 'Iniciar sesión',
    },
  },
};
