import { auth } from 'clerk-widgets/backend/next';

/** The middleware calls this page public. It protects itself. */
export default async function Page() {
  const { userId } = await auth.protect();
  return <h1>Protected by itself, for {userId}</h1>;
}
