import { redirect } from 'react-router';

// A redirect that a loader throws has to keep the cookies of the middleware.
export function loader() {
  throw redirect('/', { headers: { 'Set-Cookie': 'own=1; Path=/' } });
}

export default function Left() {
  return null;
}
