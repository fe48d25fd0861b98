import { getAuth } from 'clerk-widgets/backend/react-router';

export async function loader(args) {
  const { userId } = await getAuth(args);
  return { userId };
}

export default function Protected({ loaderData: { userId } }) {
  return (
    <main>
      <h1>Protected</h1>
      <p id="user">{userId}</p>
    </main>
  );
}
