import { auth } from '@clerk/nextjs/server';

export default async function Page() {
  const { userId } = await auth.protect();
  return (
    <>
      <h1>Protected page for {userId}</h1>
      <p id="secret">For users</p>
    </>
  );
}
