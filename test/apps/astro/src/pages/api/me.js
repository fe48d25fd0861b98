export function GET({ locals }) {
  const { userId } = locals.auth();
  return userId ? Response.json({ userId }) : Response.json({ error: 'signed_out' }, { status: 401 });
}
