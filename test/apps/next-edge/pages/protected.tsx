import { type ServerSideState, withServerSideAuth } from 'clerk-widgets/backend/next';

export const getServerSideProps = withServerSideAuth();

export default function Page({ __clerk_ssr_state: { userId } }: { __clerk_ssr_state: ServerSideState }) {
  return <h1>Protected page for {userId}</h1>;
}
