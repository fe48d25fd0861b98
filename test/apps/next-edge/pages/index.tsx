import { getContext } from 'clerk-widgets/backend/next';
import type { GetServerSideProps } from 'next';

export const getServerSideProps: GetServerSideProps<{ visitor: string }> = async ({ req }) => ({
  props: { visitor: (await getContext<string>(req, 'visitor')) ?? 'unknown' },
});

export default function Page({ visitor }: { visitor: string }) {
  return <h1>The visitor is {visitor}</h1>;
}
