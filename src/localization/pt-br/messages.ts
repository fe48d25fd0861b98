import { plural } from '../plural.ts';
import { addModifiers } from '../translate.ts';
import type { MessageTexts } from '../types.ts';

addModifiers({ plural });

/** Portuguese of Brazil: texts of mails, text messages and the pages of the server. */
export const messages: MessageTexts = {
  requester: {
    what: 'Item',
    device: 'Dispositivo',
    place: 'Local',
    time: 'Data',
    unknownDevice: 'Desconhecido',
    browserOnSystem: '{{browser}} no {{system}}',
    cityAndCountry: '{{city}}, {{country}}',
    placeAndAddress: '{{place}} ({{address}})',
  },
  mail: {
    questions: 'Tem alguma dúvida? Escreva para {{address}}.',
    code: {
      subject: '{{code}} é seu código para {{name}}',
      title: 'Seu código para {{name}}',
      text: 'Ele vale por {{duration}} e funciona uma vez só. A equipe de {{name}} nunca vai pedir este código a você.',
      note: 'Se você não pediu este código, pode ignorar este e-mail. Sem o código, nada acontece.',
    },
    resetPassword: {
      title: 'Seu código para escolher uma nova senha em {{name}}',
      note: 'Se você não pediu este código, pode ignorar este e-mail. Sua senha não vai mudar.',
    },
    newDevice: {
      subject: '{{code}} é seu código para {{name}} em um novo dispositivo',
      title: 'É você, em um novo dispositivo?',
      text: 'Alguém digitou sua senha de {{name}} em um novo dispositivo. Se foi você, termine de entrar com este código:',
      preview: '{{text}} {{code}}',
      button: 'Confirmar este dispositivo',
      validity: 'O código vale por {{duration}} e funciona uma vez só.',
      note: 'Se não foi você, não compartilhe o código e altere sua senha. Outra pessoa sabe qual é.',
    },
    link: {
      code: 'Ou digite este código onde você começou:',
      requester: 'O pedido veio daqui:',
      note: 'Se não foi você, não abra o link. Sem ele, nada acontece.',
      sign_in: {
        subject: 'Seu link para entrar em {{name}}',
        title: 'Entrar em {{name}}',
        text: 'Abra o link para entrar em {{name}}. O link e o código valem por {{duration}} e funcionam uma vez só.',
      },
      sign_up: {
        subject: 'Confirme seu e-mail para {{name}}',
        title: 'Confirmar e-mail',
        text: 'Abra o link para terminar de criar sua conta em {{name}}. O link e o código valem por {{duration}} e funcionam uma vez só.',
      },
      verify_address: {
        subject: 'Confirme seu e-mail para {{name}}',
        title: 'Confirmar e-mail',
        text: 'Abra o link para adicionar este endereço de e-mail à sua conta em {{name}}. O link e o código valem por {{duration}} e funcionam uma vez só.',
      },
      new_device: {
        subject: 'Confirme este dispositivo para {{name}}',
        title: 'Confirmar este dispositivo',
        text: 'Abra o link para entrar em {{name}} com um novo dispositivo. O link e o código valem por {{duration}} e funcionam uma vez só.',
      },
      reverification: {
        subject: 'Confirme que é você em {{name}}',
        title: 'Confirmar que é você',
        text: 'Abra o link para confirmar uma alteração na sua conta em {{name}}. O link e o código valem por {{duration}} e funcionam uma vez só.',
      },
    },
    invitation: {
      subject: 'Seu convite para {{name}}',
      title: 'Você recebeu um convite para {{name}}',
      text: 'Você recebeu um convite para {{name}}. O link permite criar uma conta com este endereço de e-mail, que você não vai precisar confirmar.',
      waitlistText:
        'Você estava na lista de espera de {{name}}, e agora há uma vaga para você. O link permite criar uma conta com este endereço de e-mail, que você não vai precisar confirmar.',
      button: 'Aceitar convite',
      validity: 'O convite vale por {{duration}} e é só para você, então não o compartilhe.',
      note: 'Se você não esperava este convite, pode ignorar este e-mail.',
    },
    waitlist: {
      title: 'Você está na lista de espera de {{name}}',
      text: 'Este endereço de e-mail está na lista de espera de {{name}}. Quando houver vaga, vamos enviar um convite para ele.',
      note: 'Se você não esperava por isso, pode ignorar este e-mail.',
    },
    accountExists: {
      title: 'Você já tem uma conta em {{name}}',
      text: 'Alguém tentou criar uma conta em {{name}} com este endereço de e-mail. Já existe uma conta com ele, por isso nenhuma outra foi criada.',
      signIn: 'Se foi você, é só entrar na sua conta:',
      button: 'Entrar em {{name}}',
      note: 'Se não foi você, não precisa fazer nada. Sua conta não mudou.',
    },
    methodsSuspended: {
      subject: 'Sua senha foi redefinida ({{name}})',
      title: 'Sua senha foi redefinida',
      preview: 'Seus outros métodos de login estão desativados até que você os confirme.',
      text: 'A senha da sua conta em {{name}} foi redefinida, e as sessões dos outros dispositivos foram encerradas. Os métodos de login abaixo estão desativados. Na sua conta, confirme os que são seus e remova os outros.',
      and: 'E',
      more: "{{ count | plural('pt-BR', 'other=mais %') }}",
      requester: 'A senha foi redefinida daqui:',
      note: 'Se não foi você, abra {{name}} como sempre faz e redefina a senha outra vez.',
      history: {
        added: '{{method}}: adição em {{added}}',
        addedWith: '{{method}}: adição em {{added}} com {{device}}',
        addedAndUsed: '{{method}}: adição em {{added}}, último uso em {{used}}',
        addedWithAndUsed: '{{method}}: adição em {{added}} com {{device}}, último uso em {{used}}',
      },
      kinds: {
        email_address: 'E-mail',
        phone_number: 'Telefone',
        web3_wallet: 'Carteira',
        external_account: 'Conta conectada',
        passkey: 'Chave de acesso',
      },
    },
    notification: {
      subject: '{{title}} ({{name}})',
      preview: '{{title}}. {{meaning}}',
      previewOfItem: '{{title}}: {{item}}. {{meaning}}',
      text: 'Este aviso é sobre sua conta em {{name}}. {{meaning}}',
      note: 'Se não foi você, abra {{name}} como sempre faz, confira sua conta e saia dos dispositivos que não conhece.',
      deletedNote: 'Se não foi você, fale imediatamente com os responsáveis por {{name}}.',
      account_deleted: {
        title: 'Sua conta foi excluída',
        meaning:
          'Todos os dados dela foram excluídos, e as sessões de todos os dispositivos foram encerradas. Não é possível recuperar a conta.',
      },
      account_locked: {
        title: 'Sua conta foi bloqueada',
        meaning: 'Houve muitas tentativas incorretas seguidas. Senhas e códigos voltam a funcionar em uma hora.',
      },
      backup_codes_created: {
        title: 'Novos códigos de backup foram criados',
        meaning: 'Os códigos antigos não funcionam mais.',
      },
      backup_codes_removed: {
        title: 'Seus códigos de backup foram removidos',
        meaning: 'Não é mais possível entrar com esses códigos.',
      },
      connected_account_added: {
        title: 'Uma conta foi conectada',
        meaning: 'Agora é possível entrar com a conta conectada.',
      },
      connected_account_removed: {
        title: 'Uma conta foi desconectada',
        meaning: 'Não é mais possível entrar com a conta desconectada.',
      },
      default_phone_number_changed: {
        title: 'Seu telefone para códigos foi alterado',
        meaning: 'Quando você entrar, os códigos vão primeiro para este telefone.',
      },
      email_address_added: {
        title: 'Um e-mail foi adicionado à sua conta',
        meaning: 'Agora é possível entrar com o e-mail adicionado.',
      },
      email_address_removed: {
        title: 'Um e-mail foi removido da sua conta',
        meaning: 'Não é mais possível entrar com o e-mail removido.',
      },
      new_sign_in: {
        title: 'Login em um novo dispositivo',
        meaning: 'Este dispositivo nunca tinha sido usado com sua conta.',
      },
      passkey_added: {
        title: 'Uma chave de acesso foi adicionada',
        meaning: 'Agora é possível entrar com esta chave de acesso.',
      },
      passkey_removed: {
        title: 'Uma chave de acesso foi removida',
        meaning: 'Não é mais possível entrar com esta chave de acesso.',
      },
      passkey_renamed: {
        title: 'Uma chave de acesso foi renomeada',
        meaning: 'A chave de acesso continua funcionando como antes.',
      },
      password_added: {
        title: 'Uma senha foi criada',
        meaning: 'Agora é possível entrar com senha.',
      },
      password_changed: {
        title: 'Sua senha foi alterada',
        meaning: 'A senha antiga não funciona mais.',
      },
      password_removed: {
        title: 'Sua senha foi removida',
        meaning: 'A partir de agora, use seus outros métodos de login.',
      },
      phone_number_added: {
        title: 'Um telefone foi adicionado à sua conta',
        meaning: 'Agora este telefone pode ser usado com sua conta.',
      },
      phone_number_removed: {
        title: 'Um telefone foi removido da sua conta',
        meaning: 'Este telefone não pode mais ser usado com sua conta.',
      },
      phone_second_factor_disabled: {
        title: 'Os códigos por SMS foram desativados',
        meaning: 'Não vamos mais enviar códigos para este telefone quando você entrar.',
      },
      phone_second_factor_enabled: {
        title: 'Os códigos por SMS foram ativados',
        meaning: 'A partir de agora, vamos pedir um código enviado para este telefone quando você entrar.',
      },
      primary_email_address_changed: {
        title: 'Seu e-mail principal foi alterado',
        meaning: 'Agora as mensagens sobre sua conta vão para o novo e-mail.',
      },
      primary_phone_number_changed: {
        title: 'Seu telefone principal foi alterado',
        meaning: 'Este telefone vem primeiro quando você entra por telefone.',
      },
      primary_wallet_changed: {
        title: 'Sua carteira principal foi alterada',
        meaning: 'Agora esta carteira representa sua conta.',
      },
      session_revoked: {
        title: 'A sessão de um dispositivo foi encerrada',
        meaning:
          'Para voltar a usar sua conta neste dispositivo, é preciso entrar de novo. Este e-mail vale também para dispositivos cuja sessão foi encerrada no minuto seguinte.',
      },
      totp_disabled: {
        title: 'O app autenticador foi removido',
        meaning: 'Não vamos mais pedir códigos deste app quando você entrar.',
      },
      totp_enabled: {
        title: 'Um app autenticador foi adicionado',
        meaning: 'A partir de agora, vamos pedir um código deste app quando você entrar.',
      },
      username_changed: {
        title: 'Seu nome de usuário foi alterado',
        meaning: 'Para entrar com nome de usuário, use o novo.',
      },
      username_removed: {
        title: 'Seu nome de usuário foi removido',
        meaning: 'Não é mais possível entrar com esse nome de usuário.',
      },
      wallet_added: {
        title: 'Uma carteira foi conectada',
        meaning: 'Agora é possível entrar com esta carteira.',
      },
      wallet_removed: {
        title: 'Uma carteira foi removida',
        meaning: 'Não é mais possível entrar com esta carteira.',
      },
    },
  },
  // Every character is one of GSM 03.38. The ó of “código” is not, and would make two segments of one.
  sms: {
    code: '{{code}} serve para continuar em {{name}}. Expira em {{duration}}. Nunca compartilhe com ninguém.',
  },
  linkPage: {
    asked: 'Você pediu isto neste navegador, para {{address}}.',
    notMe: 'Não fui eu',
    match: {
      title: 'Que número você vê?',
      text: 'Outro navegador espera a confirmação de {{address}} em {{name}}:',
      choose: 'Escolha o número que aparece nele.',
      warning:
        'Se outra pessoa mandou você para cá ou diz um número a você, é golpe: você deixaria essa pessoa entrar.',
    },
    sign_in: { title: 'Entrar em {{name}}?', button: 'Entrar' },
    sign_up: { title: 'Confirme seu e-mail', button: 'Confirmar' },
    verify_address: { title: 'Confirme seu e-mail', button: 'Confirmar' },
    new_device: { title: 'Confirme este dispositivo', button: 'Confirmar' },
    reverification: { title: 'Confirme que é você', button: 'Confirmar' },
    problems: {
      unknown: {
        title: 'Este link não funciona',
        text: 'Ele está incompleto ou enviamos outro depois. Use o link do e-mail mais recente.',
      },
      expired: {
        title: 'Este link expirou',
        text: 'Volte para a página onde você começou e peça outro.',
      },
      used: {
        title: 'Este link já foi usado',
        text: 'Ele funciona uma vez só. Se você ainda não entrou, peça outro onde começou.',
      },
      refused: {
        title: 'Este link não funciona mais',
        text: 'Ninguém entrou com ele. Se o pedido foi seu, peça outro.',
      },
      mismatch: {
        title: 'Abra este link onde você começou',
        text: 'Ele só funciona no navegador que fez o pedido, e lá ainda é válido.',
      },
      busy: {
        title: 'Muitos pedidos em pouco tempo',
        text: 'Espere um momento e abra o link de novo.',
      },
    },
    back: 'Ir para {{name}}',
  },
  pages: {
    titles: { waitlist: 'Entrar na lista de espera', user: 'Conta' },
    originHidden:
      'Nada foi enviado ainda: seu navegador não informou de que página veio este formulário. Confira o que você digitou e continue aqui.',
    leaving: { title: 'Só um momento', button: 'Continuar para {{host}}' },
    failed: 'Não funcionou',
    user: {
      title: 'Sua conta',
      text: 'Seu perfil precisa de JavaScript. Aqui você pode ver quais contas estão abertas e sair delas.',
      accounts: 'Contas abertas neste navegador',
      signOut: 'Sair',
      signOutOf: 'Sair da conta {{account}}',
      signOutAll: 'Sair de todas as contas',
      home: 'Voltar para {{name}}',
    },
    waitlist: {
      title: 'Entre na lista de espera',
      text: 'Digite seu e-mail. Vamos escrever para você quando houver vaga.',
      label: 'E-mail',
      button: 'Entrar na lista de espera',
      joinedTitle: 'Obrigado',
      joined: 'Seu e-mail está na lista de espera. Vamos escrever para você quando houver vaga.',
      none: 'Não há lista de espera aqui.',
      signUp: 'Criar conta',
      signIn: 'Entrar',
    },
  },
};
