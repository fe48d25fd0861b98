import type { withoutScript as english } from '../en-us/without-script.ts';

export const withoutScript: typeof english = {
  withoutScript__methods:
    'Las llaves de acceso y los monederos necesitan JavaScript. Usa otro método o activa JavaScript.',
  withoutScript__account:
    'Las llaves de acceso y los monederos necesitan JavaScript, y puede que tu cuenta no tenga otro método. Actívalo y vuelve a cargar la página.',
  withoutScript__link: 'He abierto el enlace',
  withoutScript__captcha:
    'Para registrarte con este formulario se necesita JavaScript, porque comprueba que no eres un bot.',
  withoutScript__form: 'Este formulario necesita JavaScript. Actívalo y vuelve a cargar la página.',
};
