import { Link, useRouteLoaderData } from 'react-router';

export default function Home() {
  const { auth } = useRouteLoaderData('root');
  return (
    <main>
      <h1>Home</h1>
      <p id="user">{auth.userId ?? 'nobody'}</p>
      <clerk-user-button />
      <Link to="/protected">Protected</Link>
    </main>
  );
}
