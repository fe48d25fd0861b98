// npm run docs: writes the pages of docs/ that have their source in the code. custom-elements.json has to be built.
import { readFileSync, writeFileSync } from 'node:fs';
import { apiCoveragePage } from './api-coverage/api-coverage-page.ts';
import { browserApiPage } from './browser-api-page.ts';
import { withFaultList } from './fault-list.ts';
import { withMessageList } from './message-list.ts';
import { withWebhookEvents } from './webhook-events.ts';
import { elementsPage, type ReferenceManifest, settingsPage } from './reference-pages.ts';

const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as ReferenceManifest;
writeFileSync('docs/settings.md', settingsPage());
writeFileSync('docs/elements.md', elementsPage(manifest));
writeFileSync('docs/browser-api.md', browserApiPage());
writeFileSync('docs/api-coverage.md', apiCoveragePage());
writeFileSync('docs/messages.md', withMessageList(readFileSync('docs/messages.md', 'utf8')));
writeFileSync('docs/webhooks.md', withWebhookEvents(readFileSync('docs/webhooks.md', 'utf8')));
writeFileSync('docs/doctor.md', withFaultList(readFileSync('docs/doctor.md', 'utf8')));
