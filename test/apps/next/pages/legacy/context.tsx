import { getContext } from 'clerk-widgets/backend/next';
import type { GetServerSideProps } from 'next';

export const getServerSideProps: GetServerSideProps<{ plan: string }> = async ({ req }) => ({
  props: { plan: (await getContext<string>(req, 'plan')) ?? 'none' },
});

export default function Page({ plan }: { plan: string }) {
  return <h1>The plan is {plan}</h1>;
}
