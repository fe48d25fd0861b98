// `node start-app.js`: the application with the keys of its environment.
import { startApp } from './app.js';

const { url } = await startApp(process.env, Number(process.env.PORT ?? 3000));
console.log(`listening on ${url}`);
