/**
 * The most common passwords of known breaches, in lower case. They are refused with digits and signs at the end as
 * well: that is why words of fewer than eight characters are here (`sunshine1`, `dragon123!`).
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
password passw0rd p@ssword p@ssw0rd pa55word pa55w0rd pass passwd passwort motdepasse contraseña contrasena senha parola
passpass passwordpassword mypassword newpassword yourpassword thepassword password1 password12 password123 password1234
admin administrator root toor guest user username login welcome welcome1 letmein letmein1 changeme changeit default
secret mysecret secure security test tester testing testtest temp temporary demo sample example access master
superuser supervisor superman batman spiderman ironman wolverine starwars startrek pokemon pikachu naruto
iloveyou iloveu loveyou loveme lovely lover love loveyou1 iloveyou1 iloveyou2 iloveyou123 babygirl babyboy sweetheart
sunshine princess princesa butterfly flower flowers rainbow angel angels cookie cookies chocolate cheese banana orange
apple cherry peanut pepper ginger sugar honey candy coffee pizza monkey dragon tiger tigers eagle eagles lion panther
shadow phoenix falcon hunter ranger killer ninja warrior soldier knight wizard merlin matrix hacker hello hello1
hellohello helloworld goodbye whatever nothing something anything trustno1 trustme qwerty qwert qwerty1 qwerty12
qwerty123 qwertyui qwertyuiop qwertzuiop azerty azertyuiop asdf asdfgh asdfghjk asdfghjkl zxcvbn zxcvbnm zxcvbnm1
qazwsx qazwsxedc 1qaz2wsx 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 qweasd qweasdzxc qwer1234 asdf1234
zxcv1234 abcd1234 abc12345 abc123456 a1b2c3d4 aa123456 a123456789 abcdefg abcdefgh abcdefghi abc123 abcabc abc123abc
123456 1234567 12345678 123456789 1234567890 0123456789 9876543210 987654321 87654321 11111111 00000000 12341234
12121212 11223344 112233445566 123123123 123321123 12345678910 147258369 147852369 159357 159753 1234qwer 123qwe
123qweasd 123abc 123456a 123456abc 12345qwert 12345abc 1a2b3c4d qwerty12345 asd12345 football football1 baseball
basketball hockey soccer tennis golf golfer racing cricket rugby swimming yankees cowboys steelers packers lakers
chelsea arsenal liverpool barcelona juventus manchester newyork london berlin paris moscow canada brasil america
australia england germany france india mexico turkey summer winter spring autumn january february march april
june july august september october november december monday tuesday wednesday thursday friday saturday sunday
michael jessica ashley jennifer jordan daniel charlie thomas george robert matthew joshua andrew anthony nicole
michelle amanda melissa samantha elizabeth stephanie natasha vanessa victoria alexander benjamin christian
christopher jonathan nicholas patrick richard william jackson maggie buster bailey cooper rocky lucky snoopy
mustang corvette ferrari porsche mercedes yamaha harley toyota honda camaro computer internet samsung iphone
android google facebook youtube instagram twitter linkedin microsoft windows apple123 adobe123 dropbox
photoshop minecraft fortnite roblox playstation nintendo xbox360 jesus jesus1 blessed heaven god faith hope
family friends forever happy happiness freedom liberty peace success winner money dollar business company
office manager service server system network database oracle cisco telecom mobile letmeinnow openup opensesame
correcthorsebatterystaple trustnoone thisisapassword nopassword donotuse changethis changemenow resetme
`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
