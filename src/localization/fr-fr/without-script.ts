import type { withoutScript as english } from '../en-us/without-script.ts';

export const withoutScript: typeof english = {
  withoutScript__methods:
    'Les clés d’accès et les portefeuilles nécessitent JavaScript. Utilisez une autre méthode ou activez JavaScript.',
  withoutScript__account:
    'Les clés d’accès et les portefeuilles nécessitent JavaScript, et votre compte n’a peut-être pas d’autre méthode. Activez-le, puis rechargez la page.',
  withoutScript__link: 'J’ai ouvert le lien',
  withoutScript__captcha:
    'L’inscription avec ce formulaire nécessite JavaScript, car il vérifie que vous n’êtes pas un robot.',
  withoutScript__form: 'Ce formulaire nécessite JavaScript. Activez-le, puis rechargez la page.',
};
