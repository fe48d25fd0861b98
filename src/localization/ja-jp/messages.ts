import { plural } from '../plural.ts';
import { addModifiers } from '../translate.ts';
import type { MessageTexts } from '../types.ts';

addModifiers({ plural });

const validity = 'リンクとコードは{{duration}}間有効で、1回だけ使えます。';
const ignore = '心当たりがない場合は、このメールを無視してください。';

/** What the server itself writes to people in Japanese. */
export const messages: MessageTexts = {
  requester: {
    what: '対象',
    device: 'デバイス',
    place: '場所',
    time: '日時',
    unknownDevice: '不明',
    browserOnSystem: '{{system}}の{{browser}}',
    cityAndCountry: '{{country}}、{{city}}',
    placeAndAddress: '{{place}}（{{address}}）',
  },
  mail: {
    questions: 'ご不明な点は、{{address}}までお問い合わせください。',
    code: {
      subject: '{{code}}：{{name}}の確認コード',
      title: '{{name}}の確認コード',
      text: 'コードは{{duration}}間有効で、1回だけ使えます。{{name}}の担当者がコードをお尋ねすることは決してありません。',
      note: 'コードをリクエストしていない場合は、このメールを無視してください。コードが入力されない限り、何も起こりません。',
    },
    resetPassword: {
      title: '{{name}}のパスワードをリセットするコード',
      note: 'コードをリクエストしていない場合は、このメールを無視してください。パスワードは変更されません。',
    },
    newDevice: {
      subject: '{{code}}：{{name}}の確認コード（新しいデバイス）',
      title: '新しいデバイスからのログインは、ご本人ですか？',
      text: '新しいデバイスで{{name}}のパスワードが入力されました。ご本人の場合は、次のコードを入力してログインを完了してください。',
      preview: '{{text}}{{code}}',
      button: '新しいデバイスを承認',
      validity: 'コードは{{duration}}間有効で、1回だけ使えます。',
      note: '心当たりがない場合は、コードを誰にも教えず、パスワードを変更してください。パスワードが他人に知られています。',
    },
    link: {
      code: 'または、操作を始めた画面で次のコードを入力してください。',
      requester: 'このメールは、次の環境からリクエストされました。',
      note: '心当たりがない場合は、リンクを開かないでください。開かない限り、何も起こりません。',
      sign_in: {
        subject: '{{name}}のログインリンク',
        title: '{{name}}にログイン',
        text: `{{name}}にログインするには、リンクを開いてください。${validity}`,
      },
      sign_up: {
        subject: 'メールアドレスの確認（{{name}}）',
        title: 'メールアドレスを確認',
        text: `{{name}}への新規登録を完了するには、リンクを開いてください。${validity}`,
      },
      verify_address: {
        subject: 'メールアドレスの確認（{{name}}）',
        title: 'メールアドレスを確認',
        text: `このメールアドレスを{{name}}のアカウントに追加するには、リンクを開いてください。${validity}`,
      },
      new_device: {
        subject: '新しいデバイスの承認（{{name}}）',
        title: '新しいデバイスを承認',
        text: `新しいデバイスで{{name}}にログインするには、リンクを開いてください。${validity}`,
      },
      reverification: {
        subject: '本人確認（{{name}}）',
        title: '本人確認',
        text: `{{name}}のアカウントの変更を承認するには、リンクを開いてください。${validity}`,
      },
    },
    invitation: {
      subject: '{{name}}へのご招待',
      title: '{{name}}に招待されています',
      text: '{{name}}に招待されています。リンクを開くと、このメールアドレスでアカウントを作成できます。メールアドレスの確認は不要です。',
      waitlistText:
        'お待たせしました。{{name}}に空きが出ました。リンクを開くと、このメールアドレスでアカウントを作成できます。メールアドレスの確認は不要です。',
      button: '招待を受ける',
      validity: '招待は{{duration}}間有効です。ご本人専用のため、ほかの人には転送しないでください。',
      note: ignore,
    },
    waitlist: {
      title: '{{name}}の順番待ちリストに登録されました',
      text: 'このメールアドレスは、{{name}}の順番待ちリストに登録されています。空きが出たら、このアドレスに招待をお送りします。',
      note: ignore,
    },
    accountExists: {
      title: '{{name}}のアカウントをすでにお持ちです',
      text: 'このメールアドレスで、{{name}}への新規登録の操作がありました。すでにアカウントがあるため、新しいアカウントは作成されていません。',
      signIn: 'ご本人の場合は、新規登録ではなくログインしてください。',
      button: '{{name}}にログイン',
      note: '心当たりがない場合も、対応は不要です。アカウントに変更はありません。',
    },
    methodsSuspended: {
      subject: 'パスワードがリセットされました（{{name}}）',
      title: 'パスワードがリセットされました',
      preview: 'ほかのログイン方法は、確認するまで使えません。',
      text: '{{name}}のアカウントのパスワードがリセットされ、ほかのすべてのデバイスからログアウトされました。以下のログイン方法は停止しています。アカウントの画面で、ご自分のものは確認し、それ以外は削除してください。',
      and: 'ほか',
      more: "{{ count | plural('ja-JP', 'other=%件') }}",
      requester: 'パスワードは、次の環境でリセットされました。',
      note: '心当たりがない場合は、いつもの方法で{{name}}を開き、もう一度パスワードをリセットしてください。',
      history: {
        added: '{{method}}：{{added}}に追加',
        addedWith: '{{method}}：{{added}}に{{device}}で追加',
        addedAndUsed: '{{method}}：{{added}}に追加、最終使用は{{used}}',
        addedWithAndUsed: '{{method}}：{{added}}に{{device}}で追加、最終使用は{{used}}',
      },
      kinds: {
        email_address: 'メールアドレス',
        phone_number: '電話番号',
        web3_wallet: 'ウォレット',
        external_account: '連携アカウント',
        passkey: 'パスキー',
      },
    },
    notification: {
      subject: '{{title}}（{{name}}）',
      preview: '{{title}}。{{meaning}}',
      previewOfItem: '{{title}}：{{item}}。{{meaning}}',
      text: '{{name}}のアカウントに関するお知らせです。{{meaning}}',
      note: '心当たりがない場合は、いつもの方法で{{name}}を開いてアカウントを確認し、見覚えのないデバイスからログアウトしてください。',
      deletedNote: '心当たりがない場合は、すぐに{{name}}の運営者にお問い合わせください。',
      account_deleted: {
        title: 'アカウントが削除されました',
        meaning: 'すべてのデータが削除され、すべてのデバイスからログアウトされました。元に戻すことはできません。',
      },
      account_locked: {
        title: 'アカウントがロックされました',
        meaning: '誤った入力が何度も続きました。パスワードとコードは、1時間後に再び使えます。',
      },
      backup_codes_created: {
        title: '新しいバックアップコードが作成されました',
        meaning: '古いコードは使えなくなりました。',
      },
      backup_codes_removed: {
        title: 'バックアップコードが削除されました',
        meaning: '今後、ログイン時にバックアップコードは使えません。',
      },
      connected_account_added: {
        title: 'アカウントが連携されました',
        meaning: '今後、連携アカウントでログインできます。',
      },
      connected_account_removed: {
        title: 'アカウントの連携が解除されました',
        meaning: '今後、連携していたアカウントではログインできません。',
      },
      default_phone_number_changed: {
        title: 'コードを受け取る電話番号が変更されました',
        meaning: '今後、ログイン時のコードは、まずこの番号に送信されます。',
      },
      email_address_added: {
        title: 'メールアドレスが追加されました',
        meaning: '今後、このメールアドレスでログインできます。',
      },
      email_address_removed: {
        title: 'メールアドレスが削除されました',
        meaning: '今後、このメールアドレスではログインできません。',
      },
      new_sign_in: {
        title: '新しいデバイスからログインがありました',
        meaning: 'このアカウントでは初めて使われるデバイスです。',
      },
      passkey_added: {
        title: 'パスキーが追加されました',
        meaning: '今後、このパスキーでログインできます。',
      },
      passkey_removed: {
        title: 'パスキーが削除されました',
        meaning: '今後、このパスキーではログインできません。',
      },
      passkey_renamed: {
        title: 'パスキーの名前が変更されました',
        meaning: 'このパスキーでのログインは、これまでと変わりません。',
      },
      password_added: {
        title: 'パスワードが設定されました',
        meaning: '今後、パスワードでログインできます。',
      },
      password_changed: {
        title: 'パスワードが変更されました',
        meaning: '古いパスワードは使えなくなりました。',
      },
      password_removed: {
        title: 'パスワードが削除されました',
        meaning: '今後は、ほかのログイン方法をお使いください。',
      },
      phone_number_added: {
        title: '電話番号が追加されました',
        meaning: '今後、この電話番号をアカウントで使えます。',
      },
      phone_number_removed: {
        title: '電話番号が削除されました',
        meaning: '今後、この電話番号はアカウントで使えません。',
      },
      phone_second_factor_disabled: {
        title: 'SMSでのコード送信が停止されました',
        meaning: '今後、ログイン時にこの番号へコードは送信されません。',
      },
      phone_second_factor_enabled: {
        title: 'SMSでのコード送信が開始されました',
        meaning: '今後、ログイン時に、この番号に届くコードの入力が必要になります。',
      },
      primary_email_address_changed: {
        title: 'メインのメールアドレスが変更されました',
        meaning: '今後、アカウントに関するメールはこのアドレスに届きます。',
      },
      primary_phone_number_changed: {
        title: 'メインの電話番号が変更されました',
        meaning: '電話番号でログインするときは、この番号が優先されます。',
      },
      primary_wallet_changed: {
        title: 'メインのウォレットが変更されました',
        meaning: '今後は、このウォレットがアカウントのメインになります。',
      },
      session_revoked: {
        title: 'デバイスからログアウトされました',
        meaning:
          'アカウントを再び使うには、そのデバイスでログインし直す必要があります。このメールは、その後1分以内にログアウトされたデバイスについてのお知らせも兼ねています。',
      },
      totp_disabled: {
        title: '認証アプリが削除されました',
        meaning: '今後、ログイン時にこのアプリのコードは求められません。',
      },
      totp_enabled: {
        title: '認証アプリが追加されました',
        meaning: '今後、ログイン時にこのアプリのコードの入力が必要になります。',
      },
      username_changed: {
        title: 'ユーザー名が変更されました',
        meaning: '今後、古いユーザー名ではログインできません。新しいユーザー名をお使いください。',
      },
      username_removed: {
        title: 'ユーザー名が削除されました',
        meaning: '今後、ユーザー名ではログインできません。',
      },
      wallet_added: {
        title: 'ウォレットが接続されました',
        meaning: '今後、このウォレットでログインできます。',
      },
      wallet_removed: {
        title: 'ウォレットが削除されました',
        meaning: '今後、このウォレットではログインできません。',
      },
    },
  },
  sms: {
    code: '{{code}}：{{name}}の確認コード（{{duration}}間有効）。他人に教えないでください。',
  },
  linkPage: {
    asked: 'このブラウザで、{{address}}宛てにリクエストされました。',
    notMe: 'リクエストしていない',
    match: {
      title: 'どの数字が表示されていますか？',
      text: '別のブラウザが、{{name}}で{{address}}の確認を待っています。',
      choose: 'そのブラウザに表示されている数字を選択してください。',
      warning:
        'ほかの人にこのページを開くよう言われた場合や、数字を伝えられた場合は、詐欺です。選択すると、その人がログインしてしまいます。',
    },
    sign_in: { title: '{{name}}にログインしますか？', button: 'ログイン' },
    sign_up: { title: 'メールアドレスの確認', button: '確認を完了' },
    verify_address: { title: 'メールアドレスの確認', button: '確認を完了' },
    new_device: { title: '新しいデバイスの承認', button: '承認' },
    reverification: { title: '本人確認', button: '確認を完了' },
    problems: {
      unknown: {
        title: 'このリンクは使えません',
        text: 'リンクが途中で切れているか、より新しいリンクが送信されています。最新のメールのリンクを開いてください。',
      },
      expired: {
        title: 'リンクの有効期限切れ',
        text: '元のページに戻り、新しいリンクを送信してください。',
      },
      used: {
        title: 'このリンクは使用済みです',
        text: 'リンクは1回だけ使えます。ログインできていない場合は、元のページで新しいリンクを送信してください。',
      },
      refused: {
        title: 'このリンクは無効になりました',
        text: 'このリンクでは誰もログインしていません。ご自分で操作を始めた場合は、新しいリンクを送信してください。',
      },
      mismatch: {
        title: '元のブラウザで開いてください',
        text: 'リンクはまだ有効ですが、操作を始めたブラウザでのみ使えます。',
      },
      busy: {
        title: 'リクエストが多すぎます',
        text: '少し待ってから、もう一度リンクを開いてください。',
      },
    },
    back: '{{name}}に移動',
  },
  pages: {
    titles: { waitlist: '順番待ちリストに登録', user: 'アカウント' },
    originHidden:
      'まだ何も送信されていません。このフォームがどのページのものか、ブラウザから伝えられませんでした。入力内容を確認し、ここから続けてください。',
    leaving: { title: 'お待ちください', button: '{{host}}に進む' },
    failed: '完了できませんでした',
    user: {
      title: 'アカウント',
      text: 'プロフィールの表示にはJavaScriptが必要です。ここでは、ログイン中のアカウントの確認とログアウトができます。',
      accounts: 'このブラウザでログイン中',
      signOut: 'ログアウト',
      signOutOf: '{{account}}からログアウト',
      signOutAll: 'すべてのアカウントからログアウト',
      home: '{{name}}に戻る',
    },
    waitlist: {
      title: '順番待ちリストに登録',
      text: 'メールアドレスを入力してください。空きが出たら、メールでお知らせします。',
      label: 'メールアドレス',
      button: '順番待ちリストに登録',
      joinedTitle: 'ありがとうございます',
      joined: '順番待ちリストに登録しました。空きが出たら、メールでお知らせします。',
      none: '順番待ちリストはありません。',
      signUp: '新規登録',
      signIn: 'ログイン',
    },
  },
};
