import { renderSignIn } from 'clerk-widgets/backend';

export async function loader({ request }) {
  return { form: String(await renderSignIn({ url: request.url })) };
}

export default function Rendered({ loaderData: { form } }) {
  return <main suppressHydrationWarning dangerouslySetInnerHTML={{ __html: form }} />;
}
