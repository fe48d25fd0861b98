/** `npx clerk-widgets keys --url http://localhost:4400 --instance-type development` prints the key. */
export const publishableKey = 'pk_test_…';
/** On your machine the Frontend API has no https, so proxy.conf.json forwards this path to it. Empty in production. */
export const proxyUrl = '/__clerk';
