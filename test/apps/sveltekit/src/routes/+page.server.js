export async function load({ locals, fetch }) {
  // The request that the page makes to its own API has the cookies that the browser is about to get.
  const answer = await fetch('/api/me');
  return { userId: locals.auth.userId, apiStatus: answer.status };
}
