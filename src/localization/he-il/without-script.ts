import type { withoutScript as english } from '../en-us/without-script.ts';

export const withoutScript: typeof english = {
  withoutScript__methods: 'למפתחות גישה ולארנקים נדרש JavaScript. אפשר להשתמש בשיטה אחרת או להפעיל את JavaScript.',
  withoutScript__account:
    'למפתחות גישה ולארנקים נדרש JavaScript, וייתכן שלחשבון הזה אין שיטה אחרת. יש להפעיל אותו ולטעון מחדש את הדף.',
  withoutScript__link: 'פתחתי את הקישור',
  withoutScript__captcha: 'להרשמה בטופס הזה נדרש JavaScript, כי הוא בודק שלא מדובר בבוט.',
  withoutScript__form: 'לטופס הזה נדרש JavaScript. יש להפעיל אותו ולטעון מחדש את הדף.',
};
