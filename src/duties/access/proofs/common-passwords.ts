/**
 * What people choose when they must choose something, in Indonesian and English offices: whole passwords of ten
 * characters and more, and the words that they are made of. A password is refused when it is one of these, alone,
 * repeated, or with digits and signs around it.
 */
const LIST = `
password passw0rd p4ssword p@ssword p@ssw0rd kata sandi katasandi sandi rahasia sandirahasia rahasiakita kunci masuk
letmein welcome selamat datang selamatdatang selamatpagi admin administrator root toor user guest tamu test testing coba cobacoba
qwerty qwertyuiop qwertyui asdfghjkl asdfgh zxcvbnm qazwsx qazwsxedc azerty qwer asdf zxcv
iloveyou sayang sayangku cintaku akucintakamu akusayangkamu kamujelek anakku ibuku bapakku mamapapa bismillah
alhamdulillah assalamualaikum allahuakbar muhammad subhanallah insyaallah jesus christ kristus
indonesia indonesiaraya jakarta bandung surabaya semarang medan makassar yogyakarta jogja garuda merdeka pancasila
bhinneka nusantara persib persija arema bonek
monkey dragon football baseball basketball sepakbola liverpool manchester manchesterunited chelsea arsenal barcelona
realmadrid juventus superman batman spiderman naruto doraemon pokemon princess sunshine butterfly shadow master
michael jordan jennifer michelle charlie computer internet komputer samsung android iphone google facebook instagram
whatsapp microsoft windows oracle company perusahaan kantor office kerja karyawan sekretaris keuangan direktur manager
kerani sekuriti security secret secure changeme gantisandi ganti default login signin starwars whatever nothing
trustno freedom money uang rupiah dollar bulan bintang matahari bunga mawar melati
januari februari maret april juni juli agustus september oktober november desember
january february march june july august october december senin selasa rabu kamis jumat sabtu minggu
monday tuesday wednesday thursday friday saturday sunday
abcdefgh abcdefghij abcdef abcd abc xyz aaaa asdasd qweqwe qwe asd zxc
correcthorsebatterystaple
`;

/** The words and passwords that everybody tries first. */
export const COMMON: ReadonlySet<string> = new Set(LIST.trim().split(/\s+/));
