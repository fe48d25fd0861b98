import { renderSignIn } from 'clerk-widgets/backend';

/** The form is part of the HTML. */
export default async function Page() {
  const form = await renderSignIn({ proxyUrl: '/__clerk' });
  return <main suppressHydrationWarning dangerouslySetInnerHTML={{ __html: String(form) }} />;
}
