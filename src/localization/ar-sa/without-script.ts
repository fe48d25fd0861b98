import type { withoutScript as english } from '../en-us/without-script.ts';

export const withoutScript: typeof english = {
  withoutScript__methods: 'تتطلب مفاتيح المرور والمحافظ تفعيل JavaScript. يمكن استخدام طريقة أخرى أو تفعيل JavaScript.',
  withoutScript__account:
    'تتطلب مفاتيح المرور والمحافظ تفعيل JavaScript، وقد لا تتوفر طريقة أخرى لهذا الحساب. يُرجى تفعيله ثم إعادة تحميل الصفحة.',
  withoutScript__link: 'تم فتح الرابط',
  withoutScript__captcha: 'يتطلب إنشاء حساب بهذا النموذج تفعيل JavaScript، لأنه يتحقق من أن المستخدم ليس برنامجًا آليًا.',
  withoutScript__form: 'يتطلب هذا النموذج تفعيل JavaScript. يُرجى تفعيله ثم إعادة تحميل الصفحة.',
};
