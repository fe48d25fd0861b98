import { index, route } from '@react-router/dev/routes';

export default [
  index('routes/home.jsx'),
  route('sign-in', 'routes/sign-in.jsx'),
  route('protected', 'routes/protected.jsx'),
  route('rendered', 'routes/rendered.jsx'),
  route('left', 'routes/left.jsx'),
  route('api/me', 'routes/api.me.js'),
  route('__clerk/*', 'routes/proxy.js'),
];
