import type { withoutScript as english } from '../en-us/without-script.ts';

export const withoutScript: typeof english = {
  withoutScript__methods:
    'パスキーとウォレットにはJavaScriptが必要です。ほかの方法を使うか、JavaScriptを有効にしてください。',
  withoutScript__account:
    'パスキーとウォレットにはJavaScriptが必要です。このアカウントにはほかの方法がない場合があります。JavaScriptを有効にして、ページを再読み込みしてください。',
  withoutScript__link: 'リンクを開きました',
  withoutScript__captcha: 'このフォームはボットでないことを確認するため、新規登録にJavaScriptが必要です。',
  withoutScript__form: 'このフォームにはJavaScriptが必要です。有効にして、ページを再読み込みしてください。',
};
