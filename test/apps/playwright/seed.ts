import { defineSeed } from 'clerk-widgets/testing';

export default defineSeed({
  users: [
    {
      id: 'user_ada',
      emailAddresses: ['ada@example.com'],
      firstName: 'Ada',
      password: 'correct horse',
      publicMetadata: { plan: 'gold' },
    },
    { id: 'user_bea', emailAddresses: ['bea@example.com'], firstName: 'Bea' },
  ],
});
