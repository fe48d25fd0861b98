import Link from 'next/link';

export default function Page() {
  return (
    <main>
      <h1>Public page</h1>
      <Link href="/protected" prefetch={false}>
        To the protected page
      </Link>
    </main>
  );
}
