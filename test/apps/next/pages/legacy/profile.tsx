import { type ServerSideState, withServerSideAuth } from 'clerk-widgets/backend/next';

/** The middleware calls this page public, and it renews its sessions itself. */
export const getServerSideProps = withServerSideAuth(
  async ({ req }) => {
    if (!req.auth.userId) return { redirect: { destination: '/sign-in', statusCode: 307 } };
    return { props: { name: req.user?.firstName ?? null } };
  },
  { loadUser: true },
);

export default function Page({
  name,
  __clerk_ssr_state: { userId },
}: {
  name: string | null;
  __clerk_ssr_state: ServerSideState;
}) {
  return (
    <h1>
      {name} is {userId}
    </h1>
  );
}
