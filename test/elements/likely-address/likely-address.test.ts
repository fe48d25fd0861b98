import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { likelyAddress } from '../../../src/elements/parts/likely-address/likely-address.ts';

const likely = (domain: string) => likelyAddress(`ada@${domain}`)?.replace('ada@', '');

const MISTAKES: Readonly<Record<string, string>> = {
  'gmial.com': 'gmail.com',
  'gmai.com': 'gmail.com',
  'gmal.com': 'gmail.com',
  'gmaill.com': 'gmail.com',
  'mgail.com': 'gmail.com',
  'gnail.com': 'gmail.com',
  'gmail.co': 'gmail.com',
  'gmail.cm': 'gmail.com',
  'gmail.con': 'gmail.com',
  'gmial.con': 'gmail.com',
  'gmail.cmo': 'gmail.com',
  gmailcom: 'gmail.com',
  gmail: 'gmail.com',
  'www.gmail.com': 'gmail.com',
  'GMIAL.com': 'gmail.com',
  'hotmial.com': 'hotmail.com',
  'hotmal.fr': 'hotmail.fr',
  'homtail.co.uk': 'hotmail.co.uk',
  'outlok.com': 'outlook.com',
  'outloook.de': 'outlook.de',
  'yaho.com': 'yahoo.com',
  'yahooo.co.uk': 'yahoo.co.uk',
  'yhaoo.fr': 'yahoo.fr',
  'iclod.com': 'icloud.com',
  'icloud.con': 'icloud.com',
  'protonmial.com': 'protonmail.com',
  't-onlin.de': 't-online.de',
  'acme.con': 'acme.com',
  'mail.acme.cmo': 'mail.acme.com',
  'acme.co.nte': 'acme.co.net',
  'charity.ogr': 'charity.org',
  'mit.eud': 'mit.edu',
};
/** Providers, companies and schools whose addresses are right. Many are one letter away from a larger one. */
const RIGHT =
  `gmail.com googlemail.com ymail.com rocketmail.com mail.com email.com mail.ru mail.de mail.ee inbox.ru list.ru bk.ru
  yandex.ru yandex.com ya.ru gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.us web.de freenet.de t-online.de posteo.de mailbox.org
  hotmail.com hotmail.co.uk hotmail.ca hotmail.cl hotmail.com.br hotmail.nl hotmail.se outlook.com outlook.cz outlook.com.br
  outlook.co.id outlook.ie live.com live.co.uk live.nl live.ca live.cn msn.com msn.cn yahoo.com yahoo.co.uk yahoo.ca yahoo.cn
  yahoo.co.id yahoo.com.mx yahoo.com.au yahoo.cl yahoo.gr yahoo.se myyahoo.com icloud.com me.com mac.com cloud.com aol.com aol.de
  aol.co.uk aim.com love.com proton.me pm.me protonmail.com protonmail.ch tutanota.com tuta.io tuta.com hey.com fastmail.com
  fastmail.fm zoho.com zohomail.eu orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr libero.it libro.it virgilio.it tin.it
  alice.it tiscali.it telenet.be skynet.be ziggo.nl kpnmail.nl home.nl bluewin.ch seznam.cz wp.pl o2.pl interia.pl onet.pl
  naver.com never.com hanmail.net daum.net nate.com qq.com 163.com 126.com sina.com foxmail.com rediffmail.com uol.com.br
  bol.com.br terra.com.br comcast.net verizon.net horizon.net att.net cox.net sbcglobal.net bellsouth.net charter.net
  btinternet.com sky.com ntlworld.com virginmedia.com duck.com simplelogin.com mailinator.com
  line.com life.com lime.com five.com mall.com hotel.com outlet.com yoho.com ahoo.de iclaud.io photon.me
  google.com microsoft.com apple.com meta.com amazon.com acme.io my-company.co company.cam school.cm shop.om example.com
  uni-ulm.de student.uni-ulm.de cs.ox.ac.uk mit.edu mail.mit.edu acme.com.br bücher.example xn--bcher-kva.example
  localhost acme.community acme.company`.split(/\s+/);

describe('the likely address', () => {
  for (const [typed, meant] of Object.entries(MISTAKES)) {
    it(`takes ${typed} for ${meant}`, () => assert.equal(likely(typed), meant));
  }

  it('finds nothing wrong with addresses of real providers, companies and schools', () => {
    assert.deepEqual(
      RIGHT.flatMap((domain) => likely(domain) ?? []),
      [],
    );
  });

  it('finds nothing in what is no address', () => {
    for (const typed of ['', '@', 'ada', '@gmial.com', 'ada@', 'gmial.com'])
      assert.equal(likelyAddress(typed), undefined, typed);
  });

  it('keeps what stands before the last @ as it was typed', () => {
    assert.equal(likelyAddress('Ada+News@gmial.com'), 'Ada+News@gmail.com');
    assert.equal(likelyAddress('"a@b"@gmial.com'), '"a@b"@gmail.com');
  });

  it('undoes one mistake behind the first letter of a provider, whatever it is', () => {
    const mistake = fc.record({
      meant: fc.constantFrom(
        'gmail.com',
        'hotmail.com',
        'outlook.com',
        'yahoo.com',
        'icloud.com',
        'hotmail.fr',
        'yahoo.co.uk',
      ),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      kind: fc.constantFrom('drop', 'double', 'swap', 'replace'),
      letter: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
    });
    fc.assert(
      fc.property(mistake, ({ meant, at, kind, letter }) => {
        const name = meant.slice(0, meant.indexOf('.'));
        const index = 1 + Math.floor(at * (name.length - 1));
        const [before, own, after] = [name.slice(0, index), name[index] ?? '', name.slice(index + 1)];
        const typed = {
          drop: before + after,
          double: before + own + own + after,
          swap: before.slice(0, -1) + own + before.at(-1) + after,
          replace: before + letter + after,
        }[kind];
        assert.equal(likely(typed + meant.slice(name.length)), typed === name ? undefined : meant);
      }),
    );
  });

  it('never corrects its own answer, nor a domain with two and more differences', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const meant = likelyAddress(address);
        if (meant !== undefined) assert.equal(likelyAddress(meant), undefined, meant);
        else assert.ok(true);
      }),
    );
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{12,20}$/),
        fc.constantFrom('com', 'de', 'io', 'co', 'org'),
        (name, ending) => {
          assert.equal(likely(`${name}.${ending}`), undefined);
        },
      ),
    );
  });
});
