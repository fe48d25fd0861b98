import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as it arrived: who it was really sent to, and what it says. */
export interface ReceivedMail {
  envelope: { from: string; to: string[] };
  raw: string;
  email: Email;
}

export interface SmtpFixture {
  url: string;
  mails: ReceivedMail[];
  connections: number;
  close(): Promise<void>;
}

/** A real SMTP server on loopback that keeps every mail. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<SmtpFixture> {
  const fixture: SmtpFixture = { url: '', mails: [], connections: 0, close: async () => undefined };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect: (_session, done) => {
      fixture.connections++;
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
        fixture.mails.push({ envelope, raw, email: await PostalMime.parse(raw) });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  fixture.url = `smtp://127.0.0.1:${port}`;
  fixture.close = () => new Promise((resolve) => server.close(() => resolve()));
  return fixture;
}
