import { auth } from '@clerk/nextjs/server';
import { Home } from './home';

export default async function Page() {
  const { userId } = await auth();
  return (
    <>
      <h1>Public page for {userId ?? 'everybody'}</h1>
      <Home />
    </>
  );
}
