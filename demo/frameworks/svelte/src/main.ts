import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';

const target = document.getElementById('svelte-app');
if (target) mount(App, { target });
