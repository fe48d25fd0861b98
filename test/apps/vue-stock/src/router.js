import { createRouter, createWebHistory } from 'vue-router';

const page = (name) => () => import(`./pages/${name}.vue`);

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: page('Home') },
    { path: '/sign-in/:step(.*)*', component: page('SignIn') },
    { path: '/sign-up/:step(.*)*', component: page('SignUp') },
    { path: '/profile/:step(.*)*', component: page('Profile') },
    { path: '/protected', component: page('Protected') },
    { path: '/screens', component: page('Screens') },
    { path: '/custom', component: page('Custom') },
    { path: '/sso-callback', component: page('Callback') },
  ],
});
