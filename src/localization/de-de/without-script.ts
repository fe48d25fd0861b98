import type { withoutScript as english } from '../en-us/without-script.ts';

export const withoutScript: typeof english = {
  withoutScript__methods:
    'Für Passkeys und Wallets ist JavaScript nötig. Verwenden Sie eine andere Methode, oder schalten Sie JavaScript ein.',
  withoutScript__account:
    'Für Passkeys und Wallets ist JavaScript nötig, und Ihr Konto hat vielleicht keine andere Methode. Schalten Sie es ein und laden Sie die Seite neu.',
  withoutScript__link: 'Ich habe den Link geöffnet',
  withoutScript__captcha:
    'Für die Registrierung mit diesem Formular ist JavaScript nötig, weil es prüft, dass Sie kein Bot sind.',
  withoutScript__form: 'Für dieses Formular ist JavaScript nötig. Schalten Sie es ein und laden Sie die Seite neu.',
};
