import { auth } from 'clerk-widgets/backend/next';
import { Ask } from './ask';

export default async function Page() {
  const { userId } = await auth.protect();
  return (
    <main>
      <h1>Protected page</h1>
      <p id="user">{userId}</p>
      <Ask />
    </main>
  );
}
