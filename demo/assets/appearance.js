import { followChoices } from './choices.js';
import { ready } from './ready.js';
import './source.js';

const form = document.querySelector('clerk-sign-in');
const stage = document.querySelector('.stage');
const caption = document.querySelector('.caption');
const sheets = new Map();
let latest;
let isProvided = false;

followChoices(dress);

async function dress(choices) {
  const { dressing, scheme, strategy, place, hasSheet } = choices;
  latest = choices;
  const inCss = place === 'css';
  const [{ appearance = {}, colorScheme = scheme }, sheet] = await Promise.all([
    dressing === 'default' || inCss ? {} : import(`./dressings/${dressing}.js`),
    hasSheet || inCss ? loadSheet(dressing) : undefined,
  ]);
  isProvided ||= place === 'provider';
  const clerk = isProvided ? await ready : undefined;
  // The visitor has chosen again meanwhile.
  if (latest !== choices) return;

  for (const link of document.querySelectorAll('link[data-dressing]')) link.media = link === sheet ? 'all' : 'not all';
  Object.assign(stage.dataset, { dressing, scheme: colorScheme });
  stage.classList.toggle('wa-dark', colorScheme === 'dark');
  const worn = strategy === 'replace' ? { ...appearance, strategy } : appearance;
  // On the element: this form alone.
  form.appearance = place === 'provider' ? undefined : worn;
  // On the instance: every element. Most pages say it once: `Clerk.load({ appearance })`.
  clerk?.__internal_updateProps({ appearance: place === 'provider' ? worn : {} });
  caption.textContent = choices.caption;
  showSource(dressing, inCss ? 'css' : 'js');
}

/** Loads the style sheet of a dressing once; those of the others apply to nothing. */
function loadSheet(dressing) {
  const loading = sheets.get(dressing) ?? requestSheet(dressing);
  sheets.set(dressing, loading);
  return loading;
}

async function requestSheet(dressing) {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'stylesheet', media: 'not all', href: `/assets/dressings/${dressing}.css` });
  link.dataset.dressing = dressing;
  const loaded = new Promise((done) => link.addEventListener('load', done, { once: true }));
  document.head.append(link);
  await loaded;
  return link;
}

/** Shows the files of the dressing beside those of the page. */
function showSource(dressing, kind) {
  const tabs = [...document.querySelectorAll('.source [role=tab]')];
  for (const tab of tabs) tab.hidden = !!tab.dataset.dressing && tab.dataset.dressing !== dressing;
  const own = tabs.filter((tab) => tab.dataset.dressing === dressing);
  const first = own.find((tab) => tab.textContent.endsWith(`.${kind}`)) ?? tabs.find((tab) => !tab.hidden);
  first.click();
}
