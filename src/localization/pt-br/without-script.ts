import type { withoutScript as english } from '../en-us/without-script.ts';

export const withoutScript: typeof english = {
  withoutScript__methods:
    'Chaves de acesso e carteiras precisam de JavaScript. Use outro método ou ative o JavaScript.',
  withoutScript__account:
    'Chaves de acesso e carteiras precisam de JavaScript, e sua conta talvez não tenha outro método. Ative-o e recarregue a página.',
  withoutScript__link: 'Abri o link',
  withoutScript__captcha:
    'O cadastro com este formulário precisa de JavaScript, porque ele verifica se você não é um robô.',
  withoutScript__form: 'Este formulário precisa de JavaScript. Ative-o e recarregue a página.',
};
